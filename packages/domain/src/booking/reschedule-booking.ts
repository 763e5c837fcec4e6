import type { Transaction } from '@afterhourfix/database';
import type { CallId } from '@afterhourfix/vocabulary';
import { ratePeriodAt } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { bookingMoved, slotRefused } from '../events.ts';
import { findVisitConflict } from '../incidents/index.ts';
import { enqueue } from '../jobs.ts';
import { findAgreedQuote, type QuoteRefusal } from './agreed-quote.ts';
import type { Booking } from './book-slot.ts';
import type { ExternalCalendar } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { findBooking } from './find-booking.ts';
import { findOffer } from './find-offer.ts';
import { lockOffers } from './lock-call.ts';
import { moveBooking } from './move-booking.ts';
import { readLateFeeCents } from './read-late-fee.ts';
import { releaseCallHolds } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { type Hold, secureTime } from './secure-time.ts';
import { settleWithCalendar } from './settle-with-calendar.ts';
import { isForSameTrades, tradesOf } from './slot-search.ts';
import { findTechnicianName } from './write-booking.ts';

export interface RescheduleBookingInput {
  bookingId: string;
  /** The call in which it is asked for, and to which the slot was offered. Who may ask is decided before. */
  callId: CallId;
  slotId: string;
  quoteId?: string | undefined;
  /** What the caller was told that it costs and said yes to; needed when the visit is too near to move it free. */
  agreedFeeCents?: number | undefined;
}

export type RescheduleRefusal =
  | 'unknown-booking'
  | 'booking-cancelled'
  | 'visit-has-begun'
  | 'unknown-slot'
  | 'slot-of-another-trade'
  | 'slot-taken'
  | 'before-its-predecessor'
  | 'hold-expired'
  | QuoteRefusal;

export type RescheduleBookingResult =
  | { ok: true; booking: Booking; feeCents: number }
  | { ok: false; refusal: RescheduleRefusal }
  | { ok: false; refusal: 'not-confirmed'; feeCents: number };

/**
 * Moves a visit to a slot that this call was offered. It keeps its id and its history; a refused move leaves it where
 * it was. `not-confirmed` tells the late fee in cents that the caller has to agree to.
 */
export async function rescheduleBooking(
  ctx: DomainContext,
  input: RescheduleBookingInput,
  calendar: ExternalCalendar | null = null,
): Promise<RescheduleBookingResult> {
  const { callId } = input;
  const isExternal = calendar !== null;
  const moved = await retryDeadlock(() =>
    ctx.db.transaction((tx) => reschedule(tx, { ctx, input, isExternal })),
  );
  const result = await settle(ctx, { moved, calendar });
  if (!result.ok) slotRefused(ctx, { callId, refusal: result.refusal });
  else bookingMoved(ctx, { callId, bookingId: result.booking.id });
  return result;
}

async function settle(
  ctx: DomainContext,
  { moved, calendar }: { moved: RescheduleBookingResult; calendar: ExternalCalendar | null },
): Promise<RescheduleBookingResult> {
  if (!moved.ok || !calendar) return moved;
  const settled = await settleWithCalendar(ctx, { bookingId: moved.booking.id, calendar });
  if (settled === 'rejected' || settled === 'moved-back') return { ok: false, refusal: 'slot-taken' };
  return { ...moved, booking: { ...moved.booking, isConfirmed: settled === 'settled' } };
}

interface Request {
  ctx: DomainContext;
  input: RescheduleBookingInput;
  isExternal: boolean;
}

async function reschedule(tx: Transaction, request: Request): Promise<RescheduleBookingResult> {
  const { ctx, input } = request;
  await lockOffers(tx, input.callId);
  const booking = await findBooking(tx, { ctx, bookingId: input.bookingId });
  if (!booking) return { ok: false, refusal: 'unknown-booking' };
  if (booking.status === 'cancelled') return { ok: false, refusal: 'booking-cancelled' };
  if (booking.endsAt <= ctx.clock.now()) return { ok: false, refusal: 'visit-has-begun' };
  const hold = await findOffer(tx, { ctx, callId: input.callId, slotId: input.slotId });
  if (!hold) return { ok: false, refusal: 'unknown-slot' };
  if (!isForSameTrades(hold, booking)) return { ok: false, refusal: 'slot-of-another-trade' };
  // Asked for again after it was done.
  if (booking.holdId === hold.id) return toResult(tx, { ctx, booking, movedFrom: null, feeCents: 0 });
  return moveTo(tx, { ...request, booking, hold });
}

async function moveTo(
  tx: Transaction,
  { ctx, input, isExternal, booking, hold }: Request & { booking: BookingRow; hold: Hold },
): Promise<RescheduleBookingResult> {
  const feeCents = await readLateFeeCents(tx, { ctx, booking });
  if (feeCents > (input.agreedFeeCents ?? 0)) return { ok: false, refusal: 'not-confirmed', feeCents };
  if (hold.startsAt <= ctx.clock.now() || hold.status === 'used')
    return { ok: false, refusal: 'hold-expired' };
  const { businessId, startsAt } = hold;
  const trades = tradesOf(hold);
  const ofCall = booking.callId ?? input.callId;
  if (await findVisitConflict(tx, { ctx, callId: ofCall, trades, startsAt }))
    return { ok: false, refusal: 'before-its-predecessor' };
  const [rate, nextRate] = [booking, hold].map(({ startsAt }) => ratePeriodAt(ctx.business, startsAt));
  const agreed = { ctx, hold, zip: booking.zip, quoteId: input.quoteId, keepsPrice: rate === nextRate };
  const quote = await findAgreedQuote(tx, agreed);
  if (!quote.ok) return quote;
  const secured = await secureTime(tx, { ctx, hold });
  if (!secured) return { ok: false, refusal: 'slot-taken' };
  const { callId } = input;
  const { quoteId } = quote;
  const to = { ...hold, ...secured };
  const moved = await moveBooking(tx, { ctx, booking, hold: to, callId, feeCents, quoteId, isExternal });
  await releaseCallHolds(tx, { businessId, callId });
  for (const told of new Set([callId, booking.callId]))
    if (told) await enqueue(tx, 'calls.summarise', { businessId, callId: told });
  return toResult(tx, { ctx, booking: moved, movedFrom: booking, feeCents });
}

async function toResult(
  tx: Transaction,
  moved: { ctx: DomainContext; booking: BookingRow; movedFrom: BookingRow | null; feeCents: number },
): Promise<RescheduleBookingResult> {
  const { ctx, booking, movedFrom, feeCents } = moved;
  const { id, startsAt, endsAt, technicianId, calendarStatus } = booking;
  const toWords = (row: BookingRow) => toSpeakableWindow(row, row.timeZone ?? ctx.business.timeZone);
  return {
    ok: true,
    feeCents,
    booking: {
      id,
      startsAt,
      endsAt,
      technicianName: await findTechnicianName(tx, technicianId),
      speakable: toWords(booking),
      movedFrom: movedFrom ? toWords(movedFrom) : null,
      isConfirmed: calendarStatus !== 'pending',
      trades: tradesOf(booking),
    },
  };
}
