import { bookings } from '@afterhourfix/database/schema';
import { Conflict } from '@afterhourfix/foundation';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { bookingUnconfirmed } from '../events.ts';
import { enqueue } from '../jobs.ts';
import type { ExternalCalendar } from './calendar.ts';
import { settleWithCalendar } from './settle-with-calendar.ts';

export type ConfirmResult = 'settled' | 'asked-a-human';

/**
 * Brings a visit into somebody else's calendar after the call. What it refuses, and what it has not taken half an
 * hour after it was promised, a human has to mend: the on-call person is paged. Throws `Conflict` until then, so that
 * the job is tried again. What theirs has taken is texted to whoever agreed to texts.
 */
export async function confirmWithCalendar(
  ctx: DomainContext,
  { bookingId }: { bookingId: BookingId },
  calendar: ExternalCalendar | null,
): Promise<ConfirmResult> {
  const settled = calendar ? await settleWithCalendar(ctx, { bookingId, calendar }) : 'pending';
  const businessId = ctx.business.id;
  if (settled === 'settled') {
    await ctx.db.transaction((tx) => enqueue(tx, 'messages.text-visit', { businessId, bookingId }));
    return 'settled';
  }
  if (settled === 'pending' && calendar && !(await isOverdue(ctx, bookingId)))
    throw new Conflict('The calendar has not taken the booking yet');
  await ctx.db.transaction(async (tx) => {
    await enqueue(tx, 'dispatch.page-unconfirmed-booking', { businessId, bookingId });
  });
  bookingUnconfirmed(ctx, { bookingId, settlement: settled });
  return 'asked-a-human';
}

async function isOverdue(ctx: DomainContext, bookingId: BookingId): Promise<boolean> {
  const [booking] = await ctx.db.transaction((tx) =>
    tx
      .select({ dueAt: bookings.calendarDueAt })
      .from(bookings)
      .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId))),
  );
  return booking?.dueAt == null || booking.dueAt <= ctx.clock.now();
}
