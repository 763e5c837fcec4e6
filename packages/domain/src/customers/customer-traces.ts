import type { Transaction } from '@afterhourfix/database';
import { bookings, calls, customers, messages } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';

/** Where a person has left traces: all customers that are them, their numbers, the calls of either. */
export interface CustomerTraces {
  businessId: BusinessId;
  customerIds: CustomerId[];
  numbers: PhoneNumber[];
  callIds: CallId[];
}

/** The customer with all who were merged into them; empty when there is no such customer. */
export async function findTraces(
  tx: Transaction,
  { businessId, customerId }: { businessId: BusinessId; customerId: CustomerId },
): Promise<CustomerTraces> {
  const people = await tx
    .select({ id: customers.id, phone: customers.phone })
    .from(customers)
    .where(
      and(
        eq(customers.businessId, businessId),
        or(eq(customers.id, customerId), eq(customers.mergedIntoId, customerId)),
      ),
    );
  const customerIds = people.map(({ id }) => id);
  const numbers = people.flatMap(({ phone }) => phone ?? []);
  const ofPerson = or(
    inArray(calls.customerId, customerIds),
    inArray(calls.fromNumber, numbers),
    inArray(
      calls.id,
      tx.select({ id: bookings.callId }).from(bookings).where(inArray(bookings.customerId, customerIds)),
    ),
  );
  const rows = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), ofPerson));
  return { businessId, customerIds, numbers, callIds: rows.map(({ id }) => id) };
}

/** Messages of the person's calls, and those that others left with the person's number. */
export function messagesOf({ businessId, callIds, numbers }: CustomerTraces): SQL | undefined {
  const ofPerson = or(inArray(messages.callId, callIds), inArray(messages.callerPhone, numbers));
  return and(eq(messages.businessId, businessId), ofPerson);
}
