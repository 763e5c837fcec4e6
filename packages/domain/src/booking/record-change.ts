import type { Transaction } from '@afterhourfix/database';
import { bookingChanges, type bookings } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { enqueue } from '../jobs.ts';

export interface BookingChange {
  kind: 'booked' | 'moved' | 'moved-back' | 'cancelled' | 'rejected';
  /** The call in which it was asked for; null when it was no caller's wish. */
  callId: CallId | null;
  feeCents?: number;
  reason?: string;
}

const NEWS = {
  booked: 'booking.created',
  moved: 'booking.updated',
  'moved-back': 'booking.updated',
  cancelled: 'booking.cancelled',
  rejected: 'booking.cancelled',
} as const;

/** Adds to the history of a booking; its window is the one that holds now, or the one that is given up. The business's own systems hear of it. */
export async function recordChange(
  tx: Transaction,
  {
    ctx,
    booking,
    change,
  }: { ctx: DomainContext; booking: typeof bookings.$inferSelect; change: BookingChange },
): Promise<void> {
  const { id: bookingId, businessId, startsAt, endsAt, technicianId } = booking;
  const createdAt = ctx.clock.now();
  await tx
    .insert(bookingChanges)
    .values({ ...change, bookingId, businessId, startsAt, endsAt, technicianId, createdAt });
  const news = { event: NEWS[change.kind], entityId: bookingId, occurredAt: createdAt.toISOString() };
  await enqueue(tx, 'crm.queue-news', { businessId, ...news });
}
