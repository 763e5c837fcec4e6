import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JournalWriter } from '../call-journal/journal-writer.ts';
import { AnsweredCalls, createConnectionError } from '../testing/answered-call.ts';
import { CallJournal } from './call-journal.ts';
import type { ToolRunRecord } from './tool-runs.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

async function open() {
  const { domain, call } = await calls.answer();
  const clock = new ManualClock();
  const writer = new JournalWriter({ clock, log: silentLogger });
  const openPart = (part: string) => new CallJournal({ writer, ctx: domain, callId: call.id, clock, part });
  const rows = (select: string, from: string, where = 'call_id') =>
    calls.rows(domain, `select ${select} from ${from} where ${where} = '${call.id}' order by 1`);
  return { clock, writer, journal: openPart('p1'), openPart, rows };
}

const USAGE = {
  inputTextTokens: 100,
  inputAudioTokens: 60,
  cachedTextTokens: 90,
  cachedAudioTokens: 0,
  outputTextTokens: 20,
  outputAudioTokens: 135,
};

test('one call writes its story: what happened, what it cost, which tools ran, and its end', async () => {
  const { clock, writer, journal, rows } = await open();
  journal.happened('media-started');
  clock.advance(1_000);
  journal.happened('agent-began', { afterCallerMs: null });
  journal.engineSession('sess_1');
  journal.engineSession('sess_2');
  journal.engineSession('sess_1');
  const reported = { type: 'usage-reported', status: 'completed', usage: USAGE } as const;
  const response = { purpose: 'response', turnId: 'resp_1', model: 'gpt-realtime-2.1' } as const;
  const transcription = { purpose: 'transcription', turnId: 'item_1', model: 'whisper-1' } as const;
  journal.usage({ ...reported, ...response, billedMs: null });
  journal.usage({ ...reported, ...transcription, billedMs: 2_340 });
  const order: string[] = [];
  journal.perform('calls.finish', async () => {
    order.push(...(await rows('id, type', 'call_events')).map(({ type }) => String(type)));
  });
  await writer.flush();
  expect(order.filter((type) => type === 'media-started' || type === 'agent-began')).toEqual([
    'media-started',
    'agent-began',
  ]);
  expect(await rows('engine_session_ids', 'calls', 'id')).toEqual([
    { engine_session_ids: ['sess_1', 'sess_2'] },
  ]);
  expect(await rows('response_id, purpose, output_audio_tokens, billed_ms', 'engine_usage')).toEqual([
    { response_id: 'item_1', purpose: 'transcription', output_audio_tokens: 135, billed_ms: 2_340 },
    { response_id: 'resp_1', purpose: 'response', output_audio_tokens: 135, billed_ms: null },
  ]);
});

test('two media streams of one call do not write over each other, and a batch written twice stands once', async () => {
  const { writer, journal, openPart, rows } = await open();
  journal.happened('first-part');
  openPart('p2').happened('second-part');
  calls.failure = createConnectionError();
  await writer.flush().catch(() => null);
  calls.failure = null;
  await writer.flush();
  const types = (await rows('id, type', 'call_events')).map(({ type }) => type);
  expect(types.filter((type) => type === 'first-part' || type === 'second-part')).toHaveLength(2);
});

test('tools that read are rows of the journal; tools that write keep their own ledger', async () => {
  const { clock, writer, journal, rows } = await open();
  const record: ToolRunRecord = {
    asked: { toolCallId: 't1', turnId: 'r1', name: 'get_pricing', argumentsJson: '{"zip":"43215"}' },
    arguments: { zip: '43215' },
    status: 'timed-out',
    result: { error: 'unavailable' },
    startedAt: clock.now(),
    finishedAt: clock.now(),
    isWrite: false,
  };
  journal.toolRun(record);
  journal.toolRun({
    ...record,
    asked: { ...record.asked, toolCallId: 't2', name: 'book_slot' },
    isWrite: true,
  });
  await writer.flush();
  expect(await rows('name, status, arguments, is_write', 'tool_calls')).toEqual([
    { name: 'get_pricing', status: 'timed-out', arguments: { zip: '43215' }, is_write: false },
  ]);
});
