import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import type { ExternalAppointment, ExternalBooking, ExternalCalendar, ExternalState } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';

/** A refused move: where theirs stands all the same, which need not be where ours came from. */
export type CalendarAnswer =
  | { ok: true; ref: string | null }
  | { ok: false; detail: string; standing: ExternalState | null };

interface Telling {
  booking: BookingRow;
  /** Asked before: it may have happened there although nobody told us. */
  isRetry: boolean;
  calendar: ExternalCalendar;
}

/** Appointments of one visit whose answer may have been lost; nobody moves a visit more often in half an hour. */
const MAX_KEYS = 5;

/** Books, moves or cancels there what is booked, moved or cancelled here. Throws the port's `VendorError`. */
export async function tellCalendar(ctx: DomainContext, telling: Telling): Promise<CalendarAnswer> {
  const { booking, isRetry, calendar } = telling;
  const found = isRetry ? await findThere(telling) : null;
  const ref = found?.ref ?? booking.calendarRef;
  if (booking.status === 'cancelled') return cancelThere(telling, ref);
  if (found?.isCurrent) return { ok: true, ref };
  if (ref === null) return toAnswer(await calendar.book(toAppointment(ctx, booking), keyOf(booking)), null);
  const moved = await moveThere(ctx, { ...telling, ref });
  return toAnswer(moved, moved.ok ? null : await calendar.findState(ref));
}

function toAnswer(answer: ExternalBooking, standing: ExternalState | null): CalendarAnswer {
  return answer.ok ? answer : { ok: false, detail: answer.detail, standing };
}

/** The latest of its appointments that stands there, be it one whose answer was lost. */
export async function findThere({
  booking,
  calendar,
}: Pick<Telling, 'booking' | 'calendar'>): Promise<{ ref: string; isCurrent: boolean } | null> {
  const { calendarRevision: latest } = booking;
  for (let revision = latest; revision > Math.max(0, latest - MAX_KEYS); revision -= 1) {
    const ref = await calendar.findBooking(keyOf({ ...booking, calendarRevision: revision }));
    if (ref !== null) return { ref, isCurrent: revision === latest };
  }
  return null;
}

async function moveThere(
  ctx: DomainContext,
  { booking, calendar, ref }: Telling & { ref: string },
): Promise<ExternalBooking> {
  const key = keyOf(booking);
  const { startsAt, endsAt, technicianId, openingRef } = booking;
  const to = { startsAt, endsAt, technicianId, ref: openingRef ?? '' };
  const moved = await calendar.reschedule({ ref, to, key });
  // Somebody deleted it there: the visit is promised all the same.
  if (!moved.ok && moved.refusal === 'unknown-booking')
    return calendar.book(toAppointment(ctx, booking), key);
  return moved.ok ? moved : { ok: false, refusal: 'rejected', detail: moved.detail };
}

/** A booking that is unknown there is as good as cancelled. */
async function cancelThere({ calendar }: Telling, ref: string | null): Promise<CalendarAnswer> {
  if (ref !== null) await calendar.cancel({ ref, reason: 'cancelled by phone' });
  return { ok: true, ref };
}

/** The same for every try of one appointment; a move is an appointment of its own. */
function keyOf({ id, calendarRevision }: Pick<BookingRow, 'id' | 'calendarRevision'>): string {
  return `${id}:${calendarRevision}`;
}

/** The visit as it is now. */
export function toAppointment(ctx: DomainContext, booking: BookingRow): ExternalAppointment {
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
