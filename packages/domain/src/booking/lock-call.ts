import type { Transaction } from '@afterhourfix/database';
import { calls } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, CustomerId } from '@afterhourfix/vocabulary';
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';

/** Two searches or bookings of one call at once would each leave holds behind that the other does not see. */
export async function lockOffers(tx: Transaction, callId: CallId): Promise<void> {
  await tx.executePrepared(
    'booking.lock-offers',
    sql`select pg_advisory_xact_lock(hashtextextended(${callId}, 0))`,
  );
}

/**
 * A booking and the end of its call follow each other: the end sees the booking, or the booking the end. Taken
 * before any row that points to the call, and weak enough to let the journal go on.
 */
export async function lockCallRow(
  tx: Transaction,
  { businessId, callId }: { businessId: BusinessId; callId: CallId },
): Promise<void> {
  await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)))
    .for('no key update');
}

/**
 * A call that ended while its booking was still under way came to a booking all the same. The one thing of a call
 * that booking writes: in the booking's own transaction, so that the two are never seen apart.
 */
export async function correctOutcome(
  tx: Transaction,
  { businessId, callId, customerId }: { businessId: BusinessId; callId: CallId; customerId: CustomerId },
): Promise<boolean> {
  const corrected = await tx
    .update(calls)
    .set({ outcome: 'booked', outcomeReason: 'slot_booked', customerId })
    .where(
      and(
        eq(calls.businessId, businessId),
        eq(calls.id, callId),
        isNotNull(calls.endedAt),
        ne(calls.outcome, 'booked'),
      ),
    )
    .returning({ id: calls.id });
  return corrected.length > 0;
}
