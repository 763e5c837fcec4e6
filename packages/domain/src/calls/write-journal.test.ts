import { callEvents, calls, engineUsage, toolCalls, transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { type JournalEntry, writeJournal } from './index.ts';

const AT = new Date('2026-11-24T03:00:01Z');

function entriesOf(callId: CallId): JournalEntry[] {
  const turn = {
    kind: 'turn',
    callId,
    itemId: 'i1',
    speaker: 'agent',
    startedAt: AT,
    isInterrupted: false,
  } as const;
  return [
    { kind: 'event', callId, key: 'media:1', type: 'media-started', at: AT, payload: { note: 'a\0b' } },
    { ...turn, text: 'Hel', endedAt: null, heardMs: null },
    { ...turn, text: 'Hello \ud800', endedAt: AT, heardMs: 812.4 },
    {
      kind: 'usage',
      callId,
      purpose: 'response',
      responseId: 'resp_1',
      model: 'gpt-realtime-2.1',
      status: 'completed',
      inputTextTokens: 100,
      inputAudioTokens: 20,
      cachedTextTokens: 64,
      cachedAudioTokens: 0,
      outputTextTokens: 5,
      outputAudioTokens: 40,
      billedMs: null,
      at: AT,
    },
    {
      kind: 'usage',
      callId,
      purpose: 'transcription',
      responseId: 'item_1',
      model: 'gpt-4o-mini-transcribe',
      status: 'completed',
      inputTextTokens: 0,
      inputAudioTokens: 0,
      cachedTextTokens: 0,
      cachedAudioTokens: 0,
      outputTextTokens: 0,
      outputAudioTokens: 0,
      billedMs: 2_340,
      at: AT,
    },
    { kind: 'engine-session', callId, sessionId: 'sess_1' },
    { kind: 'engine-session', callId, sessionId: 'sess_1' },
    {
      kind: 'tool-call',
      callId,
      engineCallId: 'call_1',
      name: 'get_pricing',
      arguments: { zip: '43215' },
      status: 'done',
      result: { totalCents: 25_800 },
      startedAt: AT,
      finishedAt: AT,
    },
  ];
}

test('a batch of several calls is written once, however often it is sent', async () => {
  await using world = await createDemoWorld();
  const [first, second] = [await world.placeCall(), await world.placeCall()];
  const batch = [...entriesOf(first.call.id), ...entriesOf(second.call.id)];
  await writeJournal(first.ctx, []);
  await writeJournal(first.ctx, batch);
  await Promise.all([writeJournal(first.ctx, batch), writeJournal(first.ctx, batch)]);
  const rows = await first.ctx.db.transaction(async (tx) => ({
    events: await tx.select().from(callEvents),
    turns: await tx.select().from(transcriptTurns),
    usage: await tx.select().from(engineUsage).orderBy(engineUsage.purpose),
    tools: await tx.select().from(toolCalls),
    sessions: await tx.select({ ids: calls.engineSessionIds }).from(calls),
  }));
  expect(rows.events.map((event) => event.payload)).toEqual([{ note: 'ab' }, { note: 'ab' }]);
  expect(rows.turns).toMatchObject(Array(2).fill({ text: 'Hello \ufffd', heardMs: 812, endedAt: AT }));
  expect(rows.usage).toMatchObject([
    ...Array(2).fill({ purpose: 'response', cachedTextTokens: 64, outputAudioTokens: 40, billedMs: null }),
    ...Array(2).fill({ purpose: 'transcription', responseId: 'item_1', billedMs: 2_340 }),
  ]);
  expect(rows.tools).toMatchObject(Array(2).fill({ name: 'get_pricing', isWrite: false, status: 'done' }));
  expect(rows.sessions).toEqual([{ ids: ['sess_1'] }, { ids: ['sess_1'] }]);
});

test('a later write of a turn replaces what was known of it', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const turn = { kind: 'turn', callId: call.id, itemId: 'i1', speaker: 'agent', startedAt: AT } as const;
  await writeJournal(ctx, [{ ...turn, text: 'All of it', endedAt: AT, heardMs: 3000, isInterrupted: false }]);
  await writeJournal(ctx, [{ ...turn, text: 'All', endedAt: AT, heardMs: 400, isInterrupted: true }]);
  expect(await ctx.db.transaction((tx) => tx.select().from(transcriptTurns))).toMatchObject([
    { text: 'All', heardMs: 400, isInterrupted: true },
  ]);
});

test("a batch with another business's call writes nothing at all", async () => {
  await using world = await createDemoWorld();
  const [mine, stranger] = [await world.placeCall(), await world.placeCall({ to: 'mesa' })];
  const batch = [...entriesOf(mine.call.id), ...entriesOf(stranger.call.id)];
  await expect(writeJournal(mine.ctx, batch)).rejects.toThrow();
  expect(await mine.ctx.db.transaction((tx) => tx.$count(callEvents))).toBe(0);
  expect(await stranger.ctx.db.transaction((tx) => tx.$count(callEvents))).toBe(0);
});
