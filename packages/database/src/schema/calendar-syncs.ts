import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, instant } from './columns.ts';

/** How far each calendar of others was read whose changes have to be asked for. */
export const calendarSyncs = pgTable(
  'calendar_syncs',
  {
    businessId: businessIdColumn(),
    /** The vendor's name of it. */
    calendarId: text('calendar_id').notNull(),
    /** Null: it was never read. */
    syncToken: text('sync_token'),
    readAt: instant('read_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [primaryKey({ columns: [table.businessId, table.calendarId] })],
);
