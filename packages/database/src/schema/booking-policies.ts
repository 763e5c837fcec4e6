import type { Trade } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { boolean, check, date, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, wordCheck, words } from './columns.ts';

const ARRIVALS = ['exact', 'two-hours', 'four-hours'] as const;

/** One row per business at most: when visits are offered. */
export const bookingPolicies = pgTable(
  'booking_policies',
  {
    businessId: businessIdColumn().primaryKey(),
    minimumNoticeMinutes: integer('minimum_notice_minutes').notNull().default(60),
    maximumDaysAhead: integer('maximum_days_ahead').notNull().default(21),
    /** Travel to the next visit and 15 minutes. */
    bufferMinutes: integer('buffer_minutes').notNull().default(30),
    arrival: words('arrival', ARRIVALS).notNull().default('two-hours'),
    /** Until so long before its window a visit is moved or cancelled free of charge. */
    freeChangeMinutes: integer('free_change_minutes').notNull().default(120),
    /** No window of a routine visit begins before it, however early the business opens. */
    firstArrivalLocal: text('first_arrival_local').notNull().default('08:00'),
    requiresQuote: boolean('requires_quote').notNull().default(true),
    createdAt: createdAtColumn(),
  },
  () => [
    check('booking_policies_ranges_check', sql`maximum_days_ahead between 1 and 90`),
    check(
      'booking_policies_first_arrival_check',
      sql`first_arrival_local ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`,
    ),
    wordCheck('booking_policies', 'arrival', ARRIVALS),
  ],
);

/** What the jobs of a trade take, at the median and in four of five cases; `jobType` null is the trade's own row. */
export const jobLengths = pgTable(
  'job_lengths',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    trade: text('trade').$type<Trade>().notNull(),
    jobType: text('job_type'),
    p50Minutes: integer('p50_minutes').notNull(),
    p80Minutes: integer('p80_minutes').notNull(),
    /** Null is the business's. */
    arrival: words('arrival', ARRIVALS),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('job_lengths_key').on(table.businessId, table.trade, table.jobType).nullsNotDistinct(),
    check('job_lengths_order_check', sql`0 < p50_minutes and p50_minutes <= p80_minutes`),
    wordCheck('job_lengths', 'arrival', ARRIVALS),
  ],
);

/** Half days and the like, instead of the weekly hours; without times the day is closed. Holidays stay closed. */
export const openingOverrides = pgTable(
  'opening_overrides',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    onDay: date('on_day', { mode: 'string' }).notNull(),
    opensLocal: text('opens_local'),
    closesLocal: text('closes_local'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('opening_overrides_day_key').on(table.businessId, table.onDay),
    check('opening_overrides_times_check', sql`(opens_local is null) = (closes_local is null)`),
  ],
);
