import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { HoldId } from '@afterhourfix/vocabulary';
import { and, arrayOverlaps, desc, eq, inArray, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { askCalendar } from './ask-calendar.ts';
import { recordChange } from './record-change.ts';
import type { Hold } from './secure-time.ts';
import { tradesOf } from './slot-search.ts';

export type BookingRow = typeof bookings.$inferSelect;

/** The visits that the hold's call has booked for any of the hold's trades, latest first. */
export function lockCallBookings(tx: Transaction, hold: Hold): Promise<BookingRow[]> {
  const trades = [...tradesOf(hold)];
  return tx
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.businessId, hold.businessId),
        eq(bookings.callId, hold.callId),
        or(inArray(bookings.trade, trades), arrayOverlaps(bookings.otherTrades, trades)),
        eq(bookings.status, 'booked'),
      ),
    )
    .orderBy(desc(bookings.createdAt), desc(bookings.id))
    .for('update');
}

/** The technician's time is free at once. The hold is given back with it, so that the caller may return to the slot. */
export async function giveUpBookings(
  tx: Transaction,
  { ctx, rows }: { ctx: DomainContext; rows: readonly BookingRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  const holdIds = rows.map((row) => row.holdId).filter((id): id is HoldId => id !== null);
  await tx.update(bookings).set({ status: 'cancelled', holdId: null }).where(inArray(bookings.id, ids));
  await tx.delete(technicianCommitments).where(inArray(technicianCommitments.bookingId, ids));
  await tx.update(holds).set({ status: 'released' }).where(inArray(holds.id, holdIds));
  for (const booking of rows) {
    const change = { kind: 'cancelled', reason: 'another slot was booked in the same call' } as const;
    await recordChange(tx, { ctx, booking, change: { ...change, callId: booking.callId } });
    if (booking.calendarStatus !== 'none') await askCalendar(tx, { ctx, bookingId: booking.id });
  }
}
