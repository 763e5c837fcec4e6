import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls, engineUsage, toolCalls, transcriptTurns } from '@afterhourfix/database/schema';
import { and, eq, not, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { toStorableJson, toStorableText } from '../storable.ts';
import { hashArguments } from './arguments-hash.ts';
import type {
  EngineSessionEntry,
  EventEntry,
  JournalEntry,
  ToolCallEntry,
  TurnEntry,
  UsageEntry,
} from './journal-entry.ts';

interface Batch<Entry> {
  ctx: DomainContext;
  entries: readonly Entry[];
}

/** Writes what happened in any calls of the business, all or nothing; the same batch may be written again. */
export async function writeJournal(ctx: DomainContext, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    await insertEvents(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'event') });
    await upsertTurns(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'turn') });
    await insertUsage(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'usage') });
    await insertToolCalls(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'tool-call') });
    await addSessions(tx, { ctx, entries: entries.filter((entry) => entry.kind === 'engine-session') });
  });
}

async function insertEvents(tx: Transaction, { ctx, entries }: Batch<EventEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ callId, key, type, at, payload }) => ({
    businessId: ctx.business.id,
    callId,
    eventKey: key,
    type,
    at,
    payload: toStorableJson(payload),
  }));
  await tx.insert(callEvents).values(rows).onConflictDoNothing();
}

async function upsertTurns(tx: Transaction, { ctx, entries }: Batch<TurnEntry>): Promise<void> {
  if (entries.length === 0) return;
  // One statement may touch a row once only, so of an item's entries the last one is written.
  const latest = new Map(entries.map((entry) => [`${entry.callId} ${entry.itemId}`, entry]));
  const rows = [...latest.values()].map(({ kind: _kind, text, heardMs, ...turn }) => ({
    businessId: ctx.business.id,
    ...turn,
    text: toStorableText(text),
    heardMs: heardMs === null ? null : Math.round(heardMs),
  }));
  await tx
    .insert(transcriptTurns)
    .values(rows)
    .onConflictDoUpdate({
      target: [transcriptTurns.callId, transcriptTurns.itemId],
      set: {
        speaker: sql`excluded.speaker`,
        text: sql`excluded.text`,
        startedAt: sql`excluded.started_at`,
        endedAt: sql`excluded.ended_at`,
        heardMs: sql`excluded.heard_ms`,
        isInterrupted: sql`excluded.is_interrupted`,
      },
    });
}

async function insertUsage(tx: Transaction, { ctx, entries }: Batch<UsageEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ kind: _kind, ...usage }) => ({ businessId: ctx.business.id, ...usage }));
  await tx.insert(engineUsage).values(rows).onConflictDoNothing();
}

async function insertToolCalls(tx: Transaction, { ctx, entries }: Batch<ToolCallEntry>): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ kind: _kind, arguments: args, result, ...call }) => ({
    businessId: ctx.business.id,
    ...call,
    arguments: toStorableJson(args ?? null),
    argumentsHash: hashArguments(args),
    result: toStorableJson(result),
    isWrite: false,
  }));
  await tx.insert(toolCalls).values(rows).onConflictDoNothing();
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
