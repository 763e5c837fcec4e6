import type { Transaction } from '@afterhourfix/database';
import { bookings } from '@afterhourfix/database/schema';
import type { BookingId, QuoteId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import { inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { listVisitsOfTrouble } from '../incidents/index.ts';
import { findLiveQuote, findPriceBook } from '../pricing/index.ts';
import { readBookingPolicy } from './booking-policy.ts';
import type { Hold } from './secure-time.ts';
import { tradesOf } from './slot-search.ts';

/** `quote-required`: no price was told for such a visit, or for another ZIP or another surcharge. */
export type QuoteRefusal = 'quote-required' | 'quote-expired' | 'quote-of-another-call';

export type AgreedQuote =
  | {
      ok: true;
      quoteId: QuoteId | null;
      /** Visits of the same trouble that the quote is for too. */
      visits: readonly BookingId[];
    }
  | { ok: false; refusal: QuoteRefusal };

export interface QuoteQuery {
  ctx: DomainContext;
  hold: Pick<Hold, 'callId' | 'trade' | 'otherTrades' | 'isPriority'> & TimeWindow;
  zip: string;
  /** As `getPricing` gave it; left out, the latest that this call was told for such a visit. */
  quoteId?: string | undefined;
  /** A visit that is moved within hours of one fee keeps its price. */
  keepsPrice: boolean;
}

/** The live quote that a visit is booked at; null when none was told and none is needed. */
export async function findAgreedQuote(tx: Transaction, query: QuoteQuery): Promise<AgreedQuote> {
  const { ctx, hold, zip, quoteId, keepsPrice } = query;
  const { callId, trade, isPriority, startsAt, endsAt } = hold;
  const window = { startsAt, endsAt };
  const trades = tradesOf(hold);
  const visits = await listVisitsOfTrouble(tx, { ctx, callId, trades });
  const asked = { ctx, callId, quoteId, trades, zip, window, visits, isPriority };
  const found = await findLiveQuote(tx, asked);
  if (found.ok) {
    const { quoteId, trades: priced } = found.quote;
    const covered = visits.filter((visit) => priced.includes(visit.trade));
    return { ok: true, quoteId, visits: covered.map(({ bookingId }) => bookingId) };
  }
  const isNeeded = quoteId !== undefined || (!keepsPrice && (await isQuoteRequired(tx, { ctx, trade })));
  if (!isNeeded) return { ok: true, quoteId: null, visits: [] };
  return { ok: false, refusal: found.refusal === 'no-quote' ? 'quote-required' : found.refusal };
}

/** One trouble has one price: visits that were booked before take the quote that is for them too. */
export async function shareQuote(
  tx: Transaction,
  { quoteId, visits }: Pick<AgreedQuote & { ok: true }, 'quoteId' | 'visits'>,
): Promise<void> {
  if (visits.length === 0) return;
  await tx
    .update(bookings)
    .set({ quoteId })
    .where(inArray(bookings.id, [...visits]));
}

/** A business without prices in force has none to tell. */
async function isQuoteRequired(
  tx: Transaction,
  { ctx, trade }: { ctx: DomainContext; trade: Trade },
): Promise<boolean> {
  const { requiresQuote } = await readBookingPolicy(tx, { businessId: ctx.business.id, trade });
  return requiresQuote && (await findPriceBook(tx, { ctx, at: ctx.clock.now() })) !== null;
}
