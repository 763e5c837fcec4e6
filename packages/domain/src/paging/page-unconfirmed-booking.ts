import type { Transaction } from '@afterhourfix/database';
import { bookings, calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { toSpeakableWindow } from '../booking/index.ts';
import type { DomainContext } from '../context.ts';
import type { TextMessages } from '../messages/index.ts';
import { deliverPage, type PageOnCallResult, type PageSubject } from './deliver-page.ts';
import { toUnconfirmedBookingText } from './rules/page-text.ts';

/**
 * Tells the on-call person of a visit that a caller counts on, or has cancelled, and that the business's calendar has
 * not taken, as `deliverPage` does. Throws `NotFound` for an unknown booking.
 */
export function pageUnconfirmedBooking(
  ctx: DomainContext,
  { bookingId }: { bookingId: BookingId },
  port: TextMessages,
): Promise<PageOnCallResult> {
  return deliverPage({ ctx, port, readSubject: (tx) => readBooking(tx, { ctx, bookingId }) });
}

async function readBooking(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: BookingId },
): Promise<PageSubject> {
  const [row] = await tx
    .select({ booking: bookings, line: calls.toNumber, callId: calls.id })
    .from(bookings)
    .innerJoin(calls, eq(calls.id, bookings.callId))
    .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId)))
    .for('update', { of: bookings });
  if (!row) throw new NotFound(`No booking ${bookingId}`);
  const { booking, line: from, callId } = row;
  const window = toSpeakableWindow(booking, booking.timeZone ?? ctx.business.timeZone);
  const body = toUnconfirmedBookingText({
    businessName: ctx.business.name,
    callerName: booking.contactName,
    callerPhone: booking.contactPhone,
    window,
    address: [booking.addressLine, booking.city, booking.zip].filter((part) => part !== null).join(', '),
    state: toState(booking),
  });
  return { callId, messageId: null, bookingId, from, body };
}

function toState({ status, calendarStatus }: typeof bookings.$inferSelect) {
  if (status === 'cancelled') return calendarStatus === 'pending' ? 'cancelled' : 'missing';
  return calendarStatus === 'confirmed' ? 'otherwise' : 'missing';
}
