import type { CallId, QuoteId, Trade } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { quoteIssued } from '../events.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { issueQuote } from './issue-quote.ts';
import type { PricingTriage } from './pricing-triage.ts';
import type { OfferedTime, Upgrade } from './rules/choose-upgrade.ts';
import type { PriceLine } from './rules/price-visit.ts';
import type { Note } from './rules/quote-words.ts';
import type { Speakable } from './rules/speakable.ts';

/** A caller's "now" may lie a little behind by the time that it is priced. */
const LATE_MS = 15 * 60_000;

export interface GetPricingInput {
  callId: CallId;
  trade: Trade;
  /** Further trades that the same incident needs: one trip, one surcharge. */
  otherTrades?: readonly Trade[] | undefined;
  /** `trade.job`, for a fixed price or a published range. */
  jobType?: string | undefined;
  zip: string;
  /** When the technician would come; it decides the time surcharge. Now, when left out. */
  visitAt?: Date | undefined;
  /** The caller has chosen the priority that was offered. */
  isPriority?: boolean | undefined;
  /** As the caller named it; one that the book does not know changes nothing. */
  promotionCode?: string | undefined;
  /** What the session holds of the call's trouble, rules and model together; null when it holds nothing. */
  triage?: PricingTriage | null | undefined;
  /** What priority would bring, when a window is kept for it. */
  priorityGain?: { from: OfferedTime; to: OfferedTime } | undefined;
}

export interface Quote {
  quoteId: QuoteId;
  /** All mandatory fees of the visit; the repair itself is not in it. */
  totalCents: number;
  lines: PriceLine[];
  /** At most one extra, at most once in a call. */
  optional: Upgrade[];
  notIncluded: Note[];
  /** Published prices of the repairs in question. */
  repairRanges: RepairRange[];
  /** Cheaper times. */
  alternatives: Alternative[];
  /** Whether a code that the caller named is one of the book's; null when none was named. */
  isCodeKnown: boolean | null;
  /** 30 minutes from now. */
  validUntil: Date;
  priceBookVersion: number;
  speakable: Speakable;
}

export interface RepairRange {
  jobType: string;
  lowCents: number;
  highCents: number;
  speakable: Speakable;
}

export interface Alternative {
  visitAt: Date;
  totalCents: number;
  lines: PriceLine[];
  speakable: Speakable;
}

/** Of a place that is not known well enough to be priced: what is wrong with what was told of it. */
const UNCLEAR_PLACES = ['invalid-zip', 'unknown-zip', 'not-a-us-zip', 'needs-street'] as const;
type UnclearPlace = (typeof UNCLEAR_PLACES)[number];

export type GetPricingRefusal =
  | 'trade-not-offered'
  | 'outside-service-area'
  | 'visit-in-the-past'
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
  if (visitAt.getTime() < now.getTime() - LATE_MS) return { ok: false, refusal: 'visit-in-the-past' };
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
  const quote = await ctx.db.transaction((tx) => issueQuote(tx, { ctx, input, request, zip: area.zip }));
  quoteIssued(ctx, { callId: input.callId, quoteId: quote.quoteId });
  return { ok: true, quote };
}

function toAreaRefusal(zone: string): GetPricingRefusal {
  return UNCLEAR_PLACES.find((unclear) => unclear === zone) ?? 'outside-service-area';
}
