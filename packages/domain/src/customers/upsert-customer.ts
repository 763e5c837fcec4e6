import type { Transaction } from '@afterhourfix/database';
import { bookings, customers } from '@afterhourfix/database/schema';
import type { BusinessId, CallId, CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, ne, or, sql } from 'drizzle-orm';
import { enqueue } from '../jobs.ts';
import { rememberAddress } from './customer-addresses.ts';
import { type CustomerRow, findCustomer } from './find-customer.ts';
import { compareNames } from './rules/compare-names.ts';

export interface CustomerDetails {
  businessId: BusinessId;
  phone: PhoneNumber;
  name: string;
  addressLine: string;
  city: string | null;
  zip: string;
  /** In which it was said: a name may be corrected in the very call that first told it. */
  callId?: CallId | undefined;
  saidAt: Date;
}

/**
 * A customer is known by phone number; what was said last stands, a city not said stays. Who gives another name under
 * the number is somebody else of the house, or a stranger: their visit is theirs, and the customer's record, by which
 * callers are verified, stays as it was. The business's own systems hear of a record that is new or has changed.
 */
export async function upsertCustomer(tx: Transaction, details: CustomerDetails): Promise<CustomerId> {
  const { businessId, phone, name, addressLine, city, zip } = details;
  const [inserted] = await tx
    .insert(customers)
    .values({ businessId, phone, name, addressLine, city, zip })
    .onConflictDoNothing({ target: [customers.businessId, customers.phone] })
    .returning({ id: customers.id });
  const known = inserted ? null : await lockCustomer(tx, { businessId, phone });
  const customerId = inserted?.id ?? known?.id;
  if (!customerId) throw new Error('A customer is neither new nor known');
  if (known && !(await isOwnRecord(tx, { known, ...details }))) return customerId;
  const told = { name, addressLine, city: city ?? known?.city ?? null, zip };
  const isNews = !known || !isSame(known, told);
  if (known && isNews) await tx.update(customers).set(told).where(eq(customers.id, customerId));
  await rememberAddress(tx, { businessId, customerId, addressLine, city, zip });
  const occurredAt = details.saidAt.toISOString();
  const news = { event: 'customer.updated' as const, entityId: customerId, occurredAt };
  if (isNews) await enqueue(tx, 'crm.queue-news', { businessId, ...news });
  return customerId;
}

type Told = Pick<CustomerRow, 'name' | 'addressLine' | 'city' | 'zip'>;

function isSame(known: Told, told: Told): boolean {
  const { name, addressLine, city, zip } = known;
  return name === told.name && addressLine === told.addressLine && city === told.city && zip === told.zip;
}

/** Locked, so that the customer is not merged into another between here and the visit that points to them. */
async function lockCustomer(
  tx: Transaction,
  of: { businessId: BusinessId; phone: PhoneNumber },
): Promise<CustomerRow | null> {
  const found = await findCustomer(tx, of);
  if (!found) return null;
  const [row] = await tx.select().from(customers).where(eq(customers.id, found.id)).for('no key update');
  return row?.mergedIntoId ? findCustomer(tx, of) : (row ?? null);
}

async function isOwnRecord(
  tx: Transaction,
  { known, name, callId }: CustomerDetails & { known: CustomerRow },
): Promise<boolean> {
  if (known.name === null || compareNames(known.name, name) !== 'different') return true;
  if (callId === undefined) return false;
  const ofOthers = or(sql`${bookings.callId} is null`, ne(bookings.callId, callId));
  const elsewhere = await tx.$count(bookings, and(eq(bookings.customerId, known.id), ofOthers));
  const here = await tx.$count(bookings, and(eq(bookings.customerId, known.id), eq(bookings.callId, callId)));
  return elsewhere === 0 && here > 0;
}
