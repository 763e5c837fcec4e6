import type { Transaction } from '@afterhourfix/database';
import type { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { findCustomer } from './find-customer.ts';

/** The membership under which a phone number is known, or null. */
export async function findMembership(
  tx: Transaction,
  input: { businessId: BusinessId; phone: PhoneNumber },
): Promise<string | null> {
  return (await findCustomer(tx, input))?.membership ?? null;
}
