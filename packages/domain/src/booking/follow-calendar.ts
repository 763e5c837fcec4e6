import { bookings } from '@afterhourfix/database/schema';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { calendarChanged } from '../events.ts';
import { type AppliedState, applyCalendarState } from './apply-calendar-state.ts';
import type { ExternalCalendar } from './calendar.ts';
import { retryDeadlock } from './retry-deadlock.ts';

/**
 * Asks somebody else's calendar what became of a visit, and takes it over; `nothing` when there is nothing to ask, or
 * when our row has changed meanwhile. Throws the port's `VendorError`.
 */
export async function followCalendar(
  ctx: DomainContext,
  { bookingId, changedAt }: { bookingId: BookingId; changedAt: Date },
  calendar: ExternalCalendar | null,
): Promise<AppliedState | 'nothing'> {
  const isMeant = and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId));
  const [known] = await ctx.db.transaction((tx) => tx.select().from(bookings).where(isMeant));
  const state = known?.calendarRef && calendar ? await calendar.findState(known.calendarRef) : null;
  if (!known || !state) return 'nothing';
  const applied = await retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      const [booking] = await tx.select().from(bookings).where(isMeant).for('update');
      const isSame = booking?.calendarRef === known.calendarRef && booking.calendarStatus !== 'pending';
      return booking && isSame ? applyCalendarState(tx, { ctx, booking, state, changedAt }) : 'nothing';
    }),
  );
  calendarChanged(ctx, { bookingId, result: applied });
  return applied;
}
