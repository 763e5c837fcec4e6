import type { Transaction } from '@afterhourfix/database';
import { holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, HoldId } from '@afterhourfix/vocabulary';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

/** Whoever was cut off and rings again finds what they were offered. */
const GRACE_MS = 60_000;

interface Offers {
  businessId: BusinessId;
  callId: CallId;
}

interface ReleasedHold {
  id: HoldId;
  reservationRef: string | null;
}

/** Gives back what was held for a call; what it booked stays. May run again. */
export function releaseHolds(ctx: DomainContext, input: { callId: CallId }): Promise<{ released: number }> {
  return ctx.db.transaction(async (tx) => ({
    released: (await releaseCallHolds(tx, { businessId: ctx.business.id, callId: input.callId })).length,
  }));
}

/**
 * A call has ended: what was held for it lapses in 60 seconds at the latest. May run again, and never makes a hold
 * last longer.
 */
export function letHoldsLapse(
  ctx: DomainContext,
  { callId }: { callId: CallId },
): Promise<{ lapsing: number }> {
  const businessId = ctx.business.id;
  const expiresAt = new Date(ctx.clock.now().getTime() + GRACE_MS);
  return ctx.db.transaction(async (tx) => {
    const rows = await tx
      .update(holds)
      .set({ expiresAt })
      .where(and(isLiveOf({ businessId, callId }), gt(holds.expiresAt, expiresAt)))
      .returning({ id: holds.id });
    const ids = rows.map(({ id }) => id);
    await tx
      .update(technicianCommitments)
      .set({ expiresAt })
      .where(inArray(technicianCommitments.holdId, ids));
    return { lapsing: rows.length };
  });
}

export function releaseCallHolds(tx: Transaction, offers: Offers): Promise<ReleasedHold[]> {
  return release(tx, isLiveOf(offers));
}

/**
 * Gives back what is held for the call, and for calls of the same caller that have ended: who rings again is one
 * caller. The time of lapsed holds goes with it, as in `clearLapsedCommitments`. Returns reservations elsewhere.
 */
export async function releaseOffers(
  tx: Transaction,
  { businessId, callId, now }: Offers & { now: Date },
): Promise<string[]> {
  // A scalar for each of the few live holds: as a join, PostgreSQL may look at every call of the business.
  const rows = await tx.executePrepared<{ reservation_ref: string | null }>(
    'booking.release-offers',
    sql`
      with released as (
        update holds set status = 'released'
        where business_id = ${businessId} and status = 'live' and (call_id = ${callId} or (
          select ended_at is not null and from_number = (select from_number from calls where id = ${callId})
          from calls ended where ended.id = holds.call_id))
        returning id, reservation_ref
      ), lapsed as (
        select id from technician_commitments
        where business_id = ${businessId} and hold_id is not null and expires_at <= ${now.toISOString()}
        for update skip locked
      ), cleared as (
        delete from technician_commitments where id in (
          select id from lapsed
          union all select given.id from released join technician_commitments given on given.hold_id = released.id)
      )
      select reservation_ref from released`,
  );
  return rows.map((row) => row.reservation_ref).filter((ref) => ref !== null);
}

export async function releaseHoldRows(tx: Transaction, { ids }: { ids: readonly HoldId[] }): Promise<void> {
  await release(tx, and(inArray(holds.id, [...ids]), eq(holds.status, 'live')));
}

function isLiveOf({ businessId, callId }: Offers) {
  return and(eq(holds.businessId, businessId), eq(holds.callId, callId), eq(holds.status, 'live'));
}

async function release(tx: Transaction, which: ReturnType<typeof and>): Promise<ReleasedHold[]> {
  const released = await tx
    .update(holds)
    .set({ status: 'released' })
    .where(which)
    .returning({ id: holds.id, reservationRef: holds.reservationRef });
  if (released.length === 0) return released;
  const ids = released.map((hold) => hold.id);
  await tx.delete(technicianCommitments).where(inArray(technicianCommitments.holdId, ids));
  return released;
}
