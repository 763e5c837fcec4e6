import type { Transaction } from '@afterhourfix/database';
import {
  bookings,
  callEvents,
  incidents,
  workOrderDependencies,
  workOrders,
} from '@afterhourfix/database/schema';
import type { BookingId, CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq, inArray, max, ne, notInArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
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

/** A visit that is booked, once for each of its trades. */
export interface VisitOfTrouble {
  trade: Trade;
  startsAt: Date;
  bookingId: BookingId;
}

const Judged = z.object({ trades: z.array(z.string()) });

/**
 * The trade of this call whose visit a new one, of one trade or several, would upset; null when it keeps the order of
 * the work. Only visits of one trouble are in an order: a tap and a socket need not wait for each other.
 */
export async function findVisitConflict(
  tx: Transaction,
  { ctx, callId, trades, startsAt }: OfCall & { trades: readonly Trade[]; startsAt: Date },
): Promise<Trade | null> {
  const row = await lockOpenIncident(tx, { ctx, callId });
  const ofOneTrouble = await findTradesOfTrouble(tx, { ctx, callId });
  const visits = (await listVisitsOfCall(tx, { ctx, callId })).filter(
    (visit) => !trades.includes(visit.trade) && (row !== null || ofOneTrouble.has(visit.trade)),
  );
  if (!row && (visits.length === 0 || !trades.some((trade) => ofOneTrouble.has(trade)))) return null;
  const known = row ? (await readIncident(tx, row)).workOrders : [];
  const { orders } = planWorkOrders({
    trades: [...trades, ...visits.map((visit) => visit.trade), ...known.map((order) => order.trade)],
    jobTypes: known.map(({ jobType }) => jobType),
    offered: ctx.business.trades,
  });
  const visitsAt = new Map(visits.map((visit) => [visit.trade, visit.startsAt]));
  for (const trade of trades) visitsAt.set(trade, startsAt);
  const done = known.filter(({ status }) => status === 'done').map((order) => order.trade);
  const conflicts = trades.map((trade) =>
    findOrderConflict(orders, { trade, startsAt, visits: visitsAt, done }),
  );
  return conflicts.find((conflict) => conflict !== null) ?? null;
}

/** When the last of the visits begins that these trades' work waits for in the call's incident; null without any. */
export async function findEarliestStart(
  tx: Transaction,
  { ctx, callId, trades }: OfCall & { trades: readonly Trade[] },
): Promise<Date | null> {
  const waiting = alias(workOrders, 'waiting');
  const [found] = await tx
    .select({ startsAt: max(bookings.startsAt) })
    .from(incidents)
    .innerJoin(waiting, eq(waiting.incidentId, incidents.id))
    .innerJoin(workOrderDependencies, eq(workOrderDependencies.workOrderId, waiting.id))
    .innerJoin(workOrders, eq(workOrders.id, workOrderDependencies.dependsOnId))
    .innerJoin(bookings, eq(bookings.id, workOrders.bookingId))
    .where(
      and(
        eq(incidents.businessId, ctx.business.id),
        eq(incidents.callId, callId),
        eq(incidents.status, 'open'),
        inArray(waiting.trade, [...trades]),
        notInArray(workOrders.trade, [...trades]),
        ne(workOrders.status, 'done'),
        eq(bookings.status, 'booked'),
      ),
    );
  return found?.startsAt ?? null;
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

/**
 * The visits of this call that belong to the same trouble as these trades and are for others: one trip and one
 * surcharge for all of them.
 */
export async function listVisitsOfTrouble(
  tx: Transaction,
  { ctx, callId, trades }: OfCall & { trades: readonly Trade[] },
): Promise<VisitOfTrouble[]> {
  const visits = (await listVisitsOfCall(tx, { ctx, callId })).filter(({ trade }) => !trades.includes(trade));
  if (visits.length === 0) return [];
  const row = await lockOpenIncident(tx, { ctx, callId });
  const known = row ? (await readIncident(tx, row)).workOrders.map((order) => order.trade) : [];
  const ofOneTrouble = new Set<string>([...known, ...(await findTradesOfTrouble(tx, { ctx, callId }))]);
  if (!trades.some((trade) => ofOneTrouble.has(trade))) return [];
  return visits.filter(({ trade }) => ofOneTrouble.has(trade));
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

/** One for each trade: a visit may be for several. */
async function listVisitsOfCall(tx: Transaction, { ctx, callId }: OfCall): Promise<VisitOfTrouble[]> {
  const { trade, otherTrades, startsAt, id: bookingId } = bookings;
  const rows = await tx
    .select({ trade, otherTrades, startsAt, bookingId })
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.callId, callId),
        eq(bookings.status, 'booked'),
      ),
    );
  return rows.flatMap((row) => [row.trade, ...row.otherTrades].map((one) => ({ ...row, trade: one })));
}
