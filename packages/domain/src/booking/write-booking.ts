import type { Transaction } from '@afterhourfix/database';
import { bookings, technicianCommitments, technicians } from '@afterhourfix/database/schema';
import type { PhoneNumber, QuoteId, TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { upsertCustomer } from '../customers/index.ts';
import { CALENDAR_LIMIT_MS, enqueueConfirmation } from './ask-calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { recordChange } from './record-change.ts';
import type { Hold } from './secure-time.ts';

/** Who is visited, where and why. */
export interface Visit {
  phone: PhoneNumber;
  name: string;
  email: string | null;
  addressLine: string;
  city: string | null;
  zip: string;
  problem: string;
}

export interface HoldBooking {
  ctx: DomainContext;
  hold: Hold;
  visit: Visit;
  quoteId: QuoteId | null;
  /** It has to stand in somebody else's calendar too. */
  isExternal: boolean;
}

/** The time that is carried for the hold becomes the booking's. */
export async function insertBooking(tx: Transaction, booking: HoldBooking): Promise<BookingRow> {
  const { ctx, hold, visit, quoteId, isExternal } = booking;
  const now = ctx.clock.now();
  const { callId, technicianId, trade, otherTrades, startsAt, endsAt, timeZone, openingRef } = hold;
  const customerId = await upsertCustomer(tx, { businessId: ctx.business.id, callId, ...toContact(visit) });
  const place = { businessId: ctx.business.id, callId, customerId, technicianId, holdId: hold.id };
  const window = { trade, otherTrades, startsAt, endsAt, timeZone, openingRef };
  const calendarDueAt = isExternal ? new Date(now.getTime() + CALENDAR_LIMIT_MS) : null;
  const calendar = { calendarStatus: isExternal ? ('pending' as const) : ('none' as const), calendarDueAt };
  const [row] = await tx
    .insert(bookings)
    .values({ ...place, ...window, ...calendar, quoteId, createdAt: now, ...toBookingDetails(visit) })
    .returning();
  if (!row) throw new Error('An insert returned no row');
  await tx
    .update(technicianCommitments)
    .set({ bookingId: row.id, holdId: null, expiresAt: null })
    .where(eq(technicianCommitments.holdId, hold.id));
  await recordChange(tx, { ctx, booking: row, change: { kind: 'booked', callId } });
  if (isExternal) await enqueueConfirmation(tx, { ctx, bookingId: row.id });
  return row;
}

export async function correctBooking(
  tx: Transaction,
  { ctx, booking, visit }: { ctx: DomainContext; booking: BookingRow; visit: Visit },
): Promise<BookingRow> {
  const callId = booking.callId ?? undefined;
  const customerId = await upsertCustomer(tx, { businessId: ctx.business.id, callId, ...toContact(visit) });
  const [row] = await tx
    .update(bookings)
    .set({ customerId, ...toBookingDetails(visit) })
    .where(eq(bookings.id, booking.id))
    .returning();
  if (!row) throw new Error('A locked row is gone');
  return row;
}

export async function findTechnicianName(
  tx: Transaction,
  technicianId: TechnicianId | null,
): Promise<string | null> {
  if (technicianId === null) return null;
  const [row] = await tx
    .select({ name: technicians.name })
    .from(technicians)
    .where(eq(technicians.id, technicianId));
  if (!row) throw new Error('A booking names no technician');
  return row.name;
}

function toContact({ phone, name, addressLine, city, zip }: Visit) {
  return { phone, name, addressLine, city, zip };
}

function toBookingDetails(visit: Visit) {
  return {
    contactName: visit.name,
    contactPhone: visit.phone,
    contactEmail: visit.email,
    addressLine: visit.addressLine,
    city: visit.city,
    zip: visit.zip,
    problem: visit.problem,
  };
}
