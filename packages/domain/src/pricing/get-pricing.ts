import type { Transaction } from '@afterhourfix/database';
import { calls, priceBooks, quotes } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CallId, QuoteId, Trade } from '@afterhourfix/vocabulary';
import { and, desc, eq, lte } from 'drizzle-orm';
import { ratePeriodAt } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { findMembership } from '../customers/index.ts';
import { quoteIssued } from '../events.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { type MemberTerms, type PriceLine, priceVisit } from './rules/price-visit.ts';
import { toSpeakablePrice } from './rules/speakable-price.ts';

const QUOTE_VALID_MS = 30 * 60_000;

export interface GetPricingInput {
  callId: CallId;
  trade: Trade;
  zip: string;
  /** When the technician would come; it decides the time surcharge. Now, when left out. */
  visitAt?: Date | undefined;
}

export interface Quote {
  quoteId: QuoteId;
  /** All mandatory fees of the visit; the repair itself is not in it. */
  totalCents: number;
  lines: PriceLine[];
  /** 30 minutes from now. */
  validUntil: Date;
  speakable: string;
}

export type GetPricingResult =
  | { ok: true; quote: Quote }
  | { ok: false; refusal: 'trade-not-offered' | 'outside-service-area' };

/** Prices a visit from the business's own price book and keeps the quote. Throws `NotFound` without a price book. */
export async function getPricing(ctx: DomainContext, input: GetPricingInput): Promise<GetPricingResult> {
  if (!ctx.business.trades.includes(input.trade)) return { ok: false, refusal: 'trade-not-offered' };
  const area = await checkServiceArea(ctx, { zip: input.zip });
  if (area.zone !== 'core' && area.zone !== 'edge') return { ok: false, refusal: 'outside-service-area' };
  const { zip, zone } = area;
  const quote = await ctx.db.transaction((tx) =>
    issueQuote(tx, { ctx, input: { ...input, zip }, isEdge: zone === 'edge' }),
  );
  quoteIssued(ctx, { callId: input.callId, quoteId: quote.quoteId });
  return { ok: true, quote };
}

async function issueQuote(
  tx: Transaction,
  { ctx, input, isEdge }: { ctx: DomainContext; input: GetPricingInput; isEdge: boolean },
): Promise<Quote> {
  const now = ctx.clock.now();
  const visitAt = input.visitAt ?? now;
  const book = await getPriceBook(tx, ctx);
  const membership = await findCallerMembership(tx, { ctx, callId: input.callId });
  const terms: MemberTerms | null = membership === null ? null : (book.memberships[membership] ?? null);
  const period = ratePeriodAt(ctx.business, visitAt);
  const price = priceVisit({ fees: book.fees, trades: [input.trade], period, isEdge, terms });
  const validUntil = new Date(now.getTime() + QUOTE_VALID_MS);
  const [row] = await tx
    .insert(quotes)
    .values({
      businessId: ctx.business.id,
      callId: input.callId,
      priceBookId: book.id,
      trade: input.trade,
      zip: input.zip,
      visitAt,
      totalCents: price.totalCents,
      lines: price.lines,
      validUntil,
      createdAt: now,
    })
    .returning({ id: quotes.id });
  if (!row) throw new Error('An insert returned no row');
  return { quoteId: row.id, ...price, validUntil, speakable: toSpeakablePrice(price) };
}

async function getPriceBook(tx: Transaction, ctx: DomainContext) {
  const [book] = await tx
    .select()
    .from(priceBooks)
    .where(and(eq(priceBooks.businessId, ctx.business.id), lte(priceBooks.effectiveFrom, ctx.clock.now())))
    .orderBy(desc(priceBooks.version))
    .limit(1);
  if (!book) throw new NotFound(`No price book of ${ctx.business.slug} is in force`);
  return book;
}

/** Membership is the only thing about a caller that may change a price. */
async function findCallerMembership(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<string | null> {
  const businessId = ctx.business.id;
  const [call] = await tx
    .select({ from: calls.fromNumber })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)));
  return call?.from ? findMembership(tx, { businessId, phone: call.from }) : null;
}
