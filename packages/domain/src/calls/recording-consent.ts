import type { Transaction } from '@afterhourfix/database';
import { calls, recordings, toolCalls, transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNotNull, isNull, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { RecordingWishEntry } from './journal-entry.ts';

/** What the caller speaks after the tone of our keypad script is a message they leave, and no recording of the call. */
export const MESSAGE_SOURCE = 'RecordVerb';

/** Arguments of reading tools that are words of the talk; what a booking or a message is made of stays. */
const SPOKEN_ARGUMENTS = ['question', 'reason', 'note', 'name', 'street', 'city', 'email', 'problem'];

type OfCalls = { ctx: DomainContext; callIds: readonly CallId[] };

/** SQL: may nothing be kept that was said in a call, whose row is `calls`, at that instant. */
export function isWithheldAt(startedAt: SQL): SQL {
  const isSinceAllowed = sql`${calls.recordingAllowedAt} is not null and ${startedAt} >= ${calls.recordingAllowedAt}`;
  return sql`(${calls.recordingRefusedAt} is not null and not (${isSinceAllowed}))`;
}

/**
 * Makes refusals and permissions facts of their calls, in the order given, and erases what is kept and may not be.
 * Written twice they change nothing more.
 */
export async function applyRecordingWishes(
  tx: Transaction,
  { ctx, entries }: { ctx: DomainContext; entries: readonly RecordingWishEntry[] },
): Promise<void> {
  if (entries.length === 0) return;
  for (const entry of entries) await (entry.isRefused ? refuse : allow)(tx, { ctx, entry });
  await eraseWithheld(tx, { ctx, callIds: entries.map(({ callId }) => callId) });
}

/** Of these calls, those that were refused and not allowed again. */
export async function listRefusedCalls(tx: Transaction, { ctx, callIds }: OfCalls): Promise<Set<CallId>> {
  if (callIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.businessId, ctx.business.id),
        inArray(calls.id, [...new Set(callIds)]),
        isNotNull(calls.recordingRefusedAt),
        isNull(calls.recordingAllowedAt),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Arguments without what was said; anything else than an object is dropped whole. */
export function withoutSpokenArguments(args: unknown): Record<string, unknown> {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return {};
  return Object.fromEntries(Object.entries(args).filter(([name]) => !SPOKEN_ARGUMENTS.includes(name)));
}

/** Erases words, and recordings of the carrier, that a call has and may not keep. */
export async function eraseWithheld(tx: Transaction, of: OfCalls): Promise<void> {
  const refused = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.businessId, of.ctx.business.id),
        inArray(calls.id, [...new Set(of.callIds)]),
        isNotNull(calls.recordingRefusedAt),
      ),
    );
  if (refused.length === 0) return;
  const ofCalls = inArray(
    calls.id,
    refused.map(({ id }) => id),
  );
  await tx
    .update(transcriptTurns)
    .set({ text: '', isWithheld: true })
    .from(calls)
    .where(
      and(
        eq(transcriptTurns.callId, calls.id),
        ofCalls,
        ne(transcriptTurns.text, ''),
        isWithheldAt(sql`${transcriptTurns.startedAt}`),
      ),
    );
  await eraseSpokenArguments(tx, ofCalls);
  await eraseRecordings(tx, { ctx: of.ctx, ofCalls });
}

async function eraseSpokenArguments(tx: Transaction, ofCalls: SQL): Promise<void> {
  const names = sql.join(
    SPOKEN_ARGUMENTS.map((name) => sql`${name}`),
    sql`, `,
  );
  await tx
    .update(toolCalls)
    .set({ arguments: sql`${toolCalls.arguments} - array[${names}]::text[]` })
    .from(calls)
    .where(
      and(
        eq(toolCalls.callId, calls.id),
        ofCalls,
        eq(toolCalls.isWrite, false),
        sql`jsonb_typeof(${toolCalls.arguments}) = 'object'`,
        isWithheldAt(sql`${toolCalls.startedAt}`),
      ),
    );
}

async function eraseRecordings(
  tx: Transaction,
  { ctx, ofCalls }: { ctx: DomainContext; ofCalls: SQL },
): Promise<void> {
  const erased = await tx
    .update(recordings)
    .set({ url: null, payload: null })
    .from(calls)
    .where(
      and(
        eq(recordings.callId, calls.id),
        ofCalls,
        or(isNotNull(recordings.url), isNotNull(recordings.payload)),
        or(isNull(recordings.source), ne(recordings.source, MESSAGE_SOURCE)),
      ),
    )
    .returning({ recordingSid: recordings.recordingSid });
  for (const { recordingSid } of erased)
    await enqueue(tx, 'calls.delete-recording', { businessId: ctx.business.id, recordingSid });
}

interface Wish {
  ctx: DomainContext;
  entry: RecordingWishEntry;
}

async function refuse(tx: Transaction, { ctx, entry: { callId, at } }: Wish): Promise<void> {
  await tx
    .update(calls)
    .set({ recordingRefusedAt: at, recordingAllowedAt: null, agentNote: null })
    .where(
      and(
        eq(calls.businessId, ctx.business.id),
        eq(calls.id, callId),
        or(isNull(calls.recordingRefusedAt), lt(calls.recordingAllowedAt, at)),
      ),
    );
}

async function allow(tx: Transaction, { ctx, entry: { callId, at } }: Wish): Promise<void> {
  await tx
    .update(calls)
    .set({ recordingAllowedAt: at })
    .where(
      and(
        eq(calls.businessId, ctx.business.id),
        eq(calls.id, callId),
        lte(calls.recordingRefusedAt, at),
        isNull(calls.recordingAllowedAt),
      ),
    );
}
