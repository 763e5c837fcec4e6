import { ManualClock } from '@afterhourfix/foundation';
import { describe, expect, test } from 'vitest';
import { SilenceWatch } from './silence-watch.ts';

const PROMPT_MS = 8_000;
const GOODBYE_MS = 5_000;

function open() {
  const clock = new ManualClock();
  const told: string[] = [];
  const limits = { promptAfterMs: PROMPT_MS, goodbyeAfterMs: GOODBYE_MS };
  const watch = new SilenceWatch({ clock, limits, onSilence: (what) => told.push(what) });
  return { clock, watch, told };
}

type Action = number | 'begins' | 'is broken' | 'caller';
const STORIES: [story: string, actions: Action[], told: string[]][] = [
  ['nothing begins: nothing is said', [60_000], []],
  ['it begins and lasts too short', ['begins', PROMPT_MS - 1], []],
  ['it begins and lasts', ['begins', PROMPT_MS], ['prompt']],
  ['it begins again: counted anew', ['begins', PROMPT_MS - 1, 'begins', PROMPT_MS - 1], []],
  ['the agent breaks it', ['begins', PROMPT_MS - 1, 'is broken', 60_000], []],
  ['the caller breaks it', ['begins', PROMPT_MS - 1, 'caller', 60_000], []],
  [
    'after the prompt it begins again',
    ['begins', PROMPT_MS, 'is broken', 2_000, 'begins', GOODBYE_MS],
    ['prompt', 'goodbye'],
  ],
  [
    'after the prompt the goodbye has its own limit',
    ['begins', PROMPT_MS, 'is broken', 'begins', GOODBYE_MS - 1],
    ['prompt'],
  ],
  ['the prompt is never said', ['begins', PROMPT_MS, GOODBYE_MS], ['prompt', 'goodbye']],
  [
    'a sound after the goodbye was said is no caller, but the call may have gone on',
    ['begins', PROMPT_MS, GOODBYE_MS, 'is broken', 'begins', GOODBYE_MS],
    ['prompt', 'goodbye', 'goodbye'],
  ],
  ['the goodbye is said once', ['begins', PROMPT_MS, GOODBYE_MS, 'begins', 60_000], ['prompt', 'goodbye']],
  [
    'a caller heard after the prompt is fresh',
    ['begins', PROMPT_MS, 'caller', 'begins', PROMPT_MS],
    ['prompt', 'prompt'],
  ],
  [
    'a caller heard during the goodbye is fresh',
    ['begins', PROMPT_MS, GOODBYE_MS, 'caller', 'begins', PROMPT_MS],
    ['prompt', 'goodbye', 'prompt'],
  ],
];

describe('silence', () => {
  test.each(STORIES)('%s', (_story, actions, expected) => {
    const { clock, watch, told } = open();
    for (const action of actions) {
      if (action === 'begins') watch.silenceBegan();
      else if (action === 'is broken') watch.silenceBroken();
      else if (action === 'caller') watch.callerHeard();
      else clock.advance(action);
    }
    expect(told).toEqual(expected);
  });

  test('is nobody’s business after the call', () => {
    const { clock, watch, told } = open();
    watch.silenceBegan();
    watch[Symbol.dispose]();
    watch.callerHeard();
    watch.silenceBegan();
    clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

test('who needs longer is given it, before the prompt and before the goodbye', () => {
  const { clock, watch, told } = open();
  watch.waitLonger(12_000);
  watch.silenceBegan();
  clock.advance(PROMPT_MS + 12_000 - 1);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toEqual(['prompt']);
  clock.advance(GOODBYE_MS + 12_000 - 1);
  expect(told).toEqual(['prompt']);
  clock.advance(1);
  expect(told).toEqual(['prompt', 'goodbye']);
});
