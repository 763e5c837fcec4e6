import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicians } from '@afterhourfix/database/schema';
import type { BusinessId, CallId } from '@afterhourfix/vocabulary';
import { and, asc, eq, gt } from 'drizzle-orm';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { tradesOf } from './slot-search.ts';

export interface CallFactsQuery {
  business: { id: BusinessId; timeZone: string };
  callId: CallId;
  now: Date;
}

export interface BookingFacts {
  /** What this call has booked and what is still held for it, as sentences for an agent that takes over. */
  facts: string[];
  isBooked: boolean;
}

export async function listCallFacts(tx: Transaction, query: CallFactsQuery): Promise<BookingFacts> {
  const booked = await listBookingFacts(tx, query);
  return { facts: [...booked, ...(await listHoldFacts(tx, query))], isBooked: booked.length > 0 };
}

async function listBookingFacts(tx: Transaction, { business, callId }: CallFactsQuery): Promise<string[]> {
  const rows = await tx
    .select({ booking: bookings, technicianName: technicians.name })
    .from(bookings)
    .leftJoin(technicians, eq(technicians.id, bookings.technicianId))
    .where(
      and(eq(bookings.businessId, business.id), eq(bookings.callId, callId), eq(bookings.status, 'booked')),
    )
    .orderBy(asc(bookings.startsAt));
  return rows.map(({ booking, technicianName }) => {
    const window = toSpeakableWindow(booking, booking.timeZone ?? business.timeZone);
    const who = technicianName === null ? '' : ` with ${technicianName}`;
    const state = booking.calendarStatus === 'pending' ? 'Held, to be confirmed by text' : 'Booked';
    return `${state}: ${toWords(tradesOf(booking))} visit on ${window}${who}, for ${booking.contactName} at ${booking.addressLine}, ZIP ${booking.zip}.`;
  });
}

async function listHoldFacts(tx: Transaction, { business, callId, now }: CallFactsQuery): Promise<string[]> {
  const rows = await tx
    .select()
    .from(holds)
    .where(
      and(
        eq(holds.businessId, business.id),
        eq(holds.callId, callId),
        eq(holds.status, 'live'),
        gt(holds.expiresAt, now),
      ),
    )
    .orderBy(asc(holds.startsAt));
  return rows.map(
    (hold) =>
      `Offered, not booked: ${toWords(tradesOf(hold))} visit on ${toSpeakableWindow(hold, hold.timeZone ?? business.timeZone)}, slot id ${hold.id}.`,
  );
}

function toWords(trades: readonly string[]): string {
  return trades.map((trade) => trade.replaceAll('_', ' ')).join(' and ');
}
