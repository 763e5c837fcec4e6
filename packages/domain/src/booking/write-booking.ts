import type { Transaction } from '@afterhourfix/database';
import { bookings, technicianCommitments, technicians } from '@afterhourfix/database/schema';
import type { CallId, CustomerId, PhoneNumber, QuoteId, TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { upsertCustomer } from '../customers/index.ts';
import { enqueue } from '../jobs.ts';
import { CALENDAR_LIMIT_MS, enqueueConfirmation } from './ask-calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { toDetails } from './correct-in-calendar.ts';
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
  const customerId = await keepContact(tx, { ctx, callId, visit });
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
  const customerId = await keepContact(tx, { ctx, callId: booking.callId, visit });
  const [row] = await tx
    .update(bookings)
    .set({ customerId, ...toBookingDetails(visit) })
    .where(eq(bookings.id, booking.id))
    .returning();
  if (!row) throw new Error('A locked row is gone');
  if (toDetails(row) !== toDetails(booking)) await tellCorrection(tx, { ctx, booking: row });
  return row;
}

/** The business's own systems and somebody else's calendar have it otherwise. */
async function tellCorrection(
  tx: Transaction,
  { ctx, booking }: { ctx: DomainContext; booking: BookingRow },
): Promise<void> {
  const { id: bookingId, businessId } = booking;
  const saidAt = ctx.clock.now().toISOString();
  const news = { event: 'booking.updated' as const, entityId: bookingId, occurredAt: saidAt };
  await enqueue(tx, 'crm.queue-news', { businessId, ...news });
  if (booking.calendarStatus !== 'none')
    await enqueue(tx, 'booking.correct-in-calendar', { businessId, bookingId, saidAt });
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

function keepContact(
  tx: Transaction,
  { ctx, callId, visit }: { ctx: DomainContext; callId: CallId | null; visit: Visit },
): Promise<CustomerId> {
  const { phone, name, addressLine, city, zip } = visit;
  const contact = { phone, name, addressLine, city, zip, saidAt: ctx.clock.now() };
  return upsertCustomer(tx, { businessId: ctx.business.id, callId: callId ?? undefined, ...contact });
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
