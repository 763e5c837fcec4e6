import { expect, test } from 'vitest';
import { CallMemory } from './call-memory.ts';

const NOTHING = { turns: [], facts: [] };
const ASKED = { toolCallId: 'call_1', name: 'get_slots', argumentsJson: '{"zip":"43215"}' };
const FACT = 'You called the tool get_slots with {"zip":"43215"}. Its result: {"slots":[]}';

test('tells the present session by id and the next one as a fact', () => {
  const memory = new CallMemory();
  memory.toolAsked(ASKED);
  expect(memory.hasOpenToolCalls).toBe(true);
  expect(memory.toolAnswered('call_1', '{"slots":[]}')).toEqual({ fact: FACT, isAwaited: true });
  expect(memory.hasOpenToolCalls).toBe(false);
  expect(memory.addTo(NOTHING).facts).toEqual([FACT]);
});

test('knows that the next session does not wait for what an earlier one asked', () => {
  const memory = new CallMemory();
  memory.toolAsked(ASKED);
  memory.sessionReplaced();
  expect(memory.toolAnswered('call_1', '{"slots":[]}')).toEqual({ fact: FACT, isAwaited: false });
});

test('takes an answer to a call nobody asked for as a fact', () => {
  expect(new CallMemory().toolAnswered('call_9', 'yes').isAwaited).toBe(false);
});

test('adds to what the call itself recalls, in order', () => {
  const memory = new CallMemory();
  memory.noted('The caller keyed in 2.');
  const recollection = {
    turns: [{ speaker: 'caller' as const, text: 'Hello?' }],
    facts: ['A slot is held.'],
  };
  expect(memory.addTo(recollection)).toEqual({
    turns: recollection.turns,
    facts: ['A slot is held.', 'The caller keyed in 2.'],
  });
});

test('keeps the newest forty facts', () => {
  const memory = new CallMemory();
  for (let index = 0; index < 50; index++) memory.noted(`${index}`);
  expect(memory.addTo(NOTHING).facts).toEqual(Array.from({ length: 40 }, (_, index) => `${index + 10}`));
});
