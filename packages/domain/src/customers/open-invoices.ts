import type { Transaction } from '@afterhourfix/database';
import { customers, invoices } from '@afterhourfix/database/schema';
import type { BusinessId, CustomerId, InvoiceId } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt, inArray, or } from 'drizzle-orm';

/** What is still to be paid. */
export interface OpenInvoice {
  invoiceId: InvoiceId;
  number: string | null;
  balanceCents: number;
}

const MAX_INVOICES = 10;

/** Of the customer and of all who were merged into them; the oldest first. */
export function listOpenInvoices(
  tx: Transaction,
  { businessId, customerId }: { businessId: BusinessId; customerId: CustomerId },
): Promise<OpenInvoice[]> {
  const merged = tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.businessId, businessId), eq(customers.mergedIntoId, customerId)));
  const { id: invoiceId, number, balanceCents } = invoices;
  const isOpen = and(eq(invoices.status, 'open'), gt(balanceCents, 0));
  const isTheirs = or(eq(invoices.customerId, customerId), inArray(invoices.customerId, merged));
  return tx
    .select({ invoiceId, number, balanceCents })
    .from(invoices)
    .where(and(eq(invoices.businessId, businessId), isTheirs, isOpen))
    .orderBy(asc(invoiceId))
    .limit(MAX_INVOICES);
}
