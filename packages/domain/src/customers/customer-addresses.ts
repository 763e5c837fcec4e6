import type { Transaction } from '@afterhourfix/database';
import { customerAddresses } from '@afterhourfix/database/schema';
import type { BusinessId, CustomerId } from '@afterhourfix/vocabulary';
import { desc, eq, sql } from 'drizzle-orm';
import type { CustomerRow } from './find-customer.ts';
import { toAddressKey } from './rules/address-key.ts';

export interface CustomerAddress {
  addressLine: string;
  city: string | null;
  zip: string;
}

/** Beyond these the one that was used longest ago is not told any more. */
const MAX_ADDRESSES = 10;

/** Keeps one more address of a customer, or that it was used again; a city not said stays. */
export async function rememberAddress(
  tx: Transaction,
  input: CustomerAddress & { businessId: BusinessId; customerId: CustomerId },
): Promise<void> {
  const { businessId, customerId, addressLine, city, zip } = input;
  await tx
    .insert(customerAddresses)
    .values({
      businessId,
      customerId,
      addressLine,
      city,
      zip,
      addressKey: toAddressKey(input),
      lastUsedAt: sql`now()`,
    })
    .onConflictDoUpdate({
      target: [customerAddresses.customerId, customerAddresses.addressKey],
      set: {
        addressLine: sql`excluded.address_line`,
        city: sql`coalesce(excluded.city, ${customerAddresses.city})`,
        zip: sql`excluded.zip`,
        lastUsedAt: sql`now()`,
      },
    });
}

/** The address of the customer's record first, then the others, the latest used first. */
export async function listAddresses(tx: Transaction, customer: CustomerRow): Promise<CustomerAddress[]> {
  const rows = await tx
    .select()
    .from(customerAddresses)
    .where(eq(customerAddresses.customerId, customer.id))
    .orderBy(desc(customerAddresses.lastUsedAt))
    .limit(MAX_ADDRESSES);
  const { addressLine, city, zip } = customer;
  const own = addressLine !== null && zip !== null ? [{ addressLine, city, zip }] : [];
  const byKey = new Map<string, CustomerAddress>();
  for (const address of [...own, ...rows]) {
    const key = toAddressKey(address);
    const { addressLine: line, city: town, zip: code } = address;
    if (!byKey.has(key)) byKey.set(key, { addressLine: line, city: town, zip: code });
  }
  return [...byKey.values()].slice(0, MAX_ADDRESSES);
}
