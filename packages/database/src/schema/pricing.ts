import type { QuoteId, Trade } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import {
  businessIdColumn,
  callIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  wordCheck,
  words,
} from './columns.ts';

/** Integer cents. */
export type PriceBookFees = {
  trip: number;
  diagnostic: number;
  diagnosticByTrade?: Partial<Record<Trade, number>> | undefined;
  afterHours: number;
  weekend?: number | null | undefined;
  holiday: number;
  edge: number;
  priority: number;
  lateCancelWithin2h: number;
};

/** Percentages are of the fee that the member saves. */
export type MembershipTerms = {
  tripFree: boolean;
  timeSurchargePct: number;
  repairsPct: number;
  yearlyCents?: number | null | undefined;
};

export type QuoteLine = { code: string; label: string; labelEs: string; amountCents: number };

const RATE_PERIODS = ['business-hours', 'after-hours', 'weekend', 'holiday'] as const;
const DEMAND_LEVELS = ['normal', 'high', 'surge'] as const;
const EMERGENCY_KINDS = ['declared', 'storm-alert'] as const;
const EMERGENCY_SOURCES = ['manual', 'feed'] as const;

/** An edition of the business's prices. What is in the jsonb columns is read by the domain's `readPriceBook`. */
export const priceBooks = pgTable(
  'price_books',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    version: integer('version').notNull(),
    fees: jsonb('fees').$type<PriceBookFees>().notNull(),
    /** By the membership's name. */
    memberships: jsonb('memberships').$type<Record<string, MembershipTerms>>().notNull().default({}),
    promotions: jsonb('promotions').$type<readonly unknown[]>().notNull().default([]),
    flatRates: jsonb('flat_rates').$type<readonly unknown[]>().notNull().default([]),
    rules: jsonb('rules').$type<Record<string, unknown>>().notNull().default({}),
    effectiveFrom: instant('effective_from').notNull(),
    effectiveTo: instant('effective_to'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('price_books_tenant_key').on(table.businessId, table.id),
    unique('price_books_version_key').on(table.businessId, table.version),
    check('price_books_effective_check', sql`effective_to > effective_from`),
  ],
);

export const quotes = pgTable(
  'quotes',
  {
    id: idColumn<QuoteId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn(),
    priceBookId: uuid('price_book_id').notNull(),
    trades: text('trades').array().$type<Trade[]>().notNull(),
    trade: text('trade').$type<Trade>().notNull().generatedAlwaysAs(sql`trades[1]`),
    zip: text('zip').notNull(),
    visitAt: instant('visit_at').notNull(),
    period: words('period', RATE_PERIODS).notNull(),
    totalCents: integer('total_cents').notNull(),
    lines: jsonb('lines').$type<QuoteLine[]>().notNull(),
    /** What was offered beside it: an offer is made once in a call. */
    optional: jsonb('optional').$type<readonly unknown[]>().notNull().default([]),
    /** All that the price was made of, to prove what it was not made of. */
    inputs: jsonb('inputs').$type<Record<string, unknown>>().notNull().default({}),
    validUntil: instant('valid_until').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('quotes_tenant_key').on(table.businessId, table.id),
    foreignKey({
      name: 'quotes_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    foreignKey({
      name: 'quotes_price_book_fk',
      columns: [table.businessId, table.priceBookId],
      foreignColumns: [priceBooks.businessId, priceBooks.id],
    }),
    index('quotes_call_idx').on(table.callId),
    check('quotes_trades_check', sql`cardinality(trades) > 0`),
    check('quotes_total_cents_check', sql`total_cents >= 0`),
    wordCheck('quotes', 'period', RATE_PERIODS),
  ],
);

/** How busy the business says that it is; of several the latest one counts. */
export const demandFlags = pgTable(
  'demand_flags',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    level: words('level', DEMAND_LEVELS).notNull(),
    setBy: text('set_by').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    index('demand_flags_ends_at_idx').on(table.businessId, table.endsAt),
    wordCheck('demand_flags', 'level', DEMAND_LEVELS),
    check('demand_flags_times_check', sql`ends_at > starts_at and ends_at <= starts_at + interval '7 days'`),
  ],
);

/** Where prices are frozen. A storm alert counts as declared once its feed has been silent for a day. */
export const declaredEmergencies = pgTable(
  'declared_emergencies',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    kind: words('kind', EMERGENCY_KINDS).notNull(),
    states: text('states').array().notNull().default(sql`'{}'::text[]`),
    zips: text('zips').array().notNull().default(sql`'{}'::text[]`),
    source: words('source', EMERGENCY_SOURCES).notNull(),
    setBy: text('set_by').notNull(),
    feedSeenAt: instant('feed_seen_at'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    index('declared_emergencies_starts_at_idx').on(table.businessId, table.startsAt),
    wordCheck('declared_emergencies', 'kind', EMERGENCY_KINDS),
    wordCheck('declared_emergencies', 'source', EMERGENCY_SOURCES),
    check('declared_emergencies_feed_check', sql`(source = 'feed') = (feed_seen_at is not null)`),
    check('declared_emergencies_place_check', sql`cardinality(states) + cardinality(zips) > 0`),
    check('declared_emergencies_times_check', sql`ends_at > starts_at`),
  ],
);
