import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { CallId, QuoteId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { askCalendar, CALENDAR_LIMIT_MS } from './ask-calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { recordChange } from './record-change.ts';
import { releaseHoldRows } from './release-holds.ts';
import { type Hold, secureTime } from './secure-time.ts';

export interface Move {
  ctx: DomainContext;
  booking: BookingRow;
  /** Its time is secured: a commitment carries it, unless an external calendar picks who comes. */
  hold: Hold;
  callId: CallId | null;
  feeCents: number;
  quoteId: QuoteId | null;
  isExternal: boolean;
}

/**
 * The visit keeps its id and takes the hold's time. Its earlier time is free at once, or, with an external calendar,
 * when that has taken the move: until then it can be given back.
 */
export async function moveBooking(tx: Transaction, move: Move): Promise<BookingRow> {
  const { ctx, booking, hold, isExternal } = move;
  // Theirs has not taken the move before this one: where it stands is kept, and the time between is nobody's.
  const isBetween = isExternal && booking.previousHoldId !== null;
  const left = await leaveTime(tx, { ctx, booking, isKept: isExternal && !isBetween });
  const previous = isBetween ? booking.previousHoldId : left;
  const { trade, otherTrades, startsAt, endsAt, technicianId, openingRef, timeZone } = hold;
  const when = { startsAt, endsAt, technicianId, openingRef, timeZone };
  const window = { ...when, trade, otherTrades, holdId: hold.id };
  const quoteId = move.quoteId ?? booking.quoteId;
  const calendarRevision = booking.calendarRevision + (isExternal ? 1 : 0);
  const [moved] = await tx
    .update(bookings)
    .set({ ...window, quoteId, calendarRevision, previousHoldId: previous })
    .where(eq(bookings.id, booking.id))
    .returning();
  if (!moved) throw new Error('A locked row is gone');
  await carry(tx, { booking: moved, hold });
  const { callId, feeCents } = move;
  await recordChange(tx, { ctx, booking: moved, change: { kind: 'moved', callId, feeCents } });
  if (isExternal) await askCalendar(tx, { ctx, bookingId: booking.id });
  return moved;
}

/** Their calendar did not take the move: the visit is where it was. False when that time is gone by now. */
export async function moveBack(
  tx: Transaction,
  { ctx, booking }: { ctx: DomainContext; booking: BookingRow },
): Promise<boolean> {
  const hold = await findPrevious(tx, booking);
  const secured = hold && (await secureTime(tx, { ctx, hold }));
  if (!hold || !secured) return false;
  await leaveTime(tx, { ctx, booking, isKept: false });
  const { trade, otherTrades, startsAt, endsAt, openingRef, timeZone } = hold;
  const when = { startsAt, endsAt, openingRef, timeZone };
  const window = { ...when, trade, otherTrades, holdId: hold.id, ...secured };
  const [moved] = await tx
    .update(bookings)
    .set({ ...window, previousHoldId: null, calendarStatus: 'confirmed', calendarClaimedAt: null })
    .where(eq(bookings.id, booking.id))
    .returning();
  if (!moved) throw new Error('A locked row is gone');
  await carry(tx, { booking: moved, hold });
  await recordChange(tx, { ctx, booking: moved, change: { kind: 'moved-back', callId: null } });
  return true;
}

/** The hold of the time at which theirs last took the visit. */
export async function findPrevious(tx: Transaction, { previousHoldId }: BookingRow): Promise<Hold | null> {
  if (previousHoldId === null) return null;
  const [hold] = await tx.select().from(holds).where(eq(holds.id, previousHoldId)).for('update');
  return hold ?? null;
}

/** The id of the hold that keeps the time; null when it is given up. */
async function leaveTime(
  tx: Transaction,
  { ctx, booking, isKept }: { ctx: DomainContext; booking: BookingRow; isKept: boolean },
) {
  const { id, holdId } = booking;
  if (!isKept || holdId === null) {
    await tx.delete(technicianCommitments).where(eq(technicianCommitments.bookingId, id));
    if (holdId) await tx.update(holds).set({ status: 'released' }).where(eq(holds.id, holdId));
    return null;
  }
  // Longer than their calendar has to answer.
  const expiresAt = new Date(ctx.clock.now().getTime() + 2 * CALENDAR_LIMIT_MS);
  await tx.update(holds).set({ status: 'live', expiresAt }).where(eq(holds.id, holdId));
  await tx
    .update(technicianCommitments)
    .set({ holdId, bookingId: null, expiresAt })
    .where(eq(technicianCommitments.bookingId, id));
  return holdId;
}

async function carry(tx: Transaction, { booking, hold }: { booking: BookingRow; hold: Hold }): Promise<void> {
  const { technicianId } = booking;
  await tx
    .update(technicianCommitments)
    .set({ bookingId: booking.id, holdId: null, expiresAt: null })
    .where(eq(technicianCommitments.holdId, hold.id));
  await tx.update(holds).set({ status: 'used', technicianId }).where(eq(holds.id, hold.id));
}

/** Their calendar has taken the move. */
export async function forgetPrevious(tx: Transaction, booking: BookingRow): Promise<void> {
  if (booking.previousHoldId === null) return;
  await releaseHoldRows(tx, { ids: [booking.previousHoldId] });
  await tx.update(bookings).set({ previousHoldId: null }).where(eq(bookings.id, booking.id));
}
