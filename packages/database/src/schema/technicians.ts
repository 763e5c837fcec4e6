import type { PhoneNumber, TechnicianId } from '@afterhourfix/vocabulary';
import { boolean, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, wordCheck, words } from './columns.ts';

const ON_CALL_DUTIES = ['primary', 'secondary', 'none'] as const;

export const technicians = pgTable(
  'technicians',
  {
    id: idColumn<TechnicianId>(),
    businessId: businessIdColumn(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    phone: text('phone').$type<PhoneNumber>(),
    /** Trades, and finer words such as `gas` that are no trade of their own. */
    skills: text('skills').array().notNull(),
    homeZip: text('home_zip').notNull(),
    onCall: words('on_call', ON_CALL_DUTIES).notNull().default('none'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('technicians_tenant_key').on(table.businessId, table.id),
    unique('technicians_slug_key').on(table.businessId, table.slug),
    wordCheck('technicians', 'on_call', ON_CALL_DUTIES),
  ],
);
