import type { Transaction } from '@afterhourfix/database';
import { customers } from '@afterhourfix/database/schema';
import type { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';

/** The membership under which a phone number is known, or null. */
export async function findMembership(
  tx: Transaction,
  input: { businessId: BusinessId; phone: PhoneNumber },
): Promise<string | null> {
  const [row] = await tx
    .select({ membership: customers.membership })
    .from(customers)
    .where(and(eq(customers.businessId, input.businessId), eq(customers.phone, input.phone)));
  return row?.membership ?? null;
}
