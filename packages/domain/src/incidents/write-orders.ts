import type { Transaction } from '@afterhourfix/database';
import { workOrderDependencies, workOrders } from '@afterhourfix/database/schema';
import type { Trade, WorkOrderId } from '@afterhourfix/vocabulary';
import { and, eq, sql } from 'drizzle-orm';
import type { OfIncident } from './incident.ts';
import type { PlannedOrder } from './rules/plan-work-orders.ts';

/** Writes the plan over what is there: orders keep their ids and bookings, places and dependencies are those of the plan. */
export async function writeOrders(
  tx: Transaction,
  { ctx, incidentId, orders }: OfIncident & { orders: readonly PlannedOrder[] },
): Promise<void> {
  const businessId = ctx.business.id;
  const ids = new Map<Trade, WorkOrderId>();
  for (const [position, { trade, jobType, by }] of orders.entries()) {
    const status = by === 'us' ? 'planned' : 'referred';
    const [row] = await tx
      .insert(workOrders)
      .values({ businessId, incidentId, position, trade, jobType, status })
      .onConflictDoUpdate({
        target: [workOrders.incidentId, workOrders.trade],
        set: {
          position,
          jobType: sql`case when ${workOrders.bookingId} is null then excluded.job_type else ${workOrders.jobType} end`,
        },
      })
      .returning({ id: workOrders.id });
    if (!row) throw new Error('An upsert returned no row');
    ids.set(trade, row.id);
  }
  await tx
    .delete(workOrderDependencies)
    .where(
      and(eq(workOrderDependencies.businessId, businessId), eq(workOrderDependencies.incidentId, incidentId)),
    );
  const rows = orders.flatMap(({ trade, dependsOn }) =>
    dependsOn.map((before) => ({
      businessId,
      incidentId,
      workOrderId: getId(ids, trade),
      dependsOnId: getId(ids, before),
    })),
  );
  if (rows.length > 0) await tx.insert(workOrderDependencies).values(rows);
}

function getId(ids: ReadonlyMap<Trade, WorkOrderId>, trade: Trade): WorkOrderId {
  const id = ids.get(trade);
  if (!id) throw new Error(`The plan depends on ${trade}, which is not in it`);
  return id;
}
