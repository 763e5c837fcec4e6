import { bookings, dispatches, technicians } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import type { BookingId, TechnicianId } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export type RemoveTechnicianResult =
  | { ok: true }
  /** Visits that somebody has to move or cancel first, soonest first. */
  | { ok: false; refusal: 'still-booked'; bookingIds: BookingId[] }
  /** Somebody waits for them now: the job has to be given back or done first. */
  | { ok: false; refusal: 'on-a-job'; dispatchIds: string[] };

/**
 * No visit is planned for the technician any more; what is held for callers at this moment goes to others when they
 * book it. Refused while visits are booked, or somebody waits for them at once: a promise to a customer is not dropped in silence. Throws `NotFound`.
 */
export function removeTechnician(
  ctx: DomainContext,
  { technicianId }: { technicianId: TechnicianId },
): Promise<RemoveTechnicianResult> {
  const isTheirs = and(eq(technicians.businessId, ctx.business.id), eq(technicians.id, technicianId));
  return ctx.db.transaction(async (tx) => {
    const [technician] = await tx.select().from(technicians).where(isTheirs).for('update');
    if (!technician) throw new NotFound(`No technician ${technicianId}`);
    const booked = await tx
      .select({ id: bookings.id })
      .from(bookings)
      .where(
        and(
          eq(bookings.technicianId, technicianId),
          eq(bookings.status, 'booked'),
          gt(bookings.endsAt, ctx.clock.now()),
        ),
      )
      .orderBy(asc(bookings.startsAt));
    if (booked.length > 0)
      return { ok: false, refusal: 'still-booked', bookingIds: booked.map(({ id }) => id) };
    const taken = await tx
      .select({ id: dispatches.id })
      .from(dispatches)
      .where(
        and(
          eq(dispatches.technicianId, technicianId),
          inArray(dispatches.phase, ['acknowledged', 'en_route', 'arrived']),
        ),
      )
      .orderBy(asc(dispatches.id));
    if (taken.length > 0) return { ok: false, refusal: 'on-a-job', dispatchIds: taken.map(({ id }) => id) };
    await tx.update(technicians).set({ isActive: false }).where(isTheirs);
    return { ok: true };
  });
}
