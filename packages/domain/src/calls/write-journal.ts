import type { Transaction } from '@afterhourfix/database';
import {
  callEvents,
  calls,
  engineUsage,
  spokenPromises,
  toolCalls,
  transcriptTurns,
} from '@afterhourfix/database/schema';
import { and, eq, inArray, not, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { queueDangerOfCall } from '../paging/index.ts';
import { withoutCardNumbers } from '../spoken-facts/index.ts';
import { toStorableJson, toStorableText } from '../storable.ts';
import { hashArguments } from './arguments-hash.ts';
import type {
  EngineSessionEntry,
  EventEntry,
  JournalEntry,
  PromiseEntry,
  ToolCallEntry,
  TurnEntry,
  UsageEntry,
} from './journal-entry.ts';
import {
  applyRecordingWishes,
  isWithheldAt,
  listRefusedCalls,
  withoutSpokenArguments,
} from './recording-consent.ts';
import { TELLING_EVENTS } from './telling-events.ts';

interface Batch<Entry> {
  ctx: DomainContext;
  entries: readonly Entry[];
}

/** Writes what happened in any calls of the business, all or nothing; the same batch may be written again. */
export async function writeJournal(ctx: DomainContext, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    // First of all: what waited together with a refusal is not written even for a moment.
    await applyRecordingWishes(tx, {
      ctx,
      entries: entries.filter((entry) => entry.kind === 'recording-wish'),
    });
    await insertEvents(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'event') });
    await upsertTurns(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'turn') });
    await insertUsage(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'usage') });
    await insertToolCalls(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'tool-call') });
    await insertPromises(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'promise') });
    await addSessions(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'engine-session') });
  });
}

// Nearly all that a live call writes are events and turns. As one JSON parameter, 100 of them cost 0.1 ms of the
// process that also carries the calls; as placeholders of a query builder 1.4 ms, in one piece.

async function insertEvents(tx: Transaction, { ctx, entries }: Batch<EventEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ callId, key, type, at, payload }) => ({
    call_id: callId,
    event_key: key,
    type,
    at,
    payload: toStorableJson(payload),
  }));
  await tx.execute(sql`
    insert into ${callEvents} (business_id, call_id, event_key, type, at, payload)
    select ${ctx.business.id}::uuid, call_id, event_key, type, at, payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as entry (call_id uuid, event_key text, type text, at timestamptz, payload jsonb)
    on conflict do nothing`);
  await summariseAnew(tx, { ctx, entries });
}

/**
 * Another node may have ended the call before all was written that happened in it. The lock waits for an end that is
 * being written, and the end for us: its summary and its page of a danger see our rows, or we its end.
 */
async function summariseAnew(tx: Transaction, { ctx, entries }: Batch<EventEntry>): Promise<void> {
  const telling = entries.filter(({ type }) => TELLING_EVENTS.has(type));
  if (telling.length === 0) return;
  const businessId = ctx.business.id;
  const callIds = [...new Set(telling.map(({ callId }) => callId))];
  const rows = await tx
    .select({ callId: calls.id, endedAt: calls.endedAt })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), inArray(calls.id, callIds)))
    .orderBy(calls.id)
    .for('share');
  for (const { callId, endedAt } of rows) {
    if (!endedAt) continue;
    await enqueue(tx, 'calls.summarise', { businessId, callId });
    await queueDangerOfCall(tx, { ctx, callId });
  }
}

async function upsertTurns(tx: Transaction, { ctx, entries }: Batch<TurnEntry>): Promise<void> {
  if (entries.length === 0) return;
  // One statement may touch a row once only, so of an item's entries the last one is written.
  const latest = new Map(entries.map((entry) => [`${entry.callId} ${entry.itemId}`, entry]));
  const rows = [...latest.values()].map((turn) => ({
    call_id: turn.callId,
    item_id: turn.itemId,
    speaker: turn.speaker,
    text: toStorableText(turn.text),
    started_at: turn.startedAt,
    ended_at: turn.endedAt,
    heard_ms: turn.heardMs === null ? null : Math.round(turn.heardMs),
    is_interrupted: turn.isInterrupted,
  }));
  await tx.execute(sql`
    insert into ${transcriptTurns}
      (business_id, call_id, item_id, speaker, text, is_withheld, started_at, ended_at, heard_ms, is_interrupted)
    select ${ctx.business.id}::uuid,
      call_id, item_id, speaker, case when is_withheld then '' else text end, is_withheld,
      started_at, ended_at, heard_ms, is_interrupted
    from (
      select turn.*, coalesce(${isWithheldAt(sql`turn.started_at`)}, false) as is_withheld
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as turn (call_id uuid, item_id text, speaker text, text text, started_at timestamptz,
          ended_at timestamptz, heard_ms integer, is_interrupted boolean)
      left join ${calls} on ${calls.id} = turn.call_id
    ) as turn
    on conflict (call_id, item_id) do update set
      speaker = excluded.speaker,
      text = excluded.text,
      is_withheld = excluded.is_withheld,
      started_at = excluded.started_at,
      ended_at = excluded.ended_at,
      heard_ms = excluded.heard_ms,
      is_interrupted = excluded.is_interrupted`);
}

async function insertUsage(tx: Transaction, { ctx, entries }: Batch<UsageEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ kind: _kind, ...usage }) => ({ businessId: ctx.business.id, ...usage }));
  await tx.insert(engineUsage).values(rows).onConflictDoNothing();
}

async function insertToolCalls(tx: Transaction, { ctx, entries }: Batch<ToolCallEntry>): Promise<void> {
  if (entries.length === 0) return;
  const refused = await listRefusedCalls(tx, { ctx, callIds: entries.map(({ callId }) => callId) });
  const rows = entries.map(({ kind: _kind, arguments: args, result, ...call }) => ({
    businessId: ctx.business.id,
    ...call,
    arguments: toKeptArguments(refused.has(call.callId) ? withoutSpokenArguments(args) : (args ?? null)),
    argumentsHash: hashArguments(args),
    result: toStorableJson(result),
    isWrite: false,
  }));
  await tx.insert(toolCalls).values(rows).onConflictDoNothing();
}

/** The model may write down what it heard. */
function toKeptArguments(args: unknown): unknown {
  return withoutCardNumbers(toStorableJson(args));
}

async function insertPromises(tx: Transaction, { ctx, entries }: Batch<PromiseEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ promised: kind, detail, ...promise }) => ({
    ...promise,
    kind,
    businessId: ctx.business.id,
    detail: toStorableJson(detail),
  }));
  await tx.insert(spokenPromises).values(rows).onConflictDoNothing();
}

async function addSessions(tx: Transaction, { ctx, entries }: Batch<EngineSessionEntry>): Promise<void> {
  for (const { callId, sessionId } of entries) {
    await tx
      .update(calls)
      .set({ engineSessionIds: sql`array_append(${calls.engineSessionIds}, ${sessionId})` })
      .where(
        and(
          eq(calls.businessId, ctx.business.id),
          eq(calls.id, callId),
          not(sql`${sessionId} = any(${calls.engineSessionIds})`),
        ),
      );
  }
}
