import { type Transaction, violatedConstraint } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';
import type { ExternalState } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { recordChange } from './record-change.ts';

const NO_OVERLAP = 'technician_commitments_no_overlap';
const REASON = 'changed in the calendar of the business';

/** `time-taken`: the technician has another visit then; a human is asked, and our row stays where it was. */
export type AppliedState = 'moved' | 'cancelled' | 'unchanged' | 'time-taken';

interface Application {
  ctx: DomainContext;
  /** Locked. */
  booking: BookingRow;
  state: ExternalState;
  changedAt: Date;
}

/** Brings our row to where theirs stands. The visit keeps its id, and its history says who moved it. */
export async function applyCalendarState(tx: Transaction, application: Application): Promise<AppliedState> {
  const { booking, state } = application;
  const knownAt = booking.calendarChangedAt;
  const changedAt = knownAt && knownAt > application.changedAt ? knownAt : application.changedAt;
  await tx
    .update(bookings)
    .set({ calendarRef: state.ref, calendarChangedAt: changedAt })
    .where(eq(bookings.id, booking.id));
  if (booking.status === 'cancelled') return 'unchanged';
  if (state.state === 'cancelled') return cancel(tx, application);
  const shiftMs = state.startsAt.getTime() - booking.startsAt.getTime();
  const technicianId = state.technicianId ?? booking.technicianId;
  if (shiftMs === 0 && technicianId === booking.technicianId) return 'unchanged';
  return shift(tx, { ...application, shiftMs, technicianId });
}

async function cancel(tx: Transaction, { ctx, booking }: Application): Promise<AppliedState> {
  const { id, holdId } = booking;
  await tx.update(bookings).set({ status: 'cancelled', holdId: null }).where(eq(bookings.id, id));
  await tx.delete(technicianCommitments).where(eq(technicianCommitments.bookingId, id));
  if (holdId) await tx.update(holds).set({ status: 'released' }).where(eq(holds.id, holdId));
  await recordChange(tx, { ctx, booking, change: { kind: 'cancelled', callId: null, reason: REASON } });
  return 'cancelled';
}

/** What the visit takes of the technician's day moves with it, be it into the day of another one. */
async function shift(
  tx: Transaction,
  {
    ctx,
    booking,
    shiftMs,
    technicianId,
  }: Application & { shiftMs: number; technicianId: TechnicianId | null },
): Promise<AppliedState> {
  const later = (instant: Date) => new Date(instant.getTime() + shiftMs);
  const window = { startsAt: later(booking.startsAt), endsAt: later(booking.endsAt) };
  if (!(await shiftCommitment(tx, { booking, later, technicianId }))) {
    const businessId = ctx.business.id;
    await enqueue(tx, 'dispatch.page-unconfirmed-booking', { businessId, bookingId: booking.id });
    return 'time-taken';
  }
  const [moved] = await tx
    .update(bookings)
    .set({ ...window, technicianId })
    .where(eq(bookings.id, booking.id))
    .returning();
  if (!moved) throw new Error('A locked row is gone');
  await recordChange(tx, {
    ctx,
    booking: moved,
    change: { kind: 'moved', callId: null, reason: REASON },
  });
  return 'moved';
}

async function shiftCommitment(
  tx: Transaction,
  {
    booking,
    later,
    technicianId,
  }: { booking: BookingRow; later: (instant: Date) => Date; technicianId: TechnicianId | null },
): Promise<boolean> {
  const isOfBooking = eq(technicianCommitments.bookingId, booking.id);
  const [commitment] = await tx.select().from(technicianCommitments).where(isOfBooking);
  if (!commitment) return true;
  const { startsAt, endsAt } = commitment.during;
  try {
    // In a savepoint, so that a refusal does not end the transaction.
    await tx.transaction((savepoint) =>
      savepoint
        .update(technicianCommitments)
        .set({
          during: { startsAt: later(startsAt), endsAt: later(endsAt) },
          technicianId: technicianId ?? commitment.technicianId,
        })
        .where(isOfBooking),
    );
    return true;
  } catch (error) {
    if (violatedConstraint(error) === NO_OVERLAP) return false;
    throw error;
  }
}
