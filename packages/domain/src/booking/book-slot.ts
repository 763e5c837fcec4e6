import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments, technicians } from '@afterhourfix/database/schema';
import {
  type BookingId,
  type CallId,
  HoldId,
  type PhoneNumber,
  readPhoneNumber,
  type TechnicianId,
} from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { upsertCustomer } from '../customers/index.ts';
import { slotBooked, slotRefused } from '../events.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { findQuoteId } from './find-quote.ts';
import { releaseCallHolds } from './release-holds.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { type Hold, secureTime } from './secure-time.ts';

export interface BookSlotInput {
  callId: CallId;
  /** As `getSlots` gave it to this call. */
  slotId: string;
  name: string;
  phone: string;
  addressLine: string;
  city?: string | undefined;
  zip: string;
  problem: string;
}

export interface Booking {
  id: BookingId;
  startsAt: Date;
  endsAt: Date;
  technicianName: string;
  speakable: string;
}

export type BookSlotRefusal =
  | 'slot-taken'
  | 'hold-expired'
  | 'unknown-slot'
  | 'invalid-phone'
  | 'outside-service-area';

export type BookSlotResult = { ok: true; booking: Booking } | { ok: false; refusal: BookSlotRefusal };

interface Visit {
  phone: PhoneNumber;
  name: string;
  addressLine: string;
  city: string | null;
  zip: string;
  problem: string;
}

/**
 * Books a slot that was offered in this call. A hold that lapsed is booked too while its time is free (`slot-taken`
 * when it is not, `hold-expired` when the window has begun). Booking the same slot again corrects its details.
 */
export async function bookSlot(ctx: DomainContext, input: BookSlotInput): Promise<BookSlotResult> {
  const result = await tryBookSlot(ctx, input);
  if (result.ok) slotBooked(ctx, { callId: input.callId, bookingId: result.booking.id });
  else slotRefused(ctx, { callId: input.callId, refusal: result.refusal });
  return result;
}

async function tryBookSlot(ctx: DomainContext, input: BookSlotInput): Promise<BookSlotResult> {
  const slotId = HoldId.safeParse(input.slotId);
  if (!slotId.success) return { ok: false, refusal: 'unknown-slot' };
  const phone = readPhoneNumber(input.phone);
  if (phone === null) return { ok: false, refusal: 'invalid-phone' };
  const area = await checkServiceArea(ctx, { zip: input.zip });
  if (area.zone !== 'core' && area.zone !== 'edge') return { ok: false, refusal: 'outside-service-area' };
  const { name, addressLine, city = null, problem } = input;
  const visit = { phone, name, addressLine, city, zip: area.zip, problem };
  return ctx.db.transaction(async (tx) => {
    const hold = await findHold(tx, { ctx, callId: input.callId, slotId: slotId.data });
    return hold ? bookHold(tx, { ctx, hold, visit }) : { ok: false, refusal: 'unknown-slot' };
  });
}

async function findHold(
  tx: Transaction,
  { ctx, callId, slotId }: { ctx: DomainContext; callId: CallId; slotId: HoldId },
): Promise<Hold | null> {
  const [hold] = await tx
    .select()
    .from(holds)
    .where(and(eq(holds.businessId, ctx.business.id), eq(holds.callId, callId), eq(holds.id, slotId)))
    .for('update');
  return hold ?? null;
}

interface HoldBooking {
  ctx: DomainContext;
  hold: Hold;
  visit: Visit;
}

async function bookHold(tx: Transaction, { ctx, hold, visit }: HoldBooking): Promise<BookSlotResult> {
  if (hold.status === 'used') return correctBooking(tx, { ctx, hold, visit });
  const now = ctx.clock.now();
  if (hold.startsAt <= now) return { ok: false, refusal: 'hold-expired' };
  const technicianId = await secureTime(tx, { hold, now });
  if (technicianId === null) return { ok: false, refusal: 'slot-taken' };
  const bookingId = await insertBooking(tx, { ctx, hold: { ...hold, technicianId }, visit });
  await tx
    .update(technicianCommitments)
    .set({ bookingId, holdId: null, expiresAt: null })
    .where(eq(technicianCommitments.holdId, hold.id));
  await tx.update(holds).set({ status: 'used', technicianId }).where(eq(holds.id, hold.id));
  // The caller has chosen: what else was offered is free for others at once.
  await releaseCallHolds(tx, { businessId: ctx.business.id, callId: hold.callId });
  return { ok: true, booking: await toBooking(tx, { ctx, hold: { ...hold, technicianId }, bookingId }) };
}

async function insertBooking(tx: Transaction, { ctx, hold, visit }: HoldBooking): Promise<BookingId> {
  const now = ctx.clock.now();
  const customerId = await upsertCustomer(tx, { businessId: ctx.business.id, ...toContact(visit) });
  const [row] = await tx
    .insert(bookings)
    .values({
      businessId: ctx.business.id,
      callId: hold.callId,
      customerId,
      technicianId: hold.technicianId,
      holdId: hold.id,
      quoteId: await findQuoteId(tx, { hold, now }),
      trade: hold.trade,
      startsAt: hold.startsAt,
      endsAt: hold.endsAt,
      createdAt: now,
      ...toBookingDetails(visit),
    })
    .returning({ id: bookings.id });
  if (!row) throw new Error('An insert returned no row');
  return row.id;
}

async function correctBooking(tx: Transaction, { ctx, hold, visit }: HoldBooking): Promise<BookSlotResult> {
  const customerId = await upsertCustomer(tx, { businessId: ctx.business.id, ...toContact(visit) });
  const [row] = await tx
    .update(bookings)
    .set({ customerId, ...toBookingDetails(visit) })
    .where(and(eq(bookings.holdId, hold.id), eq(bookings.status, 'booked')))
    .returning({ id: bookings.id });
  if (!row) return { ok: false, refusal: 'hold-expired' };
  return { ok: true, booking: await toBooking(tx, { ctx, hold, bookingId: row.id }) };
}

async function toBooking(
  tx: Transaction,
  { ctx, hold, bookingId }: { ctx: DomainContext; hold: Hold; bookingId: BookingId },
): Promise<Booking> {
  const { startsAt, endsAt } = hold;
  const technicianName = await getTechnicianName(tx, hold.technicianId);
  const speakable = toSpeakableWindow({ startsAt, endsAt }, ctx.business.timeZone);
  return { id: bookingId, startsAt, endsAt, technicianName, speakable };
}

async function getTechnicianName(tx: Transaction, technicianId: TechnicianId): Promise<string> {
  const [row] = await tx
    .select({ name: technicians.name })
    .from(technicians)
    .where(eq(technicians.id, technicianId));
  if (!row) throw new Error('A commitment names no technician');
  return row.name;
}

function toContact({ phone, name, addressLine, city, zip }: Visit) {
  return { phone, name, addressLine, city, zip };
}

function toBookingDetails(visit: Visit) {
  return {
    contactName: visit.name,
    contactPhone: visit.phone,
    addressLine: visit.addressLine,
    city: visit.city,
    zip: visit.zip,
    problem: visit.problem,
  };
}
