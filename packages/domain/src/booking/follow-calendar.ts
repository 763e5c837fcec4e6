import type { Transaction } from '@afterhourfix/database';
import { bookings } from '@afterhourfix/database/schema';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { calendarChanged } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { type AppliedState, applyCalendarState } from './apply-calendar-state.ts';
import type { ExternalCalendar, ExternalState } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { findThere } from './tell-calendar.ts';

/**
 * Asks somebody else's calendar what became of a visit, and takes it over; `nothing` when there is nothing to ask, or
 * when our row has changed meanwhile. `gone`: it is not there at all, and the person on call is asked. Throws the
 * port's `VendorError`.
 */
export async function followCalendar(
  ctx: DomainContext,
  { bookingId, changedAt }: { bookingId: BookingId; changedAt: Date },
  calendar: ExternalCalendar | null,
): Promise<AppliedState | 'nothing' | 'gone'> {
  const isMeant = and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId));
  const [known] = await ctx.db.transaction((tx) => tx.select().from(bookings).where(isMeant));
  if (!known?.calendarRef || !calendar) return 'nothing';
  const state = await findNow(calendar, { booking: known, ref: known.calendarRef });
  const applied = await retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      const [booking] = await tx.select().from(bookings).where(isMeant).for('update');
      if (!booking || !isUntouched(booking, known)) return 'nothing';
      return state ? applyCalendarState(tx, { ctx, booking, state, changedAt }) : ask(tx, booking);
    }),
  );
  calendarChanged(ctx, { bookingId, result: applied });
  return applied;
}

/** Whoever drags it into a colleague's calendar takes it out of the one that we know: then it is looked for. */
async function findNow(
  calendar: ExternalCalendar,
  { booking, ref }: { booking: BookingRow; ref: string },
): Promise<ExternalState | null> {
  const state = await calendar.findState(ref);
  if (state?.state === 'standing' || booking.status === 'cancelled') return state;
  const elsewhere = await findThere({ booking, calendar });
  return elsewhere ? calendar.findState(elsewhere.ref) : state;
}

/** A reference may stay over a move of ours, the revision does not. */
function isUntouched(booking: BookingRow, known: BookingRow): boolean {
  const isSame =
    booking.calendarRef === known.calendarRef && booking.calendarRevision === known.calendarRevision;
  return isSame && booking.calendarStatus !== 'pending';
}

async function ask(
  tx: Transaction,
  { id: bookingId, businessId, status }: BookingRow,
): Promise<'nothing' | 'gone'> {
  if (status === 'cancelled') return 'nothing';
  await enqueue(tx, 'dispatch.page-unconfirmed-booking', { businessId, bookingId });
  return 'gone';
}
