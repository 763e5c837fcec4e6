import { calls, recordings, toolCalls, transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld } from '../testing/demo-world.ts';
import {
  finishCall,
  getLiveCall,
  type JournalEntry,
  recordRecording,
  resumeCall,
  writeJournal,
} from './index.ts';

const at = (second: number) => new Date(Date.parse('2026-11-24T03:00:00Z') + second * 1_000);

const turn = (callId: CallId, second: number, text: string): JournalEntry => ({
  kind: 'turn',
  callId,
  itemId: `item_${second}`,
  speaker: 'caller',
  text,
  startedAt: at(second),
  endedAt: at(second + 1),
  heardMs: null,
  isInterrupted: false,
});

const wish = (callId: CallId, second: number, isRefused: boolean): JournalEntry => ({
  kind: 'recording-wish',
  callId,
  isRefused,
  at: at(second),
});

const knowledge = (callId: CallId, second: number): JournalEntry => ({
  kind: 'tool-call',
  callId,
  engineCallId: `call_${second}`,
  name: 'get_knowledge',
  arguments: { question: 'do you take checks from my aunt', zip: '43215' },
  status: 'done',
  result: { articles: [] },
  startedAt: at(second),
  finishedAt: at(second),
});

async function readTurns(ctx: DomainContext): Promise<[string, boolean][]> {
  const rows = await ctx.db.transaction((tx) =>
    tx.select().from(transcriptTurns).orderBy(transcriptTurns.startedAt),
  );
  return rows.map(({ text, isWithheld }) => [text, isWithheld]);
}

const recordingOf = (callSid: string, recordingSid: string) => ({
  callSid,
  recordingSid,
  url: `https://recordings.example/${recordingSid}`,
  status: 'completed',
  durationSeconds: 12,
  channels: 2,
  source: 'StartCallRecordingAPI',
  startedAt: null,
  payload: { RecordingSid: recordingSid },
});

test('a refusal erases what was kept, and nothing that is said after it is kept', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const other = await world.placeCall();
  const { id } = call;
  await writeJournal(ctx, [turn(id, 1, 'hello'), turn(other.call.id, 0, 'hello'), knowledge(id, 2)]);
  await writeJournal(ctx, [wish(id, 3, true), turn(id, 2, 'do not record me'), knowledge(id, 3)]);
  await writeJournal(ctx, [turn(id, 5, 'my basement is flooding'), turn(id, 1, 'hello again')]);
  expect(await readTurns(ctx)).toEqual([
    ['hello', false],
    ['', true],
    ['', true],
    ['', true],
  ]);
  const tools = await ctx.db.transaction((tx) => tx.select({ args: toolCalls.arguments }).from(toolCalls));
  expect(tools).toEqual([{ args: { zip: '43215' } }, { args: { zip: '43215' } }]);
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, id)));
  expect(row?.recordingRefusedAt).toEqual(at(3));
});

test('what waited before a refusal in the same batch is not written, wherever in it the refusal stands', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await writeJournal(ctx, [
    turn(call.id, 1, 'hello'),
    turn(call.id, 2, 'no recording'),
    wish(call.id, 3, true),
  ]);
  expect(await readTurns(ctx)).toEqual([
    ['', true],
    ['', true],
  ]);
});

test('a refusal that is taken back keeps what begins after it, and batches may be written again', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const { id } = call;
  const batch = [
    turn(id, 1, 'one'),
    wish(id, 3, true),
    turn(id, 4, 'two'),
    wish(id, 6, false),
    turn(id, 7, 'three'),
  ];
  const kept: [string, boolean][] = [
    ['', true],
    ['', true],
    ['three', false],
  ];
  await writeJournal(ctx, batch);
  expect(await readTurns(ctx)).toEqual(kept);
  await writeJournal(ctx, batch);
  expect(await readTurns(ctx)).toEqual(kept);
  await writeJournal(ctx, [wish(id, 9, true)]);
  expect(await readTurns(ctx)).toEqual(kept.map(() => ['', true]));
});

test('permission without a refusal changes nothing', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await writeJournal(ctx, [wish(call.id, 1, false), turn(call.id, 2, 'hello')]);
  expect(await readTurns(ctx)).toEqual([['hello', false]]);
});

test('a call that comes back knows of the refusal, and that there are no words of before', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await writeJournal(ctx, [turn(call.id, 1, 'hello'), wish(call.id, 3, true)]);
  const resumed = await resumeCall(world.system, { callSid: call.callSid });
  expect(resumed).toMatchObject({ next: 'reconnect', conversation: [], isRecordingRefused: true });
  const live = await getLiveCall(ctx, { callId: call.id });
  expect(live).toMatchObject({ conversation: [], isRecordingRefused: true });
  expect(live.facts).toEqual([expect.stringContaining('refused to be recorded')]);
  await writeJournal(ctx, [wish(call.id, 5, false)]);
  expect(await getLiveCall(ctx, { callId: call.id })).toMatchObject({ facts: [], isRecordingRefused: false });
});

test('the end of a call erases what a late writer left', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await writeJournal(ctx, [turn(call.id, 1, 'hello'), wish(call.id, 3, true)]);
  await ctx.db.transaction((tx) =>
    tx.update(transcriptTurns).set({ text: 'a late word', isWithheld: false }),
  );
  await finishCall(ctx, { callId: call.id, outcome: 'abandoned', reason: 'caller_hung_up', endedAt: at(60) });
  expect(await readTurns(ctx)).toEqual([['', true]]);
});

test("a recording of the carrier's is let go and deleted, before and after the refusal", async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await recordRecording(world.system, recordingOf(call.callSid, 'RE1'));
  expect(await world.listJobs('calls.delete-recording')).toEqual([]);
  await writeJournal(ctx, [wish(call.id, 3, true)]);
  await recordRecording(world.system, recordingOf(call.callSid, 'RE2'));
  const message = { ...recordingOf(call.callSid, 'RE3'), source: 'RecordVerb' };
  await recordRecording(world.system, message);
  const rows = await ctx.db.transaction((tx) =>
    tx.select().from(recordings).orderBy(recordings.recordingSid),
  );
  expect(rows.map(({ url, payload }) => [url, payload])).toEqual([
    [null, null],
    [null, null],
    [message.url, message.payload],
  ]);
  const businessId = ctx.business.id;
  expect(await world.listJobs('calls.delete-recording')).toEqual([
    { businessId, recordingSid: 'RE1' },
    { businessId, recordingSid: 'RE2' },
  ]);
});
