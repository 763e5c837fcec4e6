import { bookings } from '@afterhourfix/database/schema';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { bookingMoved } from '../events.ts';
import { findBooking } from './find-booking.ts';
import { findOffer } from './find-offer.ts';
import { getSlots } from './get-slots.ts';
import { moveBooking } from './move-booking.ts';
import { releaseCallHolds } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { secureTime } from './secure-time.ts';

export type PutOffVisitResult =
  /** `hasMoved` is false when it lies ahead already: an earlier run has done it. */
  | { ok: true; hasMoved: boolean }
  | { ok: false; refusal: 'unknown-booking' | 'not-ours-to-move' | 'no-slot-free' };

/**
 * Gives a visit under way the next free window, because its technician is needed for an emergency: free of charge and
 * at its price, since it is no wish of the customer's. Only visits of our own calendar that came of a call.
 */
export async function putOffVisit(
  ctx: DomainContext,
  { bookingId }: { bookingId: BookingId },
): Promise<PutOffVisitResult> {
  const [booking] = await ctx.db.transaction((tx) =>
    tx
      .select()
      .from(bookings)
      .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId))),
  );
  if (booking?.status !== 'booked') return { ok: false, refusal: 'unknown-booking' };
  const { callId, trade, zip } = booking;
  if (callId === null || booking.calendarStatus !== 'none') return { ok: false, refusal: 'not-ours-to-move' };
  if (booking.startsAt > ctx.clock.now()) return { ok: true, hasMoved: false };
  const found = await getSlots(ctx, { callId, trade, zip, limit: 1 });
  const slotId = found.ok ? found.slots[0]?.slotId : undefined;
  if (slotId === undefined) return { ok: false, refusal: 'no-slot-free' };
  const result = await retryDeadlock(() => move(ctx, { bookingId, callId, slotId }));
  if (result.ok && result.hasMoved) bookingMoved(ctx, { callId, bookingId });
  return result;
}

function move(
  ctx: DomainContext,
  of: { bookingId: BookingId; callId: NonNullable<(typeof bookings.$inferSelect)['callId']>; slotId: string },
): Promise<PutOffVisitResult> {
  const { bookingId, callId, slotId } = of;
  return ctx.db.transaction(async (tx): Promise<PutOffVisitResult> => {
    const booking = await findBooking(tx, { ctx, bookingId });
    if (booking?.status !== 'booked') return { ok: false, refusal: 'unknown-booking' };
    if (booking.startsAt > ctx.clock.now()) return { ok: true, hasMoved: false };
    const hold = await findOffer(tx, { ctx, callId, slotId });
    const secured = hold && (await secureTime(tx, { ctx, hold }));
    if (!hold || !secured) return { ok: false, refusal: 'no-slot-free' };
    const to = { ...hold, ...secured };
    await moveBooking(tx, {
      ...{ ctx, booking, hold: to, callId: null, feeCents: 0, quoteId: null, isExternal: false },
    });
    await releaseCallHolds(tx, { businessId: booking.businessId, callId });
    return { ok: true, hasMoved: true };
  });
}
