import type { CustomerId, InvoiceId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { businessIdColumn, createdAtColumn, idColumn, wordCheck, words } from './columns.ts';
import { customers } from './customers.ts';

const INVOICE_STATUSES = ['open', 'paid', 'void'] as const;

/** What a customer owes, as far as a caller has to be able to pay it. */
export const invoices = pgTable(
  'invoices',
  {
    id: idColumn<InvoiceId>(),
    businessId: businessIdColumn(),
    customerId: uuid('customer_id').$type<CustomerId>().notNull(),
    /** As it stands on the paper. */
    number: text('number'),
    balanceCents: integer('balance_cents').notNull(),
    status: words('status', INVOICE_STATUSES).notNull().default('open'),
    createdAt: createdAtColumn(),
  },
  (table) => [
    unique('invoices_tenant_key').on(table.businessId, table.id),
    index('invoices_customer_idx').on(table.businessId, table.customerId),
    foreignKey({
      name: 'invoices_customer_fk',
      columns: [table.businessId, table.customerId],
      foreignColumns: [customers.businessId, customers.id],
    }),
    wordCheck('invoices', 'status', INVOICE_STATUSES),
    check('invoices_balance_check', sql`balance_cents >= 0`),
  ],
);
