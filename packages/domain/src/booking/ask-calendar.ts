import type { Transaction } from '@afterhourfix/database';
import { bookings } from '@afterhourfix/database/schema';
import type { BookingId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';

/** So long a visit may stand in our calendar alone; then a human is asked. */
export const CALENDAR_LIMIT_MS = 30 * 60_000;
/** The verb itself asks first, while the caller waits. */
const FIRST_RETRY_MS = 20_000;

/** What has changed here has to be taken over there: by the verb at once, else by the job, which commits with it. */
export async function askCalendar(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: BookingId },
): Promise<void> {
  const calendarDueAt = new Date(ctx.clock.now().getTime() + CALENDAR_LIMIT_MS);
  await tx
    .update(bookings)
    .set({ calendarStatus: 'pending', calendarDueAt })
    .where(eq(bookings.id, bookingId));
  await enqueueConfirmation(tx, { ctx, bookingId });
}

export async function enqueueConfirmation(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: BookingId },
): Promise<void> {
  const startAfter = new Date(ctx.clock.now().getTime() + FIRST_RETRY_MS);
  await enqueue(
    tx,
    'booking.confirm-with-calendar',
    { businessId: ctx.business.id, bookingId },
    { startAfter },
  );
}
