import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import { type BookingId, type CallId, HoldId, readPhoneNumber, type Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { bookingMoved, outcomeCorrected, slotBooked, slotRefused } from '../events.ts';
import { findVisitConflict, joinVisits } from '../incidents/index.ts';
import { enqueue } from '../jobs.ts';
import {
  type AreaRefusal,
  checkServiceArea,
  isServed,
  type ServiceAreaQuestion,
  type ServiceAreaResult,
  toAddressTimeZone,
  toAreaRefusal,
} from '../service-area/index.ts';
import { findAgreedQuote, type QuoteRefusal, shareQuote } from './agreed-quote.ts';
import type { ExternalCalendar } from './calendar.ts';
import { type BookingRow, giveUpBookings, lockCallBookings } from './call-bookings.ts';
import { releaseReservations } from './consult-calendar.ts';
import { findOffer, findOfferedTrades } from './find-offer.ts';
import { correctOutcome, lockCallRow, lockOffers } from './lock-call.ts';
import { moveBooking } from './move-booking.ts';
import { releaseCallHolds } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { type Hold, secureTime } from './secure-time.ts';
import { settleWithCalendar } from './settle-with-calendar.ts';
import { isForSameTrades, tradesOf } from './slot-search.ts';
import { correctBooking, findTechnicianName, insertBooking, type Visit } from './write-booking.ts';

export interface BookSlotInput {
  callId: CallId;
  /** As `getSlots` gave it to this call. */
  slotId: string;
  /** As `getPricing` gave it; left out, the live quote that this call was told for such a visit. */
  quoteId?: string | undefined;
  name: string;
  phone: string;
  email?: string | undefined;
  addressLine: string;
  city?: string | undefined;
  zip: string;
  problem: string;
}

export interface Booking {
  id: BookingId;
  startsAt: Date;
  endsAt: Date;
  /** Null when the business's own calendar picks who comes. */
  technicianName: string | null;
  speakable: string;
  /** The window, speakable, that this call had booked for the trade before and has now given up; null when none. */
  movedFrom: string | null;
  /** False: it is held, the business's calendar did not answer, and a text will confirm it. */
  isConfirmed: boolean;
  /** Whose work is done on it, in its order. */
  trades: readonly Trade[];
}

export type BookSlotRefusal =
  | 'slot-taken'
  | 'hold-expired'
  | 'unknown-slot'
  | 'invalid-phone'
  /** Other work of this call has to be done first, or waits for this. */
  | 'before-its-predecessor'
  /** The call has one visit for this and other trades: it is moved with all of them. */
  | 'part-of-a-visit'
  | AreaRefusal
  | QuoteRefusal;

export type BookSlotResult = { ok: true; booking: Booking } | { ok: false; refusal: BookSlotRefusal };

/** What one transaction came to; told once it is committed. */
type Deed =
  | { kind: 'refused'; refusal: BookSlotRefusal }
  | {
      kind: 'booked';
      booking: Booking;
      isOutcomeCorrected: boolean;
      /** Visits given up for this one, which have yet to leave somebody else's calendar. */
      givenUp: readonly BookingId[];
      givenBack: readonly string[];
    };

/**
 * Books a slot that was offered in this call. A hold that lapsed is booked too while its time is free (`slot-taken`
 * when it is not, `hold-expired` when the window has begun). A call has one visit per trade: booking the same window
 * again corrects its details, another one moves the visit there; a refused move leaves it where it was.
 * With an external calendar ours is written first, then theirs; what theirs refuses is undone here (`slot-taken`).
 */
export async function bookSlot(
  ctx: DomainContext,
  input: BookSlotInput,
  calendar: ExternalCalendar | null = null,
): Promise<BookSlotResult> {
  const { callId } = input;
  const result = await settle(ctx, { deed: await tryBookSlot(ctx, { input, calendar }), calendar });
  if (!result.ok) slotRefused(ctx, { callId, refusal: result.refusal });
  else if (result.booking.movedFrom) bookingMoved(ctx, { callId, bookingId: result.booking.id });
  else slotBooked(ctx, { callId, bookingId: result.booking.id });
  if (result.ok && result.isOutcomeCorrected) outcomeCorrected(ctx, { callId, outcome: 'booked' });
  return result.ok ? { ok: true, booking: result.booking } : result;
}

type Settled =
  | { ok: true; booking: Booking; isOutcomeCorrected: boolean }
  | { ok: false; refusal: BookSlotRefusal };

async function settle(
  ctx: DomainContext,
  { deed, calendar }: { deed: Deed; calendar: ExternalCalendar | null },
): Promise<Settled> {
  if (deed.kind === 'refused') return { ok: false, refusal: deed.refusal };
  const { booking, isOutcomeCorrected, givenBack, givenUp } = deed;
  if (!calendar) return { ok: true, booking, isOutcomeCorrected };
  const settled = await settleWithCalendar(ctx, { bookingId: booking.id, calendar });
  if (settled === 'rejected' || settled === 'moved-back') return { ok: false, refusal: 'slot-taken' };
  for (const bookingId of givenUp) await settleWithCalendar(ctx, { bookingId, calendar });
  await releaseReservations(calendar, { refs: givenBack, log: ctx.log });
  return { ok: true, booking: { ...booking, isConfirmed: settled === 'settled' }, isOutcomeCorrected };
}

async function tryBookSlot(
  ctx: DomainContext,
  { input, calendar }: { input: BookSlotInput; calendar: ExternalCalendar | null },
): Promise<Deed> {
  if (!HoldId.safeParse(input.slotId).success) return refused('unknown-slot');
  const phone = readPhoneNumber(input.phone);
  if (phone === null) return refused('invalid-phone');
  const { callId, slotId, quoteId, name, email = null, addressLine, city = null, problem } = input;
  const trades = await ctx.db.transaction((tx) => findOfferedTrades(tx, { ctx, callId, slotId }));
  if (trades === null) return refused('unknown-slot');
  const place = { zip: input.zip, street: addressLine, city: input.city };
  const area = await checkAreaOf(ctx, { place, trades });
  if (!isServed(area)) return refused(toAreaRefusal(area));
  const visit: Visit = { phone, name, email, addressLine, city, zip: area.zip, problem };
  const isExternal = calendar !== null;
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      await lockOffers(tx, callId);
      const hold = await findOffer(tx, { ctx, callId, slotId });
      return hold ? bookHold(tx, { ctx, hold, visit, quoteId, isExternal }) : refused('unknown-slot');
    }),
  );
}

/** Where one of the trades is not served, the visit is not. */
async function checkAreaOf(
  ctx: DomainContext,
  {
    place,
    trades: [trade, ...others],
  }: { place: Omit<ServiceAreaQuestion, 'trade'>; trades: readonly Trade[] },
): Promise<ServiceAreaResult> {
  const area = await checkServiceArea(ctx, { ...place, trade });
  return others.length === 0 || !isServed(area) ? area : checkAreaOf(ctx, { place, trades: others });
}

function isSameVisit(booking: BookingRow, hold: Hold): boolean {
  return booking.startsAt.getTime() === hold.startsAt.getTime() && isForSameTrades(booking, hold);
}

function refused(refusal: BookSlotRefusal): Deed {
  return { kind: 'refused', refusal };
}

interface Request {
  ctx: DomainContext;
  hold: Hold;
  visit: Visit;
  quoteId: string | undefined;
  isExternal: boolean;
}

async function bookHold(tx: Transaction, request: Request): Promise<Deed> {
  const { ctx, hold, visit, isExternal } = request;
  const earlier = await lockCallBookings(tx, hold);
  const trades = tradesOf(hold);
  if (earlier.some((booking) => !tradesOf(booking).every((trade) => trades.includes(trade))))
    return refused('part-of-a-visit');
  const same = earlier.find((booking) => isSameVisit(booking, hold));
  if (same) return booked(tx, { ctx, row: await correctBooking(tx, { ctx, booking: same, visit }) });
  // A used hold without its booking: the business has cancelled that visit.
  if (hold.startsAt <= ctx.clock.now() || hold.status === 'used') return refused('hold-expired');
  const { callId, startsAt } = hold;
  if (await findVisitConflict(tx, { ctx, callId, trades, startsAt }))
    return refused('before-its-predecessor');
  const agreed = { ctx, hold, zip: visit.zip, quoteId: request.quoteId, keepsPrice: false };
  const quote = await findAgreedQuote(tx, agreed);
  if (!quote.ok) return refused(quote.refusal);
  const secured = await secureTime(tx, { ctx, hold });
  if (!secured) return refused('slot-taken');
  await shareQuote(tx, quote);
  await lockCallRow(tx, hold);
  const held = { ...hold, ...secured, timeZone: toAddressTimeZone(ctx.business, visit.zip) };
  const [latest, ...older] = earlier;
  // Theirs may refuse the move, and then the visit has to be where it was: it is moved, not made anew.
  if (isExternal && latest) {
    const { quoteId } = quote;
    await giveUpBookings(tx, { ctx, rows: older });
    const moving = {
      ctx,
      booking: await correctBooking(tx, { ctx, booking: latest, visit }),
      hold: held,
      callId: hold.callId,
      feeCents: 0,
      quoteId,
      isExternal,
    };
    return booked(tx, { ctx, row: await moveBooking(tx, moving), earlier });
  }
  await giveUpBookings(tx, { ctx, rows: earlier });
  const row = await insertBooking(tx, { ctx, hold: held, visit, quoteId: quote.quoteId, isExternal });
  await tx
    .update(holds)
    .set({ status: 'used', ...secured })
    .where(eq(holds.id, hold.id));
  return booked(tx, { ctx, row, earlier });
}

async function booked(
  tx: Transaction,
  { ctx, row, earlier = [] }: { ctx: DomainContext; row: BookingRow; earlier?: readonly BookingRow[] },
): Promise<Deed> {
  const { id, businessId, callId, customerId, startsAt, endsAt, technicianId } = row;
  const toWords = (booking: BookingRow) =>
    toSpeakableWindow(booking, booking.timeZone ?? ctx.business.timeZone);
  let isOutcomeCorrected = false;
  let givenBack: string[] = [];
  if (callId) {
    await joinVisits(tx, { ctx, callId, zip: row.zip });
    // The caller has chosen: what else was offered is free for others at once.
    const released = await releaseCallHolds(tx, { businessId, callId });
    givenBack = released.map(({ reservationRef }) => reservationRef).filter((ref) => ref !== null);
    isOutcomeCorrected = await correctOutcome(tx, { businessId, callId, customerId });
    // The call may be over already; while it goes on, this job does nothing.
    await enqueue(tx, 'calls.summarise', { businessId, callId });
  }
  const technicianName = await findTechnicianName(tx, technicianId);
  const movedFrom = earlier[0] ? toWords(earlier[0]) : null;
  const isConfirmed = row.calendarStatus === 'none' || row.calendarStatus === 'confirmed';
  const told = { startsAt, endsAt, technicianName, speakable: toWords(row), movedFrom };
  const booking = { id, ...told, isConfirmed, trades: tradesOf(row) };
  const givenUp = earlier
    .filter((given) => given.id !== id && given.calendarStatus !== 'none')
    .map((given) => given.id);
  return { kind: 'booked', booking, isOutcomeCorrected, givenUp, givenBack };
}
