import type { QuoteId, Trade } from '@afterhourfix/vocabulary';
import { foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { businessIdColumn, callIdColumn, createdAtColumn, idColumn, instant } from './columns.ts';

/** Integer cents. */
export type PriceBookFees = {
  trip: number;
  diagnostic: number;
  afterHours: number;
  holiday: number;
  edge: number;
  priority: number;
  lateCancelWithin2h: number;
};

/** Percentages are of the fee that the member saves. */
export type MembershipTerms = { tripFree: boolean; timeSurchargePct: number; repairsPct: number };

export type QuoteLine = { label: string; amountCents: number };

export const priceBooks = pgTable(
  'price_books',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    version: integer('version').notNull(),
    fees: jsonb('fees').$type<PriceBookFees>().notNull(),
    /** By the membership's name. */
    memberships: jsonb('memberships').$type<Record<string, MembershipTerms>>().notNull().default({}),
    effectiveFrom: instant('effective_from').notNull(),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('price_books_tenant_key').on(table.businessId, table.id),
    unique('price_books_version_key').on(table.businessId, table.version),
  ],
);

export const quotes = pgTable(
  'quotes',
  {
    id: idColumn<QuoteId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn(),
    priceBookId: uuid('price_book_id').notNull(),
    trade: text('trade').$type<Trade>().notNull(),
    zip: text('zip').notNull(),
    visitAt: instant('visit_at').notNull(),
    totalCents: integer('total_cents').notNull(),
    lines: jsonb('lines').$type<QuoteLine[]>().notNull(),
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
  ],
);
