import { Invalid } from '@afterhourfix/foundation';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { MAX_DEMAND_PCT } from './rules/demand-multiplier.ts';

/** Ten thousand dollars: what is dearer is no fee but a slip of the keyboard. */
const MAX_CENTS = 1_000_000;
const Cents = z.int().min(0).max(MAX_CENTS);
const Pct = z.int().min(0).max(100);
const Instant = z.union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))]);
const DemandPct = z.int().min(100).max(MAX_DEMAND_PCT);

const Fees = z.strictObject({
  trip: Cents,
  diagnostic: Cents,
  /** Where a trade's diagnostic differs. */
  diagnosticByTrade: z.partialRecord(Trade, Cents).default({}),
  afterHours: Cents,
  /** Null: weekends cost what every evening costs. */
  weekend: Cents.nullable().default(null),
  holiday: Cents,
  edge: Cents,
  priority: Cents,
  lateCancelWithin2h: Cents,
});

const Membership = z.strictObject({
  tripFree: z.boolean(),
  timeSurchargePct: Pct,
  repairsPct: Pct,
  /** What it costs a year, when callers may be told of it; it then counts for the visit at once. */
  yearlyCents: Cents.nullable().default(null),
});

const Promotion = z
  .strictObject({
    /** What the caller has to name; null holds for everybody. */
    code: z.string().min(3).max(30).nullable(),
    name: z.string().min(2).max(40),
    off: z.union([z.strictObject({ cents: Cents.min(100) }), z.strictObject({ pct: Pct.min(1) })]),
    isStackable: z.boolean().default(false),
    startsAt: Instant,
    endsAt: Instant,
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, 'a promotion ends after it starts');
export type Promotion = z.infer<typeof Promotion>;

const Range = z
  .strictObject({
    lowCents: Cents,
    highCents: Cents,
    conditions: z.strictObject({ en: z.string().min(3).max(200), es: z.string().min(3).max(200) }),
  })
  .refine(({ lowCents, highCents }) => lowCents < highCents, 'a range goes from less to more');

const FlatRate = z
  .strictObject({
    /** `trade.job`. */
    jobType: z.templateLiteral([Trade, '.', z.string().regex(/^[a-z0-9_]+$/)]),
    /** A fixed price of the job; null when only its range is published. */
    baseCents: Cents.nullable().default(null),
    includesDiagnostic: z.boolean().default(true),
    range: Range.nullable().default(null),
  })
  .refine(({ baseCents, range }) => baseCents !== null || range !== null, 'a job has a price or a range');

const Rules = z
  .strictObject({
    /** In percent of the time surcharge; a book that says nothing never asks for more. */
    demand: z
      .strictObject({
        highPct: DemandPct.default(100),
        surgePct: DemandPct.default(100),
        capPct: DemandPct.default(125),
      })
      .prefault({}),
    minTotalCents: Cents.default(0),
    maxTotalCents: Cents.nullable().default(null),
    tax: z.enum(['none', 'added']).default('none'),
  })
  .refine(
    ({ minTotalCents, maxTotalCents }) => maxTotalCents === null || minTotalCents <= maxTotalCents,
    'the cap is not below the floor',
  );

/** What a business publishes as its prices. Integer cents, percentages. */
export const PriceBookContent = z.strictObject({
  fees: Fees,
  /** By the membership's name. */
  memberships: z.record(z.string().regex(/^[a-z][a-z0-9_]{1,39}$/), Membership).default({}),
  promotions: z.array(Promotion).max(50).default([]),
  flatRates: z
    .array(FlatRate)
    .max(200)
    .default([])
    .refine(
      (rates) => new Set(rates.map(({ jobType }) => jobType)).size === rates.length,
      'a job stands in the book once',
    ),
  rules: Rules.prefault({}),
});
export type PriceBookContent = z.infer<typeof PriceBookContent>;

export interface PriceBook extends PriceBookContent {
  id: string;
  version: number;
  effectiveFrom: Date;
  /** Null while nothing replaces it. */
  effectiveTo: Date | null;
}

/** Throws `Invalid` with every fault in words. */
export function readPriceBookContent(json: unknown): PriceBookContent {
  const read = PriceBookContent.safeParse(json);
  if (!read.success) throw new Invalid(`No price book: ${z.prettifyError(read.error)}`);
  return read.data;
}
