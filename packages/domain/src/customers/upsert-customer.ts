import type { Transaction } from '@afterhourfix/database';
import { customers } from '@afterhourfix/database/schema';
import type { BusinessId, CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';

export interface CustomerDetails {
  businessId: BusinessId;
  phone: PhoneNumber;
  name: string;
  addressLine: string;
  city: string | null;
  zip: string;
}

/** A customer is known by phone number; what was said last stands, a city not said stays. */
export async function upsertCustomer(tx: Transaction, details: CustomerDetails): Promise<CustomerId> {
  const [row] = await tx
    .insert(customers)
    .values(details)
    .onConflictDoUpdate({
      target: [customers.businessId, customers.phone],
      set: {
        name: sql`excluded.name`,
        addressLine: sql`excluded.address_line`,
        city: sql`coalesce(excluded.city, ${customers.city})`,
        zip: sql`excluded.zip`,
      },
    })
    .returning({ id: customers.id });
  if (!row) throw new Error('An upsert returned no row');
  return row.id;
}
