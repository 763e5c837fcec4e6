import type { Trade } from '@afterhourfix/vocabulary';
import { chooseSavings, type PromotionTerms } from './best-promotion.ts';
import { type LineCode, type LineWords, toLineWords } from './line-words.ts';
import { toPriceCents } from './whole-dollars.ts';

/** Integer cents. */
export interface VisitFees {
  trip: number;
  diagnostic: number;
  diagnosticByTrade: Partial<Record<Trade, number>>;
  afterHours: number;
  /** Null when weekends cost what every evening costs. */
  weekend: number | null;
  holiday: number;
  edge: number;
  priority: number;
}

/** What a member saves: the trip fee, and a percentage of the time surcharge. */
export interface MemberTerms {
  tripFree: boolean;
  timeSurchargePct: number;
}

/** Of a job with a fixed price: instead of its trade's diagnostic when that is included, else beside it. */
export interface FixedPrice {
  trade: Trade;
  baseCents: number;
  includesDiagnostic: boolean;
}

export type ChargedPeriod = 'business-hours' | 'after-hours' | 'weekend' | 'holiday';

export interface PriceLine extends LineWords {
  code: LineCode;
  amountCents: number;
}

/** All that a price is made of: the job, the time, the zone, the published terms. Nothing about the caller. */
export interface Visit {
  fees: VisitFees;
  /** All trades of one incident: the trip, the surcharge and the edge fee are charged once. */
  trades: readonly Trade[];
  fixedPrice: FixedPrice | null;
  period: ChargedPeriod;
  isEdge: boolean;
  /** From 100 on; it touches the time surcharge alone. */
  demandPct: number;
  isPriority: boolean;
  terms: MemberTerms | null;
  promotions: readonly PromotionTerms[];
  limits: { minTotalCents: number; maxTotalCents: number | null };
}

export interface VisitPrice {
  /** The sum of the lines, in whole dollars, never negative. */
  totalCents: number;
  /** Fees of nothing are left out; savings are negative. */
  lines: PriceLine[];
}

/**
 * Total of all mandatory fees before any repair: trip, a diagnostic per trade or a fixed price, edge fee, one time
 * surcharge, priority when it was chosen, less what members and promotions save, within the book's floor and cap.
 */
export function priceVisit(visit: Visit): VisitPrice {
  const fees = listFees(visit);
  const savings = chooseSavings(visit.promotions, sumOf(fees)).map(({ name, savedCents }) =>
    toLine({ code: 'promotion', amountCents: -savedCents, name }),
  );
  const lines = [...fees, ...savings];
  const limited = [...lines, ...toLimitLine(sumOf(lines), visit.limits)];
  return { lines: limited, totalCents: sumOf(limited) };
}

/** In the order in which they are spoken. */
function listFees(visit: Visit): PriceLine[] {
  const { fees, terms, isEdge, isPriority } = visit;
  const trades = [...new Set(visit.trades)].toSorted();
  return [
    toLine({ code: 'trip', amountCents: toPriceCents(terms?.tripFree ? 0 : fees.trip) }),
    ...trades.flatMap((trade) => toTradeLines(trade, { visit, isAlone: trades.length === 1 })),
    toLine({ code: SURCHARGES[visit.period], amountCents: toSurchargeCents(visit) }),
    toLine({ code: 'outer-area', amountCents: toPriceCents(isEdge ? fees.edge : 0) }),
    toLine({ code: 'priority', amountCents: toPriceCents(isPriority ? fees.priority : 0) }),
  ].filter(({ amountCents }) => amountCents > 0);
}

// Business hours have no surcharge: their line is of nothing, and left out.
const SURCHARGES: Record<ChargedPeriod, LineCode> = {
  'business-hours': 'after-hours',
  'after-hours': 'after-hours',
  weekend: 'weekend',
  holiday: 'holiday',
};

function toTradeLines(trade: Trade, { visit, isAlone }: { visit: Visit; isAlone: boolean }): PriceLine[] {
  const { fees, fixedPrice } = visit;
  const named = isAlone ? null : trade;
  // Water damage is assessed for free unless the book says otherwise.
  const usualCents = trade === 'water_damage' ? 0 : fees.diagnostic;
  const diagnosticCents = toPriceCents(fees.diagnosticByTrade[trade] ?? usualCents);
  const diagnostic = toLine({ code: 'diagnostic', amountCents: diagnosticCents, trade: named });
  if (fixedPrice?.trade !== trade) return [diagnostic];
  const amountCents = toPriceCents(fixedPrice.baseCents);
  const fixed = toLine({ code: 'fixed-price', amountCents, trade: named });
  return fixedPrice.includesDiagnostic ? [fixed] : [diagnostic, fixed];
}

function toSurchargeCents({ fees, period, demandPct, terms }: Visit): number {
  const { afterHours, holiday } = fees;
  const weekend = fees.weekend ?? afterHours;
  const fullCents = { 'business-hours': 0, 'after-hours': afterHours, weekend, holiday }[period];
  // Whole numbers until the one division: a float just above a half would cost the caller a dollar.
  return toPriceCents((fullCents * demandPct * (100 - (terms?.timeSurchargePct ?? 0))) / 10_000);
}

function toLimitLine(sumCents: number, { minTotalCents, maxTotalCents }: Visit['limits']): PriceLine[] {
  const capCents = maxTotalCents === null ? Number.POSITIVE_INFINITY : Math.floor(maxTotalCents / 100) * 100;
  const floorCents = Math.min(toPriceCents(minTotalCents), capCents);
  if (sumCents > capCents) return [toLine({ code: 'cap', amountCents: capCents - sumCents })];
  return sumCents < floorCents ? [toLine({ code: 'minimum', amountCents: floorCents - sumCents })] : [];
}

interface Charge {
  code: LineCode;
  amountCents: number;
  trade?: Trade | null;
  name?: string;
}

function toLine({ code, amountCents, ...detail }: Charge): PriceLine {
  return { code, amountCents, ...toLineWords(code, detail) };
}

function sumOf(lines: readonly PriceLine[]): number {
  return lines.reduce((total, line) => total + line.amountCents, 0);
}
