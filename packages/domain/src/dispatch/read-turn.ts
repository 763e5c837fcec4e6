import type { Transaction } from '@afterhourfix/database';
import {
  dispatchCallers,
  dispatches,
  workOrderDependencies,
  workOrders,
} from '@afterhourfix/database/schema';
import type { Trade } from '@afterhourfix/vocabulary';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { type DispatchRow, tradesOf } from './dispatch-record.ts';
import { findTurn, type Turn } from './rules/find-turn.ts';

const first = alias(workOrders, 'first');

/** The works that come before those of a dispatch, by the order of its incident. */
export async function listWorksBefore(tx: Transaction, row: DispatchRow): Promise<Trade[]> {
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

/** When whoever has to do something first is there; null when nobody has to. */
export async function readNotBefore(tx: Transaction, row: DispatchRow): Promise<Date | null> {
  const turn = await readTurn(tx, row);
  return turn.kind === 'go' ? turn.notBefore : null;
}
