import type { Transaction } from '@afterhourfix/database';
import { bookings, workOrders } from '@afterhourfix/database/schema';
import type { BookingId, CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { openIncident } from './create-incident.ts';
import { lockOpenIncident, readIncident } from './incident.ts';
import { findOrderConflict } from './rules/find-order-conflict.ts';
import { planWorkOrders } from './rules/plan-work-orders.ts';

interface OfCall {
  ctx: DomainContext;
  callId: CallId;
}

/** The trade of this call whose visit a new one would upset; null when it keeps the order of the work. */
export async function findVisitConflict(
  tx: Transaction,
  { ctx, callId, trade, startsAt }: OfCall & { trade: Trade; startsAt: Date },
): Promise<Trade | null> {
  const visits = (await listVisitsOfCall(tx, { ctx, callId })).filter((visit) => visit.trade !== trade);
  const row = await lockOpenIncident(tx, { ctx, callId });
  if (!row && visits.length === 0) return null;
  const known = row ? (await readIncident(tx, row)).workOrders : [];
  const { orders } = planWorkOrders({
    trades: [trade, ...visits.map((visit) => visit.trade), ...known.map((order) => order.trade)],
    jobTypes: known.map(({ jobType }) => jobType),
    offered: ctx.business.trades,
  });
  return findOrderConflict(orders, {
    trade,
    startsAt,
    visits: new Map(visits.map((visit) => [visit.trade, visit.startsAt])),
    done: known.filter(({ status }) => status === 'done').map((order) => order.trade),
  });
}

/** Visits of several trades that one call has booked are one incident; one visit alone joins the one there is. */
export async function joinVisits(
  tx: Transaction,
  { ctx, callId, zip }: OfCall & { zip: string },
): Promise<void> {
  const visits = await listVisitsOfCall(tx, { ctx, callId });
  const trades = visits.map(({ trade }) => trade);
  const isOne = new Set(trades).size > 1 || (await lockOpenIncident(tx, { ctx, callId })) !== null;
  if (!isOne || trades.length === 0) return;
  const incident = await openIncident(tx, { ctx, input: { callId, zip, trades, jobTypes: [] } });
  for (const { trade, bookingId } of visits) {
    const isOrder = and(eq(workOrders.incidentId, incident.id), eq(workOrders.trade, trade));
    await tx.update(workOrders).set({ bookingId, status: 'booked' }).where(isOrder);
  }
}

function listVisitsOfCall(
  tx: Transaction,
  { ctx, callId }: OfCall,
): Promise<{ trade: Trade; startsAt: Date; bookingId: BookingId }[]> {
  return tx
    .select({ trade: bookings.trade, startsAt: bookings.startsAt, bookingId: bookings.id })
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.callId, callId),
        eq(bookings.status, 'booked'),
      ),
    );
}
