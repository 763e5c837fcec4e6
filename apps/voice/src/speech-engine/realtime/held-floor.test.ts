import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { HeldFloor } from './held-floor.ts';

type Action = 'held' | 'stopped' | 'committed' | 'words' | 'no words' | 'replaced' | 'other words' | number;

const STORIES: [story: string, actions: Action[], told: string[]][] = [
  ['words that were taken are answered', ['held', 'committed', 'words'], ['commit', 'answer']],
  ['noise is answered once', ['held', 'committed', 'no words'], ['commit', 'answer']],
  [
    'noise that goes on is not answered again, but gives the floor back',
    ['held', 'committed', 'no words', 'held', 'committed', 'no words'],
    ['commit', 'answer', 'commit', 'stay quiet'],
  ],
  [
    'noise is answered again once there were words in between',
    ['held', 'committed', 'no words', 'other words', 'held', 'committed', 'no words'],
    ['commit', 'answer', 'commit', 'answer'],
  ],
  ['a recogniser that keeps silent is not waited for', ['held', 'committed', 1_999], ['commit']],
  ['and then what was taken is answered', ['held', 'committed', 2_000, 'words'], ['commit', 'answer']],
  ['a turn that ended by itself is none of our business', ['committed', 'words'], []],
  ['nor is one that ended as we asked', ['held', 'stopped', 'committed', 'words'], ['commit']],
  ['a lost session takes its turns with it', ['held', 'committed', 'replaced', 'words', 9_000], ['commit']],
];

test.each(STORIES)('%s', (_story, actions, expected) => {
  const clock = new ManualClock();
  const told: string[] = [];
  using floor = new HeldFloor({
    clock,
    commit: () => told.push('commit'),
    onTaken: (isAnswerable) => told.push(isAnswerable ? 'answer' : 'stay quiet'),
  });
  for (const action of actions) {
    if (action === 'held') floor.held();
    else if (action === 'stopped') floor.callerStopped();
    else if (action === 'committed') floor.turnCommitted('t');
    else if (action === 'replaced') floor.sessionReplaced();
    else if (typeof action === 'number') clock.advance(action);
    else floor.wordsKnown(action === 'other words' ? 'u' : 't', action !== 'no words');
  }
  expect(told).toEqual(expected);
});
