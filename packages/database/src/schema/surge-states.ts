import { boolean, integer, pgTable } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, instant, wordCheck, words } from './columns.ts';

const ROADS = ['fair', 'rain', 'snow', 'ice'] as const;

/** Whether there is a rush just now, by what was last seen; one row per business at most. */
export const surgeStates = pgTable(
  'surge_states',
  {
    businessId: businessIdColumn().primaryKey(),
    isDemand: boolean('is_demand').notNull().default(false),
    /** Since when there is little enough to do that it may end. */
    calmSince: instant('calm_since'),
    weatherUntil: instant('weather_until'),
    roads: words('roads', ROADS).notNull().default('fair'),
    openJobs: integer('open_jobs').notNull().default(0),
    technicians: integer('technicians').notNull().default(0),
    seenAt: instant('seen_at').notNull(),
    createdAt: createdAtColumn(),
  },
  () => [wordCheck('surge_states', 'roads', ROADS)],
);
