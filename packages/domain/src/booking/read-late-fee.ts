import type { Transaction } from '@afterhourfix/database';
import { priceBooks } from '@afterhourfix/database/schema';
import { and, desc, eq, lte } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readBookingPolicy } from './booking-policy.ts';
import type { BookingRow } from './call-bookings.ts';

/** Integer cents that it costs to move or cancel a visit now: nothing until so long before its window. */
export async function readLateFeeCents(
  tx: Transaction,
  { ctx, booking }: { ctx: DomainContext; booking: BookingRow },
): Promise<number> {
  const { businessId, trade, startsAt } = booking;
  const now = ctx.clock.now();
  const { freeChangeMinutes } = await readBookingPolicy(tx, { businessId, trade });
  if (startsAt.getTime() - now.getTime() >= freeChangeMinutes * 60_000) return 0;
  const [book] = await tx
    .select({ fees: priceBooks.fees })
    .from(priceBooks)
    .where(and(eq(priceBooks.businessId, businessId), lte(priceBooks.effectiveFrom, now)))
    .orderBy(desc(priceBooks.version))
    .limit(1);
  return book?.fees.lateCancelWithin2h ?? 0;
}
