import type { Transaction } from '@afterhourfix/database';
import { bookings, callEvents, workOrders } from '@afterhourfix/database/schema';
import type { BookingId, CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import { openIncident } from './create-incident.ts';
import { lockOpenIncident, readIncident } from './incident.ts';
import { findOrderConflict } from './rules/find-order-conflict.ts';
import { planWorkOrders } from './rules/plan-work-orders.ts';

interface OfCall {
  ctx: DomainContext;
  callId: CallId;
}

const Judged = z.object({ trades: z.array(z.string()) });

/**
 * The trade of this call whose visit a new one would upset; null when it keeps the order of the work. Only visits of
 * one trouble are in an order: who calls about a tap and a socket need not have one before the other.
 */
export async function findVisitConflict(
  tx: Transaction,
  { ctx, callId, trade, startsAt }: OfCall & { trade: Trade; startsAt: Date },
): Promise<Trade | null> {
  const row = await lockOpenIncident(tx, { ctx, callId });
  const ofOneTrouble = await findTradesOfTrouble(tx, { ctx, callId });
  const visits = (await listVisitsOfCall(tx, { ctx, callId })).filter(
    (visit) => visit.trade !== trade && (row !== null || ofOneTrouble.has(visit.trade)),
  );
  if (!row && (visits.length === 0 || !ofOneTrouble.has(trade))) return null;
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

/** Visits of several trades for one trouble are one incident; a visit alone joins the one there is. */
export async function joinVisits(
  tx: Transaction,
  { ctx, callId, zip }: OfCall & { zip: string },
): Promise<void> {
  const visits = await listVisitsOfCall(tx, { ctx, callId });
  const open = await lockOpenIncident(tx, { ctx, callId });
  const ofOneTrouble = await findTradesOfTrouble(tx, { ctx, callId });
  const trades = visits.map(({ trade }) => trade).filter((trade) => open !== null || ofOneTrouble.has(trade));
  if (trades.length === 0 || (!open && new Set(trades).size < 2)) return;
  const incident = await openIncident(tx, { ctx, input: { callId, zip, trades, jobTypes: [] } });
  for (const { trade, bookingId } of visits.filter((visit) => trades.includes(visit.trade))) {
    const isOrder = and(eq(workOrders.incidentId, incident.id), eq(workOrders.trade, trade));
    await tx.update(workOrders).set({ bookingId, status: 'booked' }).where(isOrder);
  }
}

/** All trades that what the caller told was ever judged to need at once. */
async function findTradesOfTrouble(tx: Transaction, { ctx, callId }: OfCall): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ payload: callEvents.payload })
    .from(callEvents)
    .where(
      and(
        eq(callEvents.businessId, ctx.business.id),
        eq(callEvents.callId, callId),
        eq(callEvents.type, 'triage-judged'),
      ),
    );
  const judged = rows.flatMap(({ payload }) => Judged.safeParse(payload).data ?? []);
  return new Set(judged.filter(({ trades }) => trades.length > 1).flatMap(({ trades }) => trades));
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
