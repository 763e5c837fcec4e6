import type { CallId, QuoteId, Trade } from '@afterhourfix/vocabulary';
import type { PricingTriage } from './pricing-triage.ts';
import type { PriorityGain, Upgrade } from './rules/choose-upgrade.ts';
import type { PriceLine } from './rules/price-visit.ts';
import type { Note } from './rules/quote-words.ts';
import type { Speakable } from './rules/speakable.ts';

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
  /** What is booked of the same trouble: it is priced with it, with one trip and one surcharge. */
  visits?: readonly { trade: Trade; startsAt: Date }[] | undefined;
  /** What priority would bring, when a window is kept for it. */
  priorityGain?: PriorityGain | undefined;
}

export interface Quote {
  quoteId: QuoteId;
  /** Whose work the total is for, what is booked of the same trouble included. */
  trades: readonly Trade[];
  /** Trades that were asked for besides and that the business does not have. */
  notOffered: readonly Trade[];
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
