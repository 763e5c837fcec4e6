import type { Transaction } from '@afterhourfix/database';
import { bookings, calls, customers, erasures, privacyRequests } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { CustomerId, PrivacyRequestId } from '@afterhourfix/vocabulary';
import { and, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { customerErased } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { type CustomerTraces, findTraces } from './customer-traces.ts';
import { eraseCallTraces } from './erase-call-traces.ts';
import { eraseRecords } from './erase-records.ts';

export interface EraseCustomerInput {
  customerId: CustomerId;
  requestId?: PrivacyRequestId | undefined;
}

export type EraseCustomerResult =
  | { ok: true; counts: Record<string, number> }
  /** `visit-open`: somebody is to come, and could not without the address; it is cancelled or done first. */
  | { ok: false; refusal: 'visit-open' | 'call-live' | 'merged' };

/**
 * Erases a person: the record, addresses, transcripts, summaries, messages and recordings. What tax law wants kept, the
 * visits with their times, prices and ZIP, stays without the person, and so do answers about contact, by which nobody
 * is called again who refused it. All of it in one transaction, or nothing. Erased again it changes nothing. Throws
 * `NotFound`.
 */
export async function eraseCustomer(
  ctx: DomainContext,
  input: EraseCustomerInput,
): Promise<EraseCustomerResult> {
  const { customerId } = input;
  const result = await ctx.db.transaction(async (tx): Promise<EraseCustomerResult> => {
    const [customer] = await tx
      .select({ mergedIntoId: customers.mergedIntoId, erasedAt: customers.erasedAt })
      .from(customers)
      .where(and(eq(customers.businessId, ctx.business.id), eq(customers.id, customerId)))
      .for('update');
    if (!customer) throw new NotFound(`No customer ${customerId}`);
    if (customer.mergedIntoId) return { ok: false, refusal: 'merged' };
    if (customer.erasedAt) return { ok: true, counts: {} };
    const traces = await findTraces(tx, { businessId: ctx.business.id, customerId });
    const refusal = await findHindrance(tx, { ctx, traces });
    if (refusal) return { ok: false, refusal };
    const at = ctx.clock.now();
    const counts = { ...(await eraseCallTraces(tx, traces)), ...(await eraseRecords(tx, { traces, at })) };
    await writeTombstone(tx, { ctx, input, counts, at });
    const news = { event: 'customer.erased' as const, entityId: customerId, occurredAt: at.toISOString() };
    await enqueue(tx, 'crm.queue-news', { businessId: ctx.business.id, ...news });
    return { ok: true, counts };
  });
  if (result.ok) customerErased(ctx, { customerId });
  return result;
}

async function findHindrance(
  tx: Transaction,
  { ctx, traces }: { ctx: DomainContext; traces: CustomerTraces },
): Promise<'visit-open' | 'call-live' | null> {
  const openVisits = await tx.$count(
    bookings,
    and(
      inArray(bookings.customerId, traces.customerIds),
      ne(bookings.status, 'cancelled'),
      gt(bookings.endsAt, ctx.clock.now()),
    ),
  );
  if (openVisits > 0) return 'visit-open';
  const live = await tx.$count(calls, and(inArray(calls.id, traces.callIds), isNull(calls.endedAt)));
  return live > 0 ? 'call-live' : null;
}

async function writeTombstone(
  tx: Transaction,
  stone: { ctx: DomainContext; input: EraseCustomerInput; counts: Record<string, number>; at: Date },
): Promise<void> {
  const { ctx, input, counts, at } = stone;
  const { customerId, requestId: privacyRequestId } = input;
  const businessId = ctx.business.id;
  const done = { businessId, customerId, actor: ctx.actor.kind, counts, at };
  await tx.insert(erasures).values({ ...done, ...(privacyRequestId && { privacyRequestId }) });
  if (privacyRequestId)
    await tx
      .update(privacyRequests)
      .set({ status: 'done', closedAt: at })
      .where(and(eq(privacyRequests.businessId, businessId), eq(privacyRequests.id, privacyRequestId)));
}
