import type { Transaction } from '@afterhourfix/database';
import { incidents, workOrderDependencies, workOrders } from '@afterhourfix/database/schema';
import type { BookingId, CallId, IncidentId, Trade, WorkOrderId } from '@afterhourfix/vocabulary';
import { and, asc, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface WorkOrder {
  id: WorkOrderId;
  trade: Trade;
  /** `trade.job` */
  jobType: string;
  status: (typeof workOrders.$inferSelect)['status'];
  bookingId: BookingId | null;
  /** The work that comes first, by its order. */
  dependsOn: WorkOrderId[];
}

export interface Incident {
  id: IncidentId;
  callId: CallId;
  zip: string;
  /** In the order in which they come. */
  workOrders: WorkOrder[];
}

export interface OfIncident {
  ctx: DomainContext;
  incidentId: IncidentId;
}

/** The open incident of a call, locked until the transaction ends; null when there is none. */
export async function lockOpenIncident(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<typeof incidents.$inferSelect | null> {
  const [row] = await tx
    .select()
    .from(incidents)
    .where(
      and(
        eq(incidents.businessId, ctx.business.id),
        eq(incidents.callId, callId),
        eq(incidents.status, 'open'),
      ),
    )
    .for('update');
  return row ?? null;
}

export async function readIncident(tx: Transaction, row: typeof incidents.$inferSelect): Promise<Incident> {
  const { id, callId, zip } = row;
  const orders = await tx
    .select()
    .from(workOrders)
    .where(eq(workOrders.incidentId, id))
    .orderBy(asc(workOrders.position));
  const dependencies = await tx
    .select()
    .from(workOrderDependencies)
    .where(eq(workOrderDependencies.incidentId, id));
  return {
    id,
    callId,
    zip,
    workOrders: orders.map((order) => ({
      id: order.id,
      trade: order.trade,
      jobType: order.jobType,
      status: order.status,
      bookingId: order.bookingId,
      dependsOn: dependencies
        .filter(({ workOrderId }) => workOrderId === order.id)
        .map(({ dependsOnId }) => dependsOnId),
    })),
  };
}
