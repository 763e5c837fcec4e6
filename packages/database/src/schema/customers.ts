import type { CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, instant } from './columns.ts';

export const customers = pgTable(
  'customers',
  {
    id: idColumn<CustomerId>(),
    businessId: businessIdColumn(),
    /** Null of an erased customer. */
    phone: text('phone').$type<PhoneNumber>(),
    name: text('name'),
    email: text('email'),
    addressLine: text('address_line'),
    city: text('city'),
    zip: text('zip'),
    membership: text('membership'),
    /** The customer whom this one turned out to be; this row still tells whose number it is. */
    mergedIntoId: uuid('merged_into_id').$type<CustomerId>(),
    erasedAt: instant('erased_at'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('customers_tenant_key').on(table.businessId, table.id),
    unique('customers_phone_key').on(table.businessId, table.phone),
    foreignKey({
      name: 'customers_merged_into_fk',
      columns: [table.businessId, table.mergedIntoId],
      foreignColumns: [table.businessId, table.id],
    }),
    check('customers_merged_into_other_check', sql`merged_into_id <> id`),
    check(
      'customers_erased_check',
      sql`erased_at is null or num_nonnulls(phone, name, email, address_line, city, zip) = 0`,
    ),
  ],
);

export const customerAddresses = pgTable(
  'customer_addresses',
  {
    id: idColumn<string>(),
    businessId: businessIdColumn(),
    customerId: uuid('customer_id').$type<CustomerId>().notNull(),
    /** The address without what differs from telling to telling: case, signs, spaces. */
    addressKey: text('address_key').notNull(),
    addressLine: text('address_line').notNull(),
    city: text('city'),
    zip: text('zip').notNull(),
    createdAt: createdAtColumn(),
    lastUsedAt: instant('last_used_at').notNull(),
  },
  (table) => [
    unique('customer_addresses_address_key').on(table.customerId, table.addressKey),
    foreignKey({
      name: 'customer_addresses_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
  ],
);
