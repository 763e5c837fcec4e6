import { expect, test } from 'vitest';
import { CallMemory } from './call-memory.ts';

const NOTHING = { turns: [], facts: [] };
const ASKED = {
  toolCallId: 'call_1',
  responseId: 'resp_1',
  name: 'get_slots',
  argumentsJson: '{"zip":"43215"}',
};
const FACT = 'You called the tool get_slots with {"zip":"43215"}. Its result: {"slots":[]}';
const answerTo = (toolCallId: string, isSilent = false) => ({ toolCallId, result: '{"slots":[]}', isSilent });

test('tells the present session by id and the next one as a fact', () => {
  const memory = new CallMemory();
  memory.toolAsked(ASKED);
  expect(memory.hasOpenToolCalls).toBe(true);
  expect(memory.toolAnswered(answerTo('call_1'))).toEqual({ fact: FACT, isAwaited: true, mustSpeak: true });
  expect(memory.hasOpenToolCalls).toBe(false);
  expect(memory.addTo(NOTHING).facts).toEqual([FACT]);
});

test('knows that the next session does not wait for what an earlier one asked', () => {
  const memory = new CallMemory();
  memory.toolAsked(ASKED);
  memory.sessionReplaced();
  expect(memory.toolAnswered(answerTo('call_1'))).toEqual({ fact: FACT, isAwaited: false, mustSpeak: true });
});

test('takes an answer to a call nobody asked for as a fact', () => {
  const answered = new CallMemory().toolAnswered(answerTo('call_9'));
  expect(answered).toMatchObject({ isAwaited: false, mustSpeak: true });
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

test('speaks once for several calls of one response, when the last is answered', () => {
  const memory = new CallMemory();
  for (const toolCallId of ['a', 'b', 'c']) memory.toolAsked({ ...ASKED, toolCallId });
  memory.toolAsked({ ...ASKED, toolCallId: 'other', responseId: 'resp_2' });
  const spoken = [answerTo('b'), answerTo('a'), answerTo('c', true)].map(
    (answer) => memory.toolAnswered(answer).mustSpeak,
  );
  expect(spoken).toEqual([false, false, true]);
});

test('speaks not at all when every call of a response is answered in silence', () => {
  const memory = new CallMemory();
  memory.toolAsked(ASKED);
  expect(memory.toolAnswered(answerTo('call_1', true)).mustSpeak).toBe(false);
});
