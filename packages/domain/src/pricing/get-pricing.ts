import type { Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { quoteIssued } from '../events.ts';
import {
  type AreaRefusal,
  checkServiceArea,
  isServed,
  type ServiceAreaResult,
  toAreaRefusal,
} from '../service-area/index.ts';
import { issueQuote } from './issue-quote.ts';
import type { GetPricingInput, Quote } from './quote.ts';

/** A caller's "now" may lie a little behind by the time that it is priced. */
const LATE_MS = 15 * 60_000;

export type GetPricingRefusal =
  | 'trade-not-offered'
  | 'visit-in-the-past'
  | 'priority-not-offered'
  | AreaRefusal;

export type GetPricingResult = { ok: true; quote: Quote } | { ok: false; refusal: GetPricingRefusal };

/** Prices a visit from the business's own price book and keeps the quote. Throws `NotFound` without a price book. */
export async function getPricing(ctx: DomainContext, input: GetPricingInput): Promise<GetPricingResult> {
  const { visits = [] } = input;
  const isOffered = (trade: Trade) => ctx.business.trades.includes(trade);
  if (!isOffered(input.trade)) return { ok: false, refusal: 'trade-not-offered' };
  const asked = [input.trade, ...(input.otherTrades ?? []), ...visits.map(({ trade }) => trade)];
  const trades = [...new Set(asked.filter(isOffered))];
  const now = ctx.clock.now();
  const visitAt = input.visitAt ?? now;
  // So written, an instant that is none is in the past too.
  if (!(visitAt.getTime() >= now.getTime() - LATE_MS)) return { ok: false, refusal: 'visit-in-the-past' };
  const area = await findDearestArea(ctx, { zip: input.zip, trades });
  if (!isServed(area)) return { ok: false, refusal: toAreaRefusal(area) };
  const request = {
    trades,
    jobType: input.jobType ?? null,
    edgeFeeCents: area.zone === 'edge' ? area.feeCents : null,
    isPriority: input.isPriority ?? false,
    promotionCode: input.promotionCode ?? null,
    now,
    visitAt,
    visitsAt: visits.map(({ startsAt }) => startsAt),
  };
  const { zip } = area;
  const quote = await ctx.db.transaction((tx) => issueQuote(tx, { ctx, input, request, zip }));
  if (quote === null) return { ok: false, refusal: 'priority-not-offered' };
  quoteIssued(ctx, { callId: input.callId, quoteId: quote.quoteId });
  return { ok: true, quote };
}

/** Zones may be for some trades only: where one of them is not served, the visit as asked is not. */
async function findDearestArea(
  ctx: DomainContext,
  { zip, trades: [trade, ...others] }: { zip: string; trades: readonly Trade[] },
): Promise<ServiceAreaResult> {
  const area = await checkServiceArea(ctx, { zip, trade });
  if (others.length === 0 || !isServed(area)) return area;
  const rest = await findDearestArea(ctx, { zip, trades: others });
  return isServed(rest) && rest.feeCents <= area.feeCents ? area : rest;
}
