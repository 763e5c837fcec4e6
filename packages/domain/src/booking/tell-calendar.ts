import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { ExternalAppointment, ExternalCalendar } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';

export type CalendarAnswer = { ok: true; ref: string | null } | { ok: false; detail: string };

interface Telling {
  booking: BookingRow;
  /** Asked before: it may have happened there although nobody told us. */
  isRetry: boolean;
  calendar: ExternalCalendar;
}

/** Books, moves or cancels there what is booked, moved or cancelled here. Throws the port's `VendorError`. */
export function tellCalendar(ctx: DomainContext, telling: Telling): Promise<CalendarAnswer> {
  const { status, calendarRef } = telling.booking;
  if (status === 'cancelled') return cancelThere(telling);
  return calendarRef === null ? bookThere(ctx, telling) : moveThere(ctx, { ...telling, ref: calendarRef });
}

async function bookThere(
  ctx: DomainContext,
  { booking, isRetry, calendar }: Telling,
): Promise<CalendarAnswer> {
  const key = keyOf(booking);
  const known = isRetry ? await calendar.findBooking(key) : null;
  if (known !== null) return { ok: true, ref: known };
  return calendar.book(toAppointment(ctx, booking), key);
}

async function moveThere(
  ctx: DomainContext,
  { booking, isRetry, calendar, ref }: Telling & { ref: string },
): Promise<CalendarAnswer> {
  const key = keyOf(booking);
  const known = isRetry ? await calendar.findBooking(key) : null;
  if (known !== null) return { ok: true, ref: known };
  const { startsAt, endsAt, technicianId, openingRef } = booking;
  const to = { startsAt, endsAt, technicianId, ref: openingRef ?? '' };
  const moved = await calendar.reschedule({ ref, to, key });
  // Somebody deleted it there: the visit is promised all the same.
  if (!moved.ok && moved.refusal === 'unknown-booking')
    return calendar.book(toAppointment(ctx, booking), key);
  return moved;
}

/** A booking that is unknown there is as good as cancelled. */
async function cancelThere({ booking, calendar }: Telling): Promise<CalendarAnswer> {
  const ref = booking.calendarRef ?? (await calendar.findBooking(keyOf(booking)));
  if (ref !== null) await calendar.cancel({ ref, reason: 'cancelled by phone' });
  return { ok: true, ref };
}

/** The same for every try of one appointment; a move is an appointment of its own. */
function keyOf({ id, calendarRevision }: BookingRow): string {
  return `${id}:${calendarRevision}`;
}

function toAppointment(ctx: DomainContext, booking: BookingRow): ExternalAppointment {
  return {
    bookingId: booking.id,
    callId: toCallId(booking),
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    trade: booking.trade,
    technicianId: booking.technicianId,
    openingRef: booking.openingRef,
    name: booking.contactName,
    phone: booking.contactPhone,
    email: booking.contactEmail,
    addressLine: booking.addressLine,
    city: booking.city,
    zip: booking.zip,
    problem: booking.problem,
    timeZone: booking.timeZone ?? ctx.business.timeZone,
  };
}

function toCallId({ id, callId }: BookingRow): CallId {
  if (callId === null) throw new Error(`Booking ${id} belongs to no call`);
  return callId;
}
