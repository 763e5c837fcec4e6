import type { Transaction } from '@afterhourfix/database';
import { workOrderDependencies, workOrders } from '@afterhourfix/database/schema';
import type { IncidentId } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import type { CrewOrder } from './rules/plan-crews.ts';

/** The work of an incident in its order, within a transaction that may have written it. */
export async function readOrders(tx: Transaction, incidentId: IncidentId): Promise<CrewOrder[]> {
  const orders = await tx
    .select({ id: workOrders.id, trade: workOrders.trade })
    .from(workOrders)
    .where(eq(workOrders.incidentId, incidentId))
    .orderBy(asc(workOrders.position));
  const dependencies = await tx
    .select()
    .from(workOrderDependencies)
    .where(eq(workOrderDependencies.incidentId, incidentId));
  return orders.map(({ id, trade }) => {
    const before = dependencies.filter(({ workOrderId }) => workOrderId === id);
    const isBefore = (other: { id: string }) => before.some(({ dependsOnId }) => dependsOnId === other.id);
    return { trade, dependsOn: orders.filter(isBefore).map((order) => order.trade) };
  });
}
