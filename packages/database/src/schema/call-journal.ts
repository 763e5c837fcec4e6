import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { businessIdColumn, callIdColumn, idColumn, instant, wordCheck, words } from './columns.ts';

const SPEAKERS = ['caller', 'agent', 'person'] as const;
const TOOL_CALL_STATUSES = ['running', 'done', 'failed', 'timed-out'] as const;

const PROMISE_KINDS = ['price', 'slot', 'eta', 'callback', 'deed', 'technician'] as const;

const USAGE_PURPOSES = ['response', 'transcription'] as const;

const tokenCount = (name: string) => integer(name).notNull().default(0);

export const callEvents = pgTable(
  'call_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    /** Unique within the call, so that a batch can be written twice without harm. */
    eventKey: text('event_key').notNull(),
    type: text('type').notNull(),
    at: instant('at').notNull(),
    payload: jsonb('payload'),
  },
  (table) => [
    unique('call_events_event_key').on(table.callId, table.eventKey),
    foreignKey({
      name: 'call_events_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
  ],
);

export const transcriptTurns = pgTable(
  'transcript_turns',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    itemId: text('item_id').notNull(),
    speaker: words('speaker', SPEAKERS).notNull(),
    text: text('text').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** How much of an agent's turn the caller heard; null for the caller's own turns. */
    heardMs: integer('heard_ms'),
    isInterrupted: boolean('is_interrupted').notNull().default(false),
    /** The caller refused to be recorded: there were words, and they are not kept. */
    isWithheld: boolean('is_withheld').notNull().default(false),
  },
  (table) => [
    unique('transcript_turns_item_key').on(table.callId, table.itemId),
    foreignKey({
      name: 'transcript_turns_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    check('transcript_turns_withheld_check', sql`not is_withheld or text = ''`),
    wordCheck('transcript_turns', 'speaker', SPEAKERS),
  ],
);

export const toolCalls = pgTable(
  'tool_calls',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    engineCallId: text('engine_call_id').notNull(),
    name: text('name').notNull(),
    arguments: jsonb('arguments').notNull(),
    argumentsHash: text('arguments_hash').notNull(),
    isWrite: boolean('is_write').notNull().default(false),
    status: words('status', TOOL_CALL_STATUSES).notNull(),
    result: jsonb('result'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    uniqueIndex('tool_calls_write_once_key')
      .on(table.callId, table.name, table.argumentsHash)
      .where(sql`is_write`),
    uniqueIndex('tool_calls_read_once_key').on(table.callId, table.engineCallId).where(sql`not is_write`),
    foreignKey({
      name: 'tool_calls_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    wordCheck('tool_calls', 'status', TOOL_CALL_STATUSES),
  ],
);

export const spokenPromises = pgTable(
  'spoken_promises',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    /** The agent's turn in which it was said. */
    itemId: text('item_id').notNull(),
    kind: words('kind', PROMISE_KINDS).notNull(),
    detail: jsonb('detail').notNull(),
    /** From the start of that turn's sound, reckoned from the place in its words. */
    audioOffsetMs: integer('audio_offset_ms').notNull(),
    /** The tool call whose result says it. */
    engineCallId: text('engine_call_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('spoken_promises_place_key').on(table.callId, table.itemId, table.kind, table.audioOffsetMs),
    foreignKey({
      name: 'spoken_promises_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    wordCheck('spoken_promises', 'kind', PROMISE_KINDS),
  ],
);

export const engineUsage = pgTable(
  'engine_usage',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    purpose: words('purpose', USAGE_PURPOSES).notNull(),
    /** Of a transcription, the id of the caller's utterance. */
    responseId: text('response_id').notNull(),
    model: text('model').notNull(),
    status: text('status').notNull(),
    inputTextTokens: tokenCount('input_text_tokens'),
    inputAudioTokens: tokenCount('input_audio_tokens'),
    cachedTextTokens: tokenCount('cached_text_tokens'),
    cachedAudioTokens: tokenCount('cached_audio_tokens'),
    outputTextTokens: tokenCount('output_text_tokens'),
    outputAudioTokens: tokenCount('output_audio_tokens'),
    /** Length of the audio, where a model is billed by it instead of by tokens. */
    billedMs: integer('billed_ms'),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('engine_usage_response_key').on(table.callId, table.responseId),
    foreignKey({
      name: 'engine_usage_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    wordCheck('engine_usage', 'purpose', USAGE_PURPOSES),
  ],
);

export const recordings = pgTable(
  'recordings',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    recordingSid: text('recording_sid').notNull().unique(),
    url: text('url'),
    status: text('status').notNull(),
    durationSeconds: integer('duration_seconds'),
    channels: integer('channels'),
    source: text('source'),
    startedAt: instant('started_at'),
    payload: jsonb('payload'),
  },
  (table) => [
    foreignKey({
      name: 'recordings_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
  ],
);
