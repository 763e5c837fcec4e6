import type { Trade } from '@afterhourfix/vocabulary';

/** Integer cents. */
export interface VisitFees {
  trip: number;
  diagnostic: number;
  afterHours: number;
  holiday: number;
  edge: number;
}

/** What a member saves: the trip fee, and a percentage of the time surcharge. */
export interface MemberTerms {
  tripFree: boolean;
  timeSurchargePct: number;
}

export interface PriceLine {
  label: string;
  amountCents: number;
}

export interface Visit {
  fees: VisitFees;
  /** All trades of one incident: the trip, the surcharge and the edge fee are charged once. */
  trades: readonly Trade[];
  period: 'business-hours' | 'after-hours' | 'holiday';
  isEdge: boolean;
  terms: MemberTerms | null;
}

export interface VisitPrice {
  totalCents: number;
  /** Fees of nothing are left out; the rest adds up to the total. */
  lines: PriceLine[];
}

/** Total of all mandatory fees before any repair: trip, a diagnostic per trade, one time surcharge, edge fee. */
export function priceVisit(visit: Visit): VisitPrice {
  const lines = [
    { label: 'trip fee', amountCents: visit.terms?.tripFree ? 0 : visit.fees.trip },
    ...visit.trades.map((trade) => toDiagnosticLine(trade, visit)),
    toSurchargeLine(visit),
    { label: 'outer-area fee', amountCents: visit.isEdge ? visit.fees.edge : 0 },
  ].filter((line) => line.amountCents > 0);
  return { lines, totalCents: lines.reduce((total, line) => total + line.amountCents, 0) };
}

function toDiagnosticLine(trade: Trade, visit: Visit): PriceLine {
  const label = visit.trades.length > 1 ? `${trade.replaceAll('_', ' ')} diagnostic fee` : 'diagnostic fee';
  // Water damage is assessed for free.
  return { label, amountCents: trade === 'water_damage' ? 0 : visit.fees.diagnostic };
}

function toSurchargeLine({ fees, period, terms }: Visit): PriceLine {
  const fullCents = { 'business-hours': 0, 'after-hours': fees.afterHours, holiday: fees.holiday }[period];
  // Half a cent goes to the customer.
  const savedCents = Math.ceil((fullCents * (terms?.timeSurchargePct ?? 0)) / 100);
  return {
    label: period === 'holiday' ? 'holiday fee' : 'after-hours fee',
    amountCents: fullCents - savedCents,
  };
}
