import type { CallId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { getLiveCall, type JournalEntry, readConversation, resumeCall, writeJournal } from './index.ts';

const at = (second: number) => new Date(Date.parse('2026-11-24T03:00:00Z') + second * 1_000);

const event = (
  callId: CallId,
  second: number,
  type: string,
  payload: Record<string, unknown> = {},
): JournalEntry => ({
  kind: 'event',
  callId,
  key: `p.${second}`,
  type,
  at: at(second),
  payload,
});

const VERDICT = {
  severity: 'life_safety',
  trades: ['plumbing'],
  jobTypes: ['gas_leak'],
  isVulnerable: true,
  flags: ['gas'],
  instructionId: 'SAFE_GAS',
  ruleIds: ['gas.smell.en'],
  by: 'rules-and-model',
};
const LINE = { lineId: 'SAFE_GAS', language: 'en', ruleIds: ['gas.smell.en'] };

test('a part that begins knows the last verdict and what became of the lines, in their order', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const other = await world.placeCall();
  await writeJournal(ctx, [
    event(call.id, 4, 'safety-line-spoken', { ...LINE, by: 'engine', heardShare: 1 }),
    event(call.id, 1, 'triage-judged', { ...VERDICT, severity: 'routine' }),
    event(call.id, 2, 'triage-judged', VERDICT),
    event(call.id, 3, 'safety-line-due', LINE),
    event(call.id, 5, 'caller-out'),
    event(call.id, 6, 'safety-line-due', { ...LINE, lineId: 'SAFE_OF_TOMORROW' }),
    event(other.call.id, 2, 'triage-judged', { ...VERDICT, severity: 'property_damage' }),
  ]);
  const danger = {
    verdict: VERDICT,
    steps: [{ step: 'line-due', ...LINE }, { step: 'line-spoken', ...LINE }, { step: 'caller-out' }],
    areWordsWithheld: false,
  };
  expect(await getLiveCall(ctx, { callId: call.id })).toMatchObject({ danger });
  expect(await resumeCall(world.system, { callSid: call.callSid })).toMatchObject({
    next: 'reconnect',
    danger,
  });
  const ofOther = await readConversation(ctx, { callId: other.call.id });
  expect(ofOther.danger).toMatchObject({ verdict: { severity: 'property_damage' }, steps: [] });
});

test('a call in which nothing was judged knows of no danger', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const { danger } = await readConversation(ctx, { callId: call.id });
  expect(danger).toEqual({ verdict: null, steps: [], areWordsWithheld: false });
});

test('a refusal, taken back or not, withholds words, and the agent is told what was judged in their place', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const wish = (second: number, isRefused: boolean) =>
    ({ kind: 'recording-wish', callId: call.id, isRefused, at: at(second) }) as const;
  await writeJournal(ctx, [event(call.id, 1, 'triage-judged', VERDICT), wish(2, true)]);
  const refused = await readConversation(ctx, { callId: call.id });
  expect(refused.danger.areWordsWithheld).toBe(true);
  expect(refused.facts).toContain(
    'What the caller told before was judged: life_safety; trades: plumbing; somebody vulnerable is there.',
  );
  await writeJournal(ctx, [wish(3, false)]);
  const allowed = await readConversation(ctx, { callId: call.id });
  expect(allowed).toMatchObject({ isRecordingRefused: false, danger: { areWordsWithheld: true } });
});
