import type { Transaction } from '@afterhourfix/database';
import { callEvents, calls, transcriptTurns } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { callFinished } from '../events.ts';
import { deriveEnding, type Ending } from './derive-ending.ts';
import { type CallRow, lockCall } from './find-call.ts';
import { endCall } from './finish-call.ts';
import { pageLeftovers } from './page-leftovers.ts';
import { getAgentOfCall } from './resume-call.ts';
import { isTerminal, TERMINAL_STATUSES } from './rules/carrier-status.ts';

/** How long after its longest permitted length a call may still be written to: retries, a slow status report. */
const GRACE_MS = 15 * 60_000;
/** Twilio ends a `<Dial>` after four hours unless told otherwise (twilio.com/docs/voice/twiml/dial, timeLimit). */
const HUMAN_TALK_LIMIT_MS = 4 * 60 * 60_000;

/** The session that had the media writes its own word about the end within seconds, or died before it could. */
const LAST_WORD_MS = 60_000;

const FORGOTTEN: Ending = { outcome: 'abandoned', reason: 'tech_failure' };
const HUNG_UP: Ending = { outcome: 'abandoned', reason: 'caller_hung_up' };

/**
 * Ends the calls that nobody ended: the node died and the carrier's last report never came. A call is stale when it
 * is older than its agent lets a call last plus 15 minutes (4 hours more once a person has taken it), and nothing
 * was said or reported in the last 15; or when the carrier reported its end and the session did not, for a minute.
 * It ends at its last sign of life. May run again, and beside itself.
 */
export async function closeStaleCalls(ctx: DomainContext): Promise<{ closed: number }> {
  const candidates = await ctx.db.transaction((tx) => listCandidates(tx, ctx));
  let closed = 0;
  for (const callId of candidates) {
    const ending = await ctx.db.transaction((tx) => closeWhenStale(tx, { ctx, callId }));
    if (!ending) continue;
    closed += 1;
    callFinished(ctx, { callId, ...ending });
  }
  return { closed };
}

/** Calls that may be stale: those that live and are young are not even locked. */
async function listCandidates(tx: Transaction, ctx: DomainContext): Promise<CallId[]> {
  const old = new Date(ctx.clock.now().getTime() - GRACE_MS);
  const isOldOrReportedOver = or(
    lte(calls.startedAt, old),
    inArray(calls.carrierStatus, [...TERMINAL_STATUSES]),
  );
  const rows = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, ctx.business.id), isNull(calls.endedAt), isOldOrReportedOver))
    .orderBy(calls.startedAt);
  return rows.map((row) => row.id);
}

async function closeWhenStale(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<Ending | null> {
  const row = await lockCall(tx, { ctx, callId });
  if (row.endedAt) return null;
  const endedAt = await readLastSignOfLife(tx, row);
  const isReportedOver = row.carrierStatus !== null && isTerminal(row.carrierStatus);
  const quietMs = ctx.clock.now().getTime() - endedAt.getTime();
  if (isReportedOver ? quietMs < LAST_WORD_MS : !(await isForgotten(tx, { ctx, row, quietMs }))) return null;
  await pageLeftovers(tx, { ctx, row });
  const ending = (await deriveEnding(tx, row)) ?? (isReportedOver ? HUNG_UP : FORGOTTEN);
  await endCall(tx, { ctx, ending: { callId, ...ending, endedAt } });
  return ending;
}

async function isForgotten(
  tx: Transaction,
  { ctx, row, quietMs }: { ctx: DomainContext; row: CallRow; quietMs: number },
): Promise<boolean> {
  if (quietMs < GRACE_MS) return false;
  const ageMs = ctx.clock.now().getTime() - row.startedAt.getTime();
  return ageMs >= (await readLongestLengthMs(tx, row)) + GRACE_MS;
}

async function readLongestLengthMs(tx: Transaction, row: CallRow): Promise<number> {
  // No agent ever spoke: all there was is a message.
  if (row.agentVersionId === null) return 0;
  const { maxCallMs } = (await getAgentOfCall(tx, row)).engine;
  const isWithHuman = row.handover?.kind === 'transfer' && row.handover.isAccepted;
  return isWithHuman ? maxCallMs + HUMAN_TALK_LIMIT_MS : maxCallMs;
}

async function readLastSignOfLife(tx: Transaction, row: CallRow): Promise<Date> {
  const [event] = await tx
    .select({ at: sql<Date | null>`max(${callEvents.at})`.mapWith(callEvents.at) })
    .from(callEvents)
    .where(eq(callEvents.callId, row.id));
  const [turn] = await tx
    .select({
      at: sql<Date | null>`max(coalesce(${transcriptTurns.endedAt}, ${transcriptTurns.startedAt}))`.mapWith(
        transcriptTurns.startedAt,
      ),
    })
    .from(transcriptTurns)
    .where(eq(transcriptTurns.callId, row.id));
  const instants = [row.startedAt, row.mediaStartedAt, event?.at, turn?.at];
  return new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
}
