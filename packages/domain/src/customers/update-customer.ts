import type { Transaction } from '@afterhourfix/database';
import { callerVerifications, customers } from '@afterhourfix/database/schema';
import type { CallId, CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { toStorableText } from '../storable.ts';
import { rememberAddress } from './customer-addresses.ts';
import { findCallingCustomer, findVerifiedCustomer } from './lookup-customer.ts';

export interface UpdateCustomerInput {
  callId: CallId;
  name?: string | undefined;
  email?: string | undefined;
  address?: { addressLine: string; city?: string | undefined; zip: string } | undefined;
}

export type UpdateCustomerResult =
  | { ok: true; customerId: CustomerId }
  /** `withheld-number`: there is nothing under which a customer could be kept. */
  | { ok: false; refusal: 'withheld-number' | 'not-verified' | 'invalid-email' };

const Email = z.email().max(254);

/**
 * Keeps what the caller says of themselves, under the number they call from. The record of a known customer is changed
 * only by who was verified in this call: it is what callers are verified by. Throws `NotFound`.
 */
export function updateCustomer(
  ctx: DomainContext,
  input: UpdateCustomerInput,
): Promise<UpdateCustomerResult> {
  const email = input.email === undefined ? undefined : Email.safeParse(input.email.trim().toLowerCase());
  if (email?.success === false) return Promise.resolve({ ok: false, refusal: 'invalid-email' });
  return ctx.db.transaction(async (tx) => {
    const target = await findTarget(tx, { ctx, callId: input.callId });
    if (typeof target !== 'object') return { ok: false, refusal: target };
    const { customerId } = target;
    const name = input.name === undefined ? undefined : toStorableText(input.name).trim();
    const changed = { ...(name && { name }), ...(email && { email: email.data }), ...toPlace(input.address) };
    if (Object.keys(changed).length > 0)
      await tx.update(customers).set(changed).where(eq(customers.id, customerId));
    if (input.address) {
      const city = input.address.city ?? null;
      await rememberAddress(tx, { businessId: ctx.business.id, customerId, ...input.address, city });
    }
    const occurredAt = ctx.clock.now().toISOString();
    const news = { event: 'customer.updated' as const, entityId: customerId, occurredAt };
    await enqueue(tx, 'crm.queue-news', { businessId: ctx.business.id, ...news });
    return { ok: true, customerId };
  });
}

async function findTarget(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<{ customerId: CustomerId } | 'withheld-number' | 'not-verified'> {
  const businessId = ctx.business.id;
  const { callerNumber, customer } = await findCallingCustomer(tx, { ctx, callId });
  if (!callerNumber) return 'withheld-number';
  if (!customer) return createCustomer(tx, { ctx, callId, phone: callerNumber });
  const verified = await findVerifiedCustomer(tx, { businessId, callId });
  return verified === customer.id ? { customerId: customer.id } : 'not-verified';
}

/** Who tells of a number first is its customer, for this call: the next one has to prove it. */
async function createCustomer(
  tx: Transaction,
  { ctx, callId, phone }: { ctx: DomainContext; callId: CallId; phone: PhoneNumber },
): Promise<{ customerId: CustomerId } | 'not-verified'> {
  const businessId = ctx.business.id;
  const [created] = await tx
    .insert(customers)
    .values({ businessId, phone })
    .onConflictDoNothing({ target: [customers.businessId, customers.phone] })
    .returning({ customerId: customers.id });
  if (!created) return 'not-verified';
  const proof = { method: 'first-told' as const, verifiedAt: ctx.clock.now() };
  await tx
    .insert(callerVerifications)
    .values({ businessId, callId, ...created, ...proof })
    .onConflictDoUpdate({ target: callerVerifications.callId, set: { ...created, ...proof } });
  return created;
}

function toPlace(address: UpdateCustomerInput['address']) {
  if (!address) return {};
  const { addressLine, city, zip } = address;
  return { addressLine: toStorableText(addressLine), zip, ...(city !== undefined && { city }) };
}
