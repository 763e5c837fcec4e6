import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { businessIdColumn, wordCheck, words } from './columns.ts';

const SERVICE_ZONES = ['core', 'edge', 'referral'] as const;

export const serviceAreaZips = pgTable(
  'service_area_zips',
  {
    businessId: businessIdColumn(),
    zip: text('zip').notNull(),
    zone: words('zone', SERVICE_ZONES).notNull(),
    /** Who helps there instead of us; only in zone `referral`. */
    referralName: text('referral_name'),
    referralPhone: text('referral_phone').$type<PhoneNumber>(),
  },
  (table) => [
    primaryKey({ columns: [table.businessId, table.zip] }),
    wordCheck('service_area_zips', 'zone', SERVICE_ZONES),
  ],
);
