import type { TurnEntry } from '@afterhourfix/domain';
import { ManualClock } from '@afterhourfix/foundation';
import { CallId } from '@afterhourfix/vocabulary';
import { describe, expect, test } from 'vitest';
import { ConversationLog } from './conversation-log.ts';

const CALL_ID = CallId.parse('00000000-0000-4000-8000-000000000001');
const BYTES_PER_SECOND = 8_000;
const TEN_WORDS = 'one two three four five six seven eight nine ten';

function open() {
  const clock = new ManualClock();
  const written: TurnEntry[] = [];
  const log = new ConversationLog({ callId: CALL_ID, clock, write: (entry) => written.push(entry) });
  return { clock, log, written };
}

describe('what the caller said', () => {
  test('grows by pieces until the final words replace them', () => {
    const { log, written } = open();
    expect(log.callerSaid('i1', 'my ', false).text).toBe('my ');
    expect(log.callerSaid('i1', 'base', false).text).toBe('my base');
    expect(written).toEqual([]);
    expect(log.callerSaid('i1', 'My basement.', true).text).toBe('My basement.');
    expect(written).toMatchObject([{ speaker: 'caller', text: 'My basement.', heardMs: null }]);
  });

  test('began when they began to speak, though the words come seconds later', () => {
    const { clock, log, written } = open();
    const startedAt = clock.now();
    log.callerStarted('i1');
    clock.advance(3_000);
    log.callerSaid('i1', 'My basement.', true);
    expect(written).toMatchObject([{ startedAt, endedAt: clock.now() }]);
  });

  test('began when it began, though they spoke again before its words came', () => {
    const { clock, log } = open();
    log.callerStarted('i1');
    clock.advance(2_000);
    log.agentSounded('a1', BYTES_PER_SECOND);
    log.agentSaid('a1', 'I see.', true);
    clock.advance(1_000);
    log.callerStarted('i2');
    clock.advance(500);
    log.callerSaid('i1', 'My basement.', true);
    log.callerSaid('i2', 'Hurry.', true);
    expect(log.turns.map(({ text }) => text)).toEqual(['My basement.', 'I see.', 'Hurry.']);
  });

  test('has its own beginning when the engine does not tell what will be said', () => {
    const { clock, log, written } = open();
    log.callerStarted(null);
    const startedAt = clock.now();
    clock.advance(1_000);
    log.callerSaid('i1', 'My basement.', true);
    log.callerSaid('i2', 'Hurry.', true);
    expect(written.map((turn) => turn.startedAt)).toEqual([startedAt, clock.now()]);
  });

  test('may be keyed in; long rows of digits are not kept, they may be a card', () => {
    const { log } = open();
    log.callerKeyed('43215');
    log.callerKeyed('4111111111111111');
    const texts = log.turns.map(({ text }) => text).join(' ');
    expect(texts).toContain('43215');
    expect(texts).not.toContain('4111');
  });
});

describe('what the agent said', () => {
  test('counts as heard as long as its audio when nobody interrupts', () => {
    const { log, written } = open();
    log.agentSounded('a1', BYTES_PER_SECOND);
    log.agentSaid('a1', 'Where are you?', true);
    expect(written).toMatchObject([{ speaker: 'agent', text: 'Where are you?', heardMs: 1_000 }]);
  });

  test('is written again when audio came behind its words', () => {
    const { log, written } = open();
    log.agentSounded('a1', BYTES_PER_SECOND);
    log.agentSaid('a1', 'Where are you?', true);
    log.agentSounded('a1', BYTES_PER_SECOND);
    log.settle();
    log.settle();
    expect(written.map(({ heardMs }) => heardMs)).toEqual([1_000, 2_000]);
  });

  test.each([
    [4_000, TEN_WORDS],
    [2_000, 'one two three four five —'],
    [390, ''],
    [0, ''],
    [9_999, TEN_WORDS],
  ])('keeps the share of words that was heard when it is cut after %i of 4,000 ms', (heardMs, text) => {
    const { log, written } = open();
    log.agentSounded('a1', 4 * BYTES_PER_SECOND);
    log.agentSaid('a1', TEN_WORDS, true);
    log.interrupted([{ utteranceId: 'a1', contentIndex: 0, heardMs }]);
    expect(written.at(-1)).toMatchObject({ text, heardMs, isInterrupted: true });
  });

  test('counts all parts of its content, the cut one and those before it', () => {
    const { log, written } = open();
    log.agentSounded('a1', 4 * BYTES_PER_SECOND);
    log.agentSaid('a1', TEN_WORDS, true);
    log.interrupted([{ utteranceId: 'a1', contentIndex: 1, heardMs: 500, earlierMs: 1_500 }]);
    expect(written.at(-1)).toMatchObject({ text: 'one two three four five —', heardMs: 2_000 });
  });

  test('stays cut when its words arrive later', () => {
    const { log, written } = open();
    log.agentSounded('a1', 4 * BYTES_PER_SECOND);
    log.agentSaid('a1', 'one two three four', false);
    log.interrupted([{ utteranceId: 'a1', contentIndex: 0, heardMs: 2_000 }]);
    log.agentSaid('a1', TEN_WORDS, true);
    log.interrupted([{ utteranceId: 'a1', contentIndex: 0, heardMs: 3_000 }]);
    expect(written).toMatchObject([{ text: 'one two —', heardMs: 2_000 }]);
  });

  test('and was never said at all is nobody’s interruption', () => {
    const { log, written } = open();
    log.interrupted([{ utteranceId: 'unknown', contentIndex: 0, heardMs: 10 }]);
    expect(written).toEqual([]);
  });
});

test('words that nobody calls final are written when the turn is over', () => {
  const { log, written } = open();
  log.callerSaid('c1', 'my basement', false);
  log.agentSounded('a1', BYTES_PER_SECOND);
  log.agentSaid('a1', 'I see.', false);
  log.agentSounded('a2', BYTES_PER_SECOND);
  log.settle();
  log.settle();
  expect(written.map(({ text }) => text)).toEqual(['my basement', 'I see.']);
});

test('the memory for a fresh session holds what was heard, in the order it began', () => {
  const { clock, log } = open();
  log.agentSounded('a1', BYTES_PER_SECOND);
  log.agentSaid('a1', 'Good evening.', true);
  clock.advance(1_000);
  log.callerStarted('c1');
  clock.advance(1_000);
  log.agentSounded('a2', 4 * BYTES_PER_SECOND);
  log.agentSaid('a2', TEN_WORDS, true);
  log.agentSounded('a3', BYTES_PER_SECOND);
  log.agentSaid('a3', 'Never heard.', true);
  log.interrupted([
    { utteranceId: 'a2', contentIndex: 0, heardMs: 1_200 },
    { utteranceId: 'a3', contentIndex: 0, heardMs: 0 },
  ]);
  log.callerSaid('c1', 'My basement.', true);
  log.callerSaid('c2', '  ', true);
  expect(log.turns).toEqual([
    { speaker: 'agent', text: 'Good evening.' },
    { speaker: 'caller', text: 'My basement.' },
    { speaker: 'agent', text: 'one two three —' },
  ]);
});

test('memory is bounded to a thousand turns, of which the oldest are forgotten', () => {
  const { log } = open();
  for (let count = 0; count < 1_500; count++) log.callerSaid(`c${count}`, `word ${count}`, true);
  expect(log.turns).toHaveLength(1_000);
  expect(log.turns.at(0)?.text).toBe('word 500');
});
