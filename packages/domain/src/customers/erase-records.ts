import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  callerVerifications,
  customerAddresses,
  customers,
  pages,
  privacyRequests,
} from '@afterhourfix/database/schema';
import { inArray, or, sql } from 'drizzle-orm';
import type { CustomerTraces } from './customer-traces.ts';
import { ERASED } from './erase-call-traces.ts';

/** Erases the person's own rows; visits keep what a bill is made of. */
export async function eraseRecords(
  tx: Transaction,
  { traces, at }: { traces: CustomerTraces; at: Date },
): Promise<Record<string, number>> {
  const { customerIds, callIds } = traces;
  const visits = await eraseVisits(tx, traces);
  const addresses = await tx
    .delete(customerAddresses)
    .where(inArray(customerAddresses.customerId, customerIds))
    .returning({ id: customerAddresses.id });
  await tx.delete(callerVerifications).where(inArray(callerVerifications.customerId, customerIds));
  await tx
    .update(privacyRequests)
    .set({ requesterName: null, requesterPhone: null, details: ERASED })
    .where(or(inArray(privacyRequests.customerId, customerIds), inArray(privacyRequests.callId, callIds)));
  const nothing = { phone: null, name: null, email: null, addressLine: null, city: null, zip: null };
  await tx
    .update(customers)
    .set({ ...nothing, membership: null, erasedAt: at })
    .where(inArray(customers.id, customerIds));
  return { visits, addresses: addresses.length, customers: customerIds.length };
}

async function eraseVisits(tx: Transaction, { customerIds }: CustomerTraces): Promise<number> {
  const visits = await tx
    .update(bookings)
    .set({
      contactName: ERASED,
      contactPhone: sql`${ERASED}`,
      contactEmail: null,
      addressLine: ERASED,
      city: null,
      problem: ERASED,
    })
    .where(inArray(bookings.customerId, customerIds))
    .returning({ id: bookings.id });
  const ids = visits.map(({ id }) => id);
  await tx.update(pages).set({ body: ERASED }).where(inArray(pages.bookingId, ids));
  return ids.length;
}
