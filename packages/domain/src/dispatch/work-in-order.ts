import type { Transaction } from '@afterhourfix/database';
import {
  dispatchCallers,
  dispatches,
  workOrderDependencies,
  workOrders,
} from '@afterhourfix/database/schema';
import type { Trade } from '@afterhourfix/vocabulary';
import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import { type DispatchRow, readLadder, tradesOf } from './dispatch-record.ts';
import { findTurn, type Turn } from './rules/find-turn.ts';
import { toLaterText } from './rules/order-text.ts';
import { tellChange } from './tell-change.ts';
import { toPushedBack, toSpokenTime } from './to-acknowledgement.ts';

interface OfRow {
  ctx: DomainContext;
  row: DispatchRow;
}

const UNDER_WAY: DispatchRow['phase'][] = ['acknowledged', 'en_route'];
const first = alias(workOrders, 'first');

/** The works that come before those of a dispatch, by the order of its incident. */
async function listWorksBefore(tx: Transaction, row: DispatchRow): Promise<Trade[]> {
  const before = await tx
    .selectDistinct({ trade: first.trade })
    .from(workOrders)
    .innerJoin(workOrderDependencies, eq(workOrderDependencies.workOrderId, workOrders.id))
    .innerJoin(first, eq(first.id, workOrderDependencies.dependsOnId))
    .where(and(eq(workOrders.incidentId, row.incidentId), inArray(workOrders.trade, tradesOf(row))));
  return before.map(({ trade }) => trade);
}

function listOthersOfCall(tx: Transaction, { id, callId }: DispatchRow) {
  const ofCall = tx
    .select({ id: dispatchCallers.dispatchId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.callId, callId));
  return tx
    .select()
    .from(dispatches)
    .where(and(inArray(dispatches.id, ofCall), ne(dispatches.id, id)))
    .orderBy(dispatches.id);
}

/**
 * Whether people may be asked for a dispatch now, and before when nobody should be there. The others of its call stay as
 * they are until the transaction ends: what they become afterwards is heard of.
 */
export async function readTurn(tx: Transaction, row: DispatchRow): Promise<Turn> {
  return toTurn(tx, { row, others: await listOthersOfCall(tx, row).for('share') });
}

/** The same for somebody who only wants to know how things stand, and holds nobody up. */
export async function peekTurn(tx: Transaction, row: DispatchRow): Promise<Turn> {
  return toTurn(tx, { row, others: await listOthersOfCall(tx, row) });
}

async function toTurn(
  tx: Transaction,
  { row, others }: { row: DispatchRow; others: readonly DispatchRow[] },
): Promise<Turn> {
  const works = await listWorksBefore(tx, row);
  const before = works.flatMap((trade) => {
    const other = others.find((one) => tradesOf(one).includes(trade));
    return other ? [{ ...other, trade }] : [];
  });
  return findTurn(row, { before, others });
}

/** What follows for the others of a call when one of its dispatches has gone on: they start, or come later. */
export async function heedOrder(
  tx: Transaction,
  { ctx, row, before }: OfRow & { before: DispatchRow },
): Promise<void> {
  if (row.phase !== before.phase) await wakeParked(tx, { ctx, row });
  const { arrivesBy } = row;
  if (arrivesBy && arrivesBy.getTime() !== before.arrivesBy?.getTime())
    await pushBack(tx, { ctx, row, arrivesBy });
}

async function wakeParked(tx: Transaction, { ctx, row }: OfRow): Promise<void> {
  const isUnasked = sql`jsonb_array_length(${dispatches.ladder} -> 'asked') = 0`;
  const woken = await tx
    .update(dispatches)
    .set({ nextStepAt: ctx.clock.now() })
    .where(
      and(
        isOfSameCalls(tx, row),
        isNull(dispatches.nextStepAt),
        or(eq(dispatches.phase, 'created'), and(eq(dispatches.phase, 'exhausted'), isUnasked)),
      ),
    )
    .returning({ dispatchId: dispatches.id });
  const { businessId } = row;
  for (const { dispatchId } of woken)
    await enqueue(tx, 'dispatch.advance-ladder', { businessId, dispatchId });
}

/** Whoever answers at this instant holds their own row, and reads this one's new time when it is written. */
async function pushBack(
  tx: Transaction,
  { ctx, row, arrivesBy }: OfRow & { arrivesBy: Date },
): Promise<void> {
  const others = await tx
    .select()
    .from(dispatches)
    .where(and(isOfSameCalls(tx, row), inArray(dispatches.phase, UNDER_WAY)))
    .orderBy(dispatches.id)
    .for('update', { skipLocked: true });
  for (const other of others) {
    const state = readLadder(other);
    if (!other.arrivesBy || other.arrivesBy >= arrivesBy || !('by' in state)) continue;
    const works = (await listWorksBefore(tx, other)).filter((trade) => tradesOf(row).includes(trade));
    if (works.length === 0) continue;
    await tx
      .update(dispatches)
      .set(toPushedBack(arrivesBy, ctx.clock.now()))
      .where(eq(dispatches.id, other.id));
    const by = toSpokenTime(arrivesBy, ctx.business.timeZone);
    const body = toLaterText({ ...other, businessName: ctx.business.name, works, notBefore: by });
    await tellChange(tx, { ctx, row: other, people: [state.by], body });
  }
}

function isOfSameCalls(tx: Transaction, { id, businessId }: DispatchRow) {
  const callIds = tx
    .select({ callId: dispatchCallers.callId })
    .from(dispatchCallers)
    .where(eq(dispatchCallers.dispatchId, id));
  return and(
    eq(dispatches.businessId, businessId),
    inArray(dispatches.callId, callIds),
    ne(dispatches.id, id),
  );
}
