import type { Transaction } from '@afterhourfix/database';
import { priceBooks, quotes } from '@afterhourfix/database/schema';
import { type CallId, QuoteId, type TimeWindow, type Trade } from '@afterhourfix/vocabulary';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findDearestPeriod } from './dearest-period.ts';
import type { PriceLine } from './rules/price-visit.ts';

export interface FindLiveQuoteInput {
  ctx: DomainContext;
  callId: CallId;
  /** As the model names it; left out: the latest that fits. */
  quoteId?: string | undefined;
  /** All of them must be in the quote. */
  trades: readonly Trade[];
  zip: string;
  /** When given, the quote must be for an hour of the same surcharge. */
  window?: TimeWindow | undefined;
  /** What is booked of the same trouble: as far as the quote is for it too, the dearest hour of all has the surcharge. */
  visits?: readonly { trade: Trade; startsAt: Date }[];
  /** When given, the quote must be with priority, or without. */
  isPriority?: boolean | undefined;
}

export interface LiveQuote {
  quoteId: QuoteId;
  trades: readonly Trade[];
  totalCents: number;
  lines: readonly Pick<PriceLine, 'label' | 'labelEs' | 'amountCents'>[];
  validUntil: Date;
}

export type FindLiveQuoteResult =
  | { ok: true; quote: LiveQuote }
  | { ok: false; refusal: 'quote-of-another-call' | 'quote-expired' | 'no-quote' };

/** The price that was told in this call for a visit and still holds, whatever the book says by now. */
export async function findLiveQuote(
  tx: Transaction,
  input: FindLiveQuoteInput,
): Promise<FindLiveQuoteResult> {
  const candidates = await listCandidates(tx, input);
  if (candidates.length > 0 && candidates.every((quote) => quote.callId !== input.callId)) {
    return { ok: false, refusal: 'quote-of-another-call' };
  }
  const fitting = candidates.filter((quote) => quote.callId === input.callId && doesFit(quote, input));
  const now = input.ctx.clock.now();
  const live = fitting.find(({ validUntil }) => validUntil > now);
  if (!live) return { ok: false, refusal: fitting.length > 0 ? 'quote-expired' : 'no-quote' };
  const { id: quoteId, trades, totalCents, lines, validUntil } = live;
  return { ok: true, quote: { quoteId, trades, totalCents, lines, validUntil } };
}

/** Of this business only: another one's quote does not exist here. Newest first. */
async function listCandidates(tx: Transaction, { ctx, callId, quoteId }: FindLiveQuoteInput) {
  const named = quoteId === undefined ? null : QuoteId.safeParse(quoteId);
  if (named?.success === false) return [];
  const { id, trades, zip, visitAt, period, totalCents, lines, validUntil } = quotes;
  return tx
    .select({
      id,
      callId: quotes.callId,
      trades,
      zip,
      visitAt,
      period,
      totalCents,
      lines,
      validUntil,
      isPriority: sql<boolean>`coalesce((${quotes.inputs} ->> 'isPriority')::boolean, false)`,
      fees: priceBooks.fees,
    })
    .from(quotes)
    .innerJoin(priceBooks, eq(priceBooks.id, quotes.priceBookId))
    .where(
      and(
        eq(quotes.businessId, ctx.business.id),
        named === null ? eq(quotes.callId, callId) : eq(quotes.id, named.data),
      ),
    )
    .orderBy(desc(quotes.createdAt), desc(quotes.id));
}

type Candidate = Awaited<ReturnType<typeof listCandidates>>[number];

function doesFit(quote: Candidate, asked: FindLiveQuoteInput): boolean {
  const { ctx, trades, zip, window, visits = [], isPriority } = asked;
  const isForJob = quote.zip === zip && trades.every((trade) => quote.trades.includes(trade));
  if (!isForJob || (isPriority !== undefined && isPriority !== quote.isPriority)) return false;
  if (window === undefined) return true;
  const besides = visits.filter(({ trade }) => quote.trades.includes(trade));
  const starts = [window, ...besides].map(({ startsAt }) => startsAt);
  return quote.period === findDearestPeriod(ctx, { starts, fees: quote.fees });
}
