import type { CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn } from './columns.ts';

export const customers = pgTable(
  'customers',
  {
    id: idColumn<CustomerId>(),
    businessId: businessIdColumn(),
    phone: text('phone').$type<PhoneNumber>().notNull(),
    name: text('name'),
    addressLine: text('address_line'),
    city: text('city'),
    zip: text('zip'),
    membership: text('membership'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('customers_tenant_key').on(table.businessId, table.id),
    unique('customers_phone_key').on(table.businessId, table.phone),
  ],
);
