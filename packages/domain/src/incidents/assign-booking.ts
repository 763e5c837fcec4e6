import type { Transaction } from '@afterhourfix/database';
import { bookings, workOrders } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { BookingId, CallId, Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type Incident, lockOpenIncident, readIncident, type WorkOrder } from './incident.ts';

export interface AssignBookingInput {
  callId: CallId;
  trade: Trade;
  bookingId: BookingId;
}

export type AssignBookingResult =
  | { ok: true; workOrder: WorkOrder }
  | {
      ok: false;
      /** `before-predecessor`: he would stand there before the work that his depends on has begun. */
      refusal: 'before-predecessor' | 'predecessor-not-booked' | 'not-in-incident' | 'visit-not-booked';
    };

/** Says which visit does a work order. The order of visits is that of the work. Throws `NotFound` without an incident. */
export function assignBooking(ctx: DomainContext, input: AssignBookingInput): Promise<AssignBookingResult> {
  const { callId, trade, bookingId } = input;
  return ctx.db.transaction(async (tx): Promise<AssignBookingResult> => {
    const row = await lockOpenIncident(tx, { ctx, callId });
    if (!row) throw new NotFound(`No open incident of call ${callId}`);
    const incident = await readIncident(tx, row);
    const order = incident.workOrders.find((one) => one.trade === trade);
    if (!order || order.status === 'referred') return { ok: false, refusal: 'not-in-incident' };
    const visit = await findVisit(tx, { ctx, bookingId });
    if (!visit) return { ok: false, refusal: 'visit-not-booked' };
    const refusal = await findConflict(tx, { ctx, incident, order, startsAt: visit.startsAt });
    if (refusal) return { ok: false, refusal };
    await tx.update(workOrders).set({ bookingId, status: 'booked' }).where(eq(workOrders.id, order.id));
    return { ok: true, workOrder: { ...order, bookingId, status: 'booked' } };
  });
}

interface Place {
  ctx: DomainContext;
  incident: Incident;
  order: WorkOrder;
  startsAt: Date;
}

/** Both ways: what it waits for must not come later, and what waits for it must not come earlier. */
async function findConflict(
  tx: Transaction,
  { ctx, incident, order, startsAt }: Place,
): Promise<'before-predecessor' | 'predecessor-not-booked' | null> {
  for (const other of incident.workOrders) {
    const isBefore = order.dependsOn.includes(other.id);
    const isAfter = other.dependsOn.includes(order.id);
    // Somebody else's work has no time that we know; the caller has been told to wait for it.
    if (!(isBefore || isAfter) || other.status === 'referred' || other.status === 'done') continue;
    const visit = other.bookingId && (await findVisit(tx, { ctx, bookingId: other.bookingId }));
    if (isBefore && !visit) return 'predecessor-not-booked';
    if (isBefore && visit && visit.startsAt > startsAt) return 'before-predecessor';
    if (isAfter && visit && visit.startsAt < startsAt) return 'before-predecessor';
  }
  return null;
}

async function findVisit(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: BookingId },
): Promise<{ startsAt: Date } | null> {
  const [visit] = await tx
    .select({ startsAt: bookings.startsAt })
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, ctx.business.id),
        eq(bookings.id, bookingId),
        eq(bookings.status, 'booked'),
      ),
    );
  return visit ?? null;
}
