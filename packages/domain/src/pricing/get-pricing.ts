import type { DomainContext } from '../context.ts';
import { quoteIssued } from '../events.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { issueQuote } from './issue-quote.ts';
import type { GetPricingInput, Quote } from './quote.ts';

/** A caller's "now" may lie a little behind by the time that it is priced. */
const LATE_MS = 15 * 60_000;

/** Of a place that is not known well enough to be priced: what is wrong with what was told of it. */
const UNCLEAR_PLACES = ['invalid-zip', 'unknown-zip', 'not-a-us-zip', 'needs-street'] as const;
type UnclearPlace = (typeof UNCLEAR_PLACES)[number];

export type GetPricingRefusal =
  | 'trade-not-offered'
  | 'outside-service-area'
  | 'visit-in-the-past'
  | 'priority-not-offered'
  | UnclearPlace;

export type GetPricingResult = { ok: true; quote: Quote } | { ok: false; refusal: GetPricingRefusal };

/** Prices a visit from the business's own price book and keeps the quote. Throws `NotFound` without a price book. */
export async function getPricing(ctx: DomainContext, input: GetPricingInput): Promise<GetPricingResult> {
  const trades = [...new Set([input.trade, ...(input.otherTrades ?? [])])];
  if (!trades.every((trade) => ctx.business.trades.includes(trade))) {
    return { ok: false, refusal: 'trade-not-offered' };
  }
  const now = ctx.clock.now();
  const visitAt = input.visitAt ?? now;
  // So written, an instant that is none is in the past too.
  if (!(visitAt.getTime() >= now.getTime() - LATE_MS)) return { ok: false, refusal: 'visit-in-the-past' };
  const area = await checkServiceArea(ctx, { zip: input.zip });
  if (area.zone !== 'core' && area.zone !== 'edge') return { ok: false, refusal: toAreaRefusal(area.zone) };
  const request = {
    trades,
    jobType: input.jobType ?? null,
    edgeFeeCents: area.zone === 'edge' ? area.feeCents : null,
    isPriority: input.isPriority ?? false,
    promotionCode: input.promotionCode ?? null,
    now,
    visitAt,
  };
  const { zip } = area;
  const quote = await ctx.db.transaction((tx) => issueQuote(tx, { ctx, input, request, zip }));
  if (quote === null) return { ok: false, refusal: 'priority-not-offered' };
  quoteIssued(ctx, { callId: input.callId, quoteId: quote.quoteId });
  return { ok: true, quote };
}

function toAreaRefusal(zone: string): GetPricingRefusal {
  return UNCLEAR_PLACES.find((unclear) => unclear === zone) ?? 'outside-service-area';
}
