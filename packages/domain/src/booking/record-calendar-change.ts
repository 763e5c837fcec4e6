import type { Transaction } from '@afterhourfix/database';
import { bookings } from '@afterhourfix/database/schema';
import { BookingId } from '@afterhourfix/vocabulary';
import { and, eq, inArray, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { calendarChanged } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { type AppliedState, applyCalendarState } from './apply-calendar-state.ts';
import type { CalendarChange } from './calendar-change.ts';
import type { BookingRow } from './call-bookings.ts';
import { retryDeadlock } from './retry-deadlock.ts';

/**
 * `stale`: we know of something newer. `in-hand`: we are changing it there ourselves just now, and ours counts.
 * `to-follow`: news of before are missing, so a job asks the vendor what holds.
 */
export type CalendarChangeResult = AppliedState | 'stale' | 'in-hand' | 'to-follow' | 'unknown-booking';

/**
 * Takes over what somebody changed in the business's own calendar, when it is newer than what we know. Deliveries
 * may come twice, late and in any order.
 */
export async function recordCalendarChange(
  ctx: DomainContext,
  change: CalendarChange,
): Promise<CalendarChangeResult> {
  const { booking, result } = await retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      const found = await lockBooking(tx, { ctx, change });
      return { booking: found, result: found ? await take(tx, { ctx, booking: found, change }) : null };
    }),
  );
  if (!booking || !result) return 'unknown-booking';
  calendarChanged(ctx, { bookingId: booking.id, result });
  return result;
}

async function take(
  tx: Transaction,
  { ctx, booking, change }: { ctx: DomainContext; booking: BookingRow; change: CalendarChange },
): Promise<CalendarChangeResult> {
  const { calendarChangedAt, calendarRef, calendarStatus } = booking;
  if (calendarStatus === 'pending' || calendarRef === null) return 'in-hand';
  if (calendarChangedAt !== null && change.changedAt < calendarChangedAt) return 'stale';
  const { changedAt } = change;
  if (calendarRef === change.ref || calendarRef === change.previousRef)
    return applyCalendarState(tx, { ctx, booking, state: change, changedAt });
  const job = { businessId: ctx.business.id, bookingId: booking.id, changedAt: changedAt.toISOString() };
  await enqueue(tx, 'booking.follow-calendar', job);
  return 'to-follow';
}

/** By our id in their metadata; without it by the reference, also by the one that the change replaced. */
async function lockBooking(
  tx: Transaction,
  { ctx, change }: { ctx: DomainContext; change: CalendarChange },
): Promise<BookingRow | null> {
  const bookingId = BookingId.safeParse(change.bookingId);
  const refs = [change.ref, change.previousRef].filter((ref) => ref !== null);
  const isMeant = or(
    inArray(bookings.calendarRef, refs),
    bookingId.success ? eq(bookings.id, bookingId.data) : undefined,
  );
  const [booking] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.businessId, ctx.business.id), isMeant))
    .limit(1)
    .for('update');
  return booking ?? null;
}
