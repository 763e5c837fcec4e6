import type { Transaction } from '@afterhourfix/database';
import type { DomainContext } from '../context.ts';
import { findPriceBook, lateCancelFeeCents } from '../pricing/index.ts';
import { readBookingPolicy } from './booking-policy.ts';
import type { BookingRow } from './call-bookings.ts';

/** Integer cents that it costs to move or cancel a visit now, by the prices in force; nothing without any. */
export async function readLateFeeCents(
  tx: Transaction,
  { ctx, booking }: { ctx: DomainContext; booking: BookingRow },
): Promise<number> {
  const { businessId, trade, startsAt: windowStartsAt } = booking;
  const cancelledAt = ctx.clock.now();
  const { freeChangeMinutes: noticeMinutes } = await readBookingPolicy(tx, { businessId, trade });
  const book = await findPriceBook(tx, { ctx, at: cancelledAt });
  return book ? lateCancelFeeCents(book.fees, { windowStartsAt, cancelledAt, noticeMinutes }) : 0;
}
