import type { Transaction } from '@afterhourfix/database';
import { customers } from '@afterhourfix/database/schema';
import type { BusinessId, CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';

export type CustomerRow = typeof customers.$inferSelect;

/** The customer whose number it is, whatever they were merged into; null when it is nobody's. */
export async function findCustomer(
  tx: Transaction,
  input: { businessId: BusinessId; phone: PhoneNumber },
): Promise<CustomerRow | null> {
  const { businessId, phone } = input;
  const [row] = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.businessId, businessId), eq(customers.phone, phone)));
  if (!row?.mergedIntoId) return row ?? null;
  return findCustomerById(tx, { businessId, customerId: row.mergedIntoId });
}

export async function findCustomerById(
  tx: Transaction,
  input: { businessId: BusinessId; customerId: CustomerId },
): Promise<CustomerRow | null> {
  const [row] = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.businessId, input.businessId), eq(customers.id, input.customerId)));
  return row ?? null;
}
