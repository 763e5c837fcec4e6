import type { Transaction } from '@afterhourfix/database';
import { bookings, incidents, workOrders } from '@afterhourfix/database/schema';
import type { BookingId, IncidentId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { readIncident, type WorkOrder } from './incident.ts';

export interface OrderOfDispatch {
  ctx: DomainContext;
  incidentId: IncidentId;
  trade: Trade;
}

/** `planned`: nobody is sent, or not any more. */
export type WorkProgress = 'planned' | 'dispatched' | 'done' | 'cancelled';

const OVER: readonly WorkOrder['status'][] = ['done', 'cancelled', 'referred'];

/**
 * Takes over what became of the technician who was sent for one trade. An order that has a visit as well goes back to
 * that when nobody is sent. The incident is closed with its last order that is done.
 */
export async function markWorkOrder(
  tx: Transaction,
  { ctx, incidentId, trade, progress }: OrderOfDispatch & { progress: WorkProgress },
): Promise<void> {
  const { id, workOrders: orders } = await getIncident(tx, { ctx, incidentId });
  const order = orders.find((one) => one.trade === trade);
  if (!order || order.status === 'referred' || order.status === 'done') return;
  const isSent = progress === 'dispatched' || progress === 'done';
  const status = !isSent && (await isBooked(tx, { ctx, bookingId: order.bookingId })) ? 'booked' : progress;
  if (status !== order.status) await tx.update(workOrders).set({ status }).where(eq(workOrders.id, order.id));
  const others = orders.filter((one) => one !== order);
  if (status !== 'done' || !others.every((one) => OVER.includes(one.status))) return;
  await tx
    .update(incidents)
    .set({ status: 'closed', closedAt: ctx.clock.now() })
    .where(and(eq(incidents.businessId, ctx.business.id), eq(incidents.id, id)));
}

/** Work that one waits for and that is ours and not over. */
export async function listWorkBefore(
  tx: Transaction,
  { ctx, incidentId, trade }: OrderOfDispatch,
): Promise<Trade[]> {
  const { workOrders: orders } = await getIncident(tx, { ctx, incidentId });
  const order = orders.find((one) => one.trade === trade);
  return orders
    .filter(({ id, status }) => order?.dependsOn.includes(id) && !OVER.includes(status))
    .map((one) => one.trade);
}

async function getIncident(
  tx: Transaction,
  { ctx, incidentId }: Pick<OrderOfDispatch, 'ctx' | 'incidentId'>,
) {
  const [row] = await tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.businessId, ctx.business.id), eq(incidents.id, incidentId)))
    .for('no key update');
  if (!row) throw new Error('A dispatch has no incident');
  return readIncident(tx, row);
}

async function isBooked(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: BookingId | null },
): Promise<boolean> {
  if (!bookingId) return false;
  const isMeant = and(eq(bookings.id, bookingId), eq(bookings.status, 'booked'));
  return (await tx.$count(bookings, and(eq(bookings.businessId, ctx.business.id), isMeant))) > 0;
}
