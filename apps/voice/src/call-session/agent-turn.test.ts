import { describe, expect, test } from 'vitest';
import { AgentTurn } from './agent-turn.ts';

type Happening = 'sounded' | 'ended';
const farewellAfter = (happenings: Happening[], { turnId = 'r1', isHeardOut = false } = {}) => {
  const turn = new AgentTurn();
  turn.started('r1');
  for (const happening of happenings) happening === 'sounded' ? turn.sounded(0) : turn.ended();
  return turn.toFarewell({ turnId, isHeardOut, text: 'Goodbye.' });
};
const UNSAID = { progress: 'unsaid', text: 'Goodbye.' };

describe('the farewell of an agent that hangs up', () => {
  test.each([
    ['is ours to say in a turn that has not sounded', [], {}, UNSAID],
    ['is ours to say after a turn that stayed mute', ['ended'], { isHeardOut: true }, UNSAID],
    ['is ours to say when an earlier turn asks', ['sounded'], { turnId: 'r0' }, UNSAID],
    ['is being said in a turn that sounds', ['sounded'], {}, { progress: 'being-said' }],
    [
      'is being said even if its audio so far was heard',
      ['sounded'],
      { isHeardOut: true },
      { progress: 'being-said' },
    ],
    ['was said in a turn that has ended', ['sounded', 'ended'], {}, { progress: 'said' }],
    [
      'was heard when nothing is left to hear',
      ['sounded', 'ended'],
      { isHeardOut: true },
      { progress: 'heard' },
    ],
  ] as const)('%s', (_what, happenings, asked, expected) => {
    expect(farewellAfter([...happenings], asked)).toEqual(expected);
  });

  test('of a new turn knows nothing of the turn before', () => {
    const turn = new AgentTurn();
    turn.started('r1');
    turn.sounded(0);
    turn.ended();
    turn.started('r2');
    expect(turn.hasSounded).toBe(false);
    expect(turn.toFarewell({ turnId: 'r2', isHeardOut: true, text: 'Goodbye.' })).toEqual(UNSAID);
  });
});

describe('how long the caller waited', () => {
  test('is counted from the end of their words to the first sound of the answer, once', () => {
    const turn = new AgentTurn();
    turn.callerStopped(1_000);
    turn.started('r1');
    expect(turn.sounded(1_430.4)).toBe(430);
    expect(turn.sounded(1_600)).toBeNull();
  });

  test('is unknown when the agent answers nobody', () => {
    expect(new AgentTurn().sounded(500)).toBeNull();
  });
});
