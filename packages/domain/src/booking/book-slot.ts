import type { Transaction } from '@afterhourfix/database';
import { holds } from '@afterhourfix/database/schema';
import { type BookingId, type CallId, HoldId, readPhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { bookingMoved, outcomeCorrected, slotBooked, slotRefused } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { checkServiceArea } from '../service-area/index.ts';
import { type BookingRow, giveUpBookings, lockCallBookings } from './call-bookings.ts';
import { correctOutcome, lockCallRow, lockOffers } from './lock-call.ts';
import { releaseCallHolds } from './release-holds.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { toSpeakableWindow } from './rules/speakable-window.ts';
import { type Hold, secureTime } from './secure-time.ts';
import {
  correctBooking,
  getTechnicianName,
  type HoldBooking,
  insertBooking,
  type Visit,
} from './write-booking.ts';

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
  /** The window, speakable, that this call had booked for the trade before and has now given up; null when none. */
  movedFrom: string | null;
}

export type BookSlotRefusal =
  | 'slot-taken'
  | 'hold-expired'
  | 'unknown-slot'
  | 'invalid-phone'
  | 'outside-service-area';

export type BookSlotResult = { ok: true; booking: Booking } | { ok: false; refusal: BookSlotRefusal };

/** What one transaction came to; told once it is committed. */
type Deed = { result: BookSlotResult; isOutcomeCorrected: boolean };

/**
 * Books a slot that was offered in this call. A hold that lapsed is booked too while its time is free (`slot-taken`
 * when it is not, `hold-expired` when the window has begun). A call has one visit per trade: booking the same window
 * again corrects its details, another one moves the visit there; a refused move leaves it where it was.
 */
export async function bookSlot(ctx: DomainContext, input: BookSlotInput): Promise<BookSlotResult> {
  const { callId } = input;
  const { result, isOutcomeCorrected } = await tryBookSlot(ctx, input);
  if (!result.ok) slotRefused(ctx, { callId, refusal: result.refusal });
  else if (result.booking.movedFrom) bookingMoved(ctx, { callId, bookingId: result.booking.id });
  else slotBooked(ctx, { callId, bookingId: result.booking.id });
  if (isOutcomeCorrected) outcomeCorrected(ctx, { callId, outcome: 'booked' });
  return result;
}

async function tryBookSlot(ctx: DomainContext, input: BookSlotInput): Promise<Deed> {
  const slotId = HoldId.safeParse(input.slotId);
  if (!slotId.success) return refused('unknown-slot');
  const phone = readPhoneNumber(input.phone);
  if (phone === null) return refused('invalid-phone');
  const area = await checkServiceArea(ctx, { zip: input.zip });
  if (area.zone !== 'core' && area.zone !== 'edge') return refused('outside-service-area');
  const { callId, name, addressLine, city = null, problem } = input;
  const visit: Visit = { phone, name, addressLine, city, zip: area.zip, problem };
  return retryDeadlock(() =>
    ctx.db.transaction(async (tx) => {
      await lockOffers(tx, callId);
      const hold = await findHold(tx, { ctx, callId, slotId: slotId.data });
      return hold ? bookHold(tx, { ctx, hold, visit }) : refused('unknown-slot');
    }),
  );
}

function refused(refusal: BookSlotRefusal): Deed {
  return { result: { ok: false, refusal }, isOutcomeCorrected: false };
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

async function bookHold(tx: Transaction, { ctx, hold, visit }: HoldBooking): Promise<Deed> {
  const earlier = await lockCallBookings(tx, hold);
  const same = earlier.find((booking) => booking.startsAt.getTime() === hold.startsAt.getTime());
  if (same) return booked(tx, { ctx, row: await correctBooking(tx, { ctx, booking: same, visit }) });
  const now = ctx.clock.now();
  // A used hold without its booking: the business has cancelled that visit.
  if (hold.startsAt <= now || hold.status === 'used') return refused('hold-expired');
  const technicianId = await secureTime(tx, { hold, now });
  if (technicianId === null) return refused('slot-taken');
  await lockCallRow(tx, hold);
  await giveUpBookings(tx, earlier);
  const row = await insertBooking(tx, { ctx, hold: { ...hold, technicianId }, visit });
  await tx.update(holds).set({ status: 'used', technicianId }).where(eq(holds.id, hold.id));
  return booked(tx, { ctx, row, earlier: earlier[0] });
}

async function booked(
  tx: Transaction,
  { ctx, row, earlier }: { ctx: DomainContext; row: BookingRow; earlier?: BookingRow | undefined },
): Promise<Deed> {
  const { id, businessId, callId, customerId, startsAt, endsAt, technicianId } = row;
  const toWords = (window: BookingRow) => toSpeakableWindow(window, ctx.business.timeZone);
  let isOutcomeCorrected = false;
  if (callId) {
    // The caller has chosen: what else was offered is free for others at once.
    await releaseCallHolds(tx, { businessId, callId });
    isOutcomeCorrected = await correctOutcome(tx, { businessId, callId, customerId });
    // The call may be over already; while it goes on, this job does nothing.
    await enqueue(tx, 'calls.summarise', { businessId, callId });
  }
  const technicianName = await getTechnicianName(tx, technicianId);
  const movedFrom = earlier ? toWords(earlier) : null;
  const booking = { id, startsAt, endsAt, technicianName, speakable: toWords(row), movedFrom };
  return { result: { ok: true, booking }, isOutcomeCorrected };
}
