import type { Transaction } from '@afterhourfix/database';
import { bookings } from '@afterhourfix/database/schema';
import { BookingId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import type { BookingRow } from './call-bookings.ts';

/** The booking, locked; null for any other id, another business's included. */
export async function findBooking(
  tx: Transaction,
  { ctx, bookingId }: { ctx: DomainContext; bookingId: string },
): Promise<BookingRow | null> {
  const id = BookingId.safeParse(bookingId);
  if (!id.success) return null;
  const [booking] = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, id.data)))
    .for('update');
  return booking ?? null;
}
