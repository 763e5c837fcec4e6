import type { Transaction } from '@afterhourfix/database';
import { bookings, calls } from '@afterhourfix/database/schema';
import type { CallId, CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { callFinished } from '../events.ts';
import { enqueue } from '../jobs.ts';

export interface CallEnding {
  callId: CallId;
  outcome: CallOutcome;
  reason: CallOutcomeReason;
  endedAt: Date;
}

/**
 * Ends a call with its one outcome: the first ending stands, later ones change nothing. What the call still held
 * is released by a job that commits with the ending.
 */
export async function finishCall(ctx: DomainContext, ending: CallEnding): Promise<{ isFirst: boolean }> {
  const isFirst = await ctx.db.transaction((tx) => endCall(tx, { ctx, ending }));
  if (isFirst) callFinished(ctx, { callId: ending.callId, outcome: ending.outcome, reason: ending.reason });
  return { isFirst };
}

export async function endCall(
  tx: Transaction,
  { ctx, ending }: { ctx: DomainContext; ending: CallEnding },
): Promise<boolean> {
  const { callId, outcome, reason, endedAt } = ending;
  const businessId = ctx.business.id;
  const elapsed = sql`${endedAt.toISOString()}::timestamptz - ${calls.startedAt}`;
  const customerOfBooking = tx
    .select({ id: bookings.customerId })
    .from(bookings)
    .where(and(eq(bookings.businessId, businessId), eq(bookings.callId, callId)))
    .limit(1);
  const ended = await tx
    .update(calls)
    .set({
      endedAt,
      outcome,
      outcomeReason: reason,
      durationMs: sql`greatest(0, extract(epoch from ${elapsed}) * 1000)::integer`,
      customerId: sql`coalesce(${calls.customerId}, (${customerOfBooking}))`,
    })
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId), isNull(calls.endedAt)))
    .returning({ id: calls.id });
  if (ended.length === 0) return false;
  await enqueue(tx, 'booking.release-holds', { businessId, callId });
  return true;
}
