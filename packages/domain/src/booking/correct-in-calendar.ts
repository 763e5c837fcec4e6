import { bookings } from '@afterhourfix/database/schema';
import { Conflict, VendorError } from '@afterhourfix/foundation';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { calendarCorrected } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { CALENDAR_LIMIT_MS } from './ask-calendar.ts';
import type { ExternalCalendar, ExternalCorrection } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { toAppointment } from './tell-calendar.ts';

/** `gone`: it does not stand there any more, which the news of that calendar tell. */
export type CorrectionResult = 'corrected' | 'nothing' | 'gone' | 'asked-a-human';

interface Correction {
  bookingId: BookingId;
  /** When the caller said it. */
  saidAt: Date;
}

/**
 * Brings what was corrected about a visit (name, telephone, address, problem) into somebody else's calendar, as our
 * row says it by then. What theirs refuses, or has not taken half an hour later, the person on call is told. Throws
 * `Conflict` while it cannot be done yet, and the port's `VendorError`: the job is tried again.
 */
export async function correctInCalendar(
  ctx: DomainContext,
  correction: Correction,
  calendar: ExternalCalendar | null,
): Promise<CorrectionResult> {
  const { bookingId } = correction;
  const booking = await readBooking(ctx, bookingId);
  if (!booking || !calendar || booking.status === 'cancelled' || booking.calendarStatus === 'none')
    return 'nothing';
  const { calendarRef: ref } = booking;
  if (booking.calendarStatus === 'pending' || ref === null) {
    // Of a visit that theirs never takes the person on call hears anyway.
    if (isOverdue(ctx, correction)) return 'nothing';
    throw new Conflict('The calendar has yet to take the visit');
  }
  const appointment = toAppointment(ctx, booking);
  const answer = await calendar
    .correct({ ref, appointment })
    .catch((error: unknown) => judgeFailure(ctx, { correction, error }));
  const result = await take(ctx, { booking, answer });
  calendarCorrected(ctx, { bookingId, result, unwritten: answer?.ok ? answer.unwritten : [] });
  return result;
}

async function take(
  ctx: DomainContext,
  { booking, answer }: { booking: BookingRow; answer: ExternalCorrection | null },
): Promise<CorrectionResult> {
  const { id: bookingId, businessId } = booking;
  const now = await readBooking(ctx, bookingId);
  const isStale = now && (toDetails(now) !== toDetails(booking) || now.calendarRef !== booking.calendarRef);
  // Corrected again, or moved, while theirs was asked: what it has may be the older of two.
  if (answer !== null && isStale) throw new Conflict('The visit has changed meanwhile');
  if (answer?.ok) return 'corrected';
  if (answer?.refusal === 'unknown-booking') return 'gone';
  await ctx.db.transaction((tx) =>
    enqueue(tx, 'dispatch.page-unconfirmed-booking', { businessId, bookingId }),
  );
  return 'asked-a-human';
}

/** Null: it has been away for too long. */
function judgeFailure(
  ctx: DomainContext,
  { correction, error }: { correction: Correction; error: unknown },
): null {
  if (!(error instanceof VendorError) || !isOverdue(ctx, correction)) throw error;
  ctx.log.warn({ err: error, bookingId: correction.bookingId }, 'a correction has not reached the calendar');
  return null;
}

function isOverdue(ctx: DomainContext, { saidAt }: Correction): boolean {
  return ctx.clock.now().getTime() - saidAt.getTime() >= CALENDAR_LIMIT_MS;
}

/** What a correction may change. */
export function toDetails(booking: BookingRow): string {
  const { contactName, contactPhone, contactEmail, addressLine, city, zip, problem } = booking;
  return JSON.stringify([contactName, contactPhone, contactEmail, addressLine, city, zip, problem]);
}

async function readBooking(ctx: DomainContext, bookingId: BookingId): Promise<BookingRow | null> {
  const isMeant = and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId));
  const [booking] = await ctx.db.transaction((tx) => tx.select().from(bookings).where(isMeant));
  return booking ?? null;
}
