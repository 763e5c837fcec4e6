import type { Transaction } from '@afterhourfix/database';
import type { QuoteId, TimeWindow, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findLiveQuote, findPriceBook } from '../pricing/index.ts';
import { readBookingPolicy } from './booking-policy.ts';
import type { Hold } from './secure-time.ts';

/** `quote-required`: no price was told for such a visit, or for another ZIP or another surcharge. */
export type QuoteRefusal = 'quote-required' | 'quote-expired' | 'quote-of-another-call';

export type AgreedQuote = { ok: true; quoteId: QuoteId | null } | { ok: false; refusal: QuoteRefusal };

export interface QuoteQuery {
  ctx: DomainContext;
  hold: Pick<Hold, 'callId' | 'trade'> & TimeWindow;
  zip: string;
  /** As `getPricing` gave it; left out, the latest that this call was told for such a visit. */
  quoteId?: string | undefined;
  /** A visit that is moved within hours of one fee keeps its price. */
  keepsPrice: boolean;
}

/** The live quote that a visit is booked at; null when none was told and none is needed. */
export async function findAgreedQuote(tx: Transaction, query: QuoteQuery): Promise<AgreedQuote> {
  const { ctx, hold, zip, quoteId, keepsPrice } = query;
  const { callId, trade, startsAt, endsAt } = hold;
  const window = { startsAt, endsAt };
  const found = await findLiveQuote(tx, { ctx, callId, quoteId, trades: [trade], zip, window });
  if (found.ok) return { ok: true, quoteId: found.quote.quoteId };
  const isNeeded = quoteId !== undefined || (!keepsPrice && (await isQuoteRequired(tx, { ctx, trade })));
  if (!isNeeded) return { ok: true, quoteId: null };
  return { ok: false, refusal: found.refusal === 'no-quote' ? 'quote-required' : found.refusal };
}

/** A business without prices in force has none to tell. */
async function isQuoteRequired(
  tx: Transaction,
  { ctx, trade }: { ctx: DomainContext; trade: Trade },
): Promise<boolean> {
  const { requiresQuote } = await readBookingPolicy(tx, { businessId: ctx.business.id, trade });
  return requiresQuote && (await findPriceBook(tx, { ctx, at: ctx.clock.now() })) !== null;
}
