import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  calls,
  customerAddresses,
  customerMerges,
  customers,
  type MovedRows,
} from '@afterhourfix/database/schema';
import { Conflict, NotFound } from '@afterhourfix/foundation';
import type { CustomerId } from '@afterhourfix/vocabulary';
import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { customersMerged, mergeUndone } from '../events.ts';
import type { CustomerRow } from './find-customer.ts';

export interface MergeInput {
  /** Who stays. */
  keptId: CustomerId;
  /** Who turned out to be the same person; the number still finds them. */
  mergedId: CustomerId;
}

export type MergeCustomersResult =
  | { ok: true; mergeId: string }
  | { ok: false; refusal: 'same-customer' | 'already-merged' | 'erased' };

/** What the kept customer lacks is filled from the other. */
const FILLED_FIELDS = ['name', 'email', 'addressLine', 'city', 'zip', 'membership'] as const;

/** Makes two customers one: visits, calls and addresses move. `undoMerge` takes it back. Throws `NotFound`. */
export async function mergeCustomers(ctx: DomainContext, input: MergeInput): Promise<MergeCustomersResult> {
  const { keptId, mergedId } = input;
  if (keptId === mergedId) return { ok: false, refusal: 'same-customer' };
  const result = await ctx.db.transaction(async (tx): Promise<MergeCustomersResult> => {
    const { kept, merged } = await lockBoth(tx, { ctx, ...input });
    if (kept.erasedAt || merged.erasedAt) return { ok: false, refusal: 'erased' };
    if (kept.mergedIntoId || merged.mergedIntoId) return { ok: false, refusal: 'already-merged' };
    const filled = await fillFields(tx, { kept, merged });
    const moved = await moveRows(tx, { fromId: mergedId, toId: keptId });
    await tx.update(customers).set({ mergedIntoId: keptId }).where(eq(customers.id, mergedId));
    const actor = ctx.actor.kind;
    const audit = { businessId: ctx.business.id, keptId, mergedId, actor, before: { filled }, moved };
    const [row] = await tx
      .insert(customerMerges)
      .values({ ...audit, mergedAt: ctx.clock.now() })
      .returning({ id: customerMerges.id });
    if (!row) throw new Error('An insert returned no row');
    return { ok: true, mergeId: row.id };
  });
  if (result.ok) customersMerged(ctx, { keptId, mergedId });
  return result;
}

/** Parts them again; what came to the kept customer since stays there. Throws `NotFound`, or `Conflict`. */
export async function undoMerge(ctx: DomainContext, input: { mergeId: string }): Promise<void> {
  const undone = await ctx.db.transaction(async (tx) => {
    const { keptId, mergedId, before, moved, ...merge } = await lockMerge(tx, { ctx, ...input });
    const { kept, merged } = await lockBoth(tx, { ctx, keptId, mergedId });
    if (merge.undoneAt || kept.erasedAt || kept.mergedIntoId)
      throw new Conflict(`Merge ${input.mergeId} is undone already, or others were built on it`);
    const emptied = FILLED_FIELDS.filter(
      (name) => before.filled.includes(name) && kept[name] === merged[name],
    );
    const nothing = Object.fromEntries(emptied.map((name) => [name, null]));
    if (emptied.length > 0) await tx.update(customers).set(nothing).where(eq(customers.id, keptId));
    await tx.update(customers).set({ mergedIntoId: null }).where(eq(customers.id, mergedId));
    await moveRows(tx, { fromId: keptId, toId: mergedId, only: moved });
    await tx
      .update(customerMerges)
      .set({ undoneAt: ctx.clock.now() })
      .where(eq(customerMerges.id, input.mergeId));
    return { keptId, mergedId };
  });
  mergeUndone(ctx, undone);
}

async function lockMerge(tx: Transaction, { ctx, mergeId }: { ctx: DomainContext; mergeId: string }) {
  const [merge] = await tx
    .select()
    .from(customerMerges)
    .where(and(eq(customerMerges.businessId, ctx.business.id), eq(customerMerges.id, mergeId)))
    .for('update');
  if (!merge) throw new NotFound(`No merge ${mergeId}`);
  return merge;
}

/** In the order of their ids: two merges of the same pair then wait for each other instead of locking up. */
async function lockBoth(
  tx: Transaction,
  { ctx, keptId, mergedId }: MergeInput & { ctx: DomainContext },
): Promise<{ kept: CustomerRow; merged: CustomerRow }> {
  const rows = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.businessId, ctx.business.id), inArray(customers.id, [keptId, mergedId])))
    .orderBy(asc(customers.id))
    .for('update');
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged) throw new NotFound(`No customer ${kept ? mergedId : keptId}`);
  return { kept, merged };
}

async function fillFields(
  tx: Transaction,
  { kept, merged }: { kept: CustomerRow; merged: CustomerRow },
): Promise<string[]> {
  const filled = FILLED_FIELDS.filter((name) => kept[name] === null && merged[name] !== null);
  const values = Object.fromEntries(filled.map((name) => [name, merged[name]]));
  if (filled.length > 0) await tx.update(customers).set(values).where(eq(customers.id, kept.id));
  return filled;
}

/** All that hangs on a customer, or only what moved before. */
async function moveRows(
  tx: Transaction,
  { fromId, toId, only }: { fromId: CustomerId; toId: CustomerId; only?: MovedRows },
): Promise<MovedRows> {
  const inList = (ids: readonly string[] | undefined, column: Parameters<typeof eq>[0]) =>
    ids === undefined ? undefined : inArray(column, [...ids]);
  const to = { customerId: toId };
  const movedBookings = await tx
    .update(bookings)
    .set(to)
    .where(and(eq(bookings.customerId, fromId), inList(only?.bookingIds, bookings.id)))
    .returning({ id: bookings.id });
  const movedCalls = await tx
    .update(calls)
    .set(to)
    .where(and(eq(calls.customerId, fromId), inList(only?.callIds, calls.id)))
    .returning({ id: calls.id });
  // An address that both have stays with either.
  const known = tx
    .select({ key: customerAddresses.addressKey })
    .from(customerAddresses)
    .where(eq(customerAddresses.customerId, toId));
  const movedAddresses = await tx
    .update(customerAddresses)
    .set(to)
    .where(
      and(
        eq(customerAddresses.customerId, fromId),
        notInArray(customerAddresses.addressKey, known),
        inList(only?.addressIds, customerAddresses.id),
      ),
    )
    .returning({ id: customerAddresses.id });
  const movedAliases = await tx
    .update(customers)
    .set({ mergedIntoId: toId })
    .where(and(eq(customers.mergedIntoId, fromId), inList(only?.aliasIds, customers.id)))
    .returning({ id: customers.id });
  return {
    bookingIds: movedBookings.map(({ id }) => id),
    callIds: movedCalls.map(({ id }) => id),
    addressIds: movedAddresses.map(({ id }) => id),
    aliasIds: movedAliases.map(({ id }) => id),
  };
}
