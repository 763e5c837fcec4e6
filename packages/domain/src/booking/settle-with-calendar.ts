import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import { VendorError } from '@afterhourfix/foundation';
import type { BookingId } from '@afterhourfix/vocabulary';
import { and, eq, isNull, lte, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { applyCalendarState } from './apply-calendar-state.ts';
import type { ExternalCalendar, ExternalState } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { findPrevious, forgetPrevious, moveBack } from './move-booking.ts';
import { recordChange } from './record-change.ts';
import { type CalendarAnswer, tellCalendar } from './tell-calendar.ts';

/** Longer than an adapter may take for all it asks. */
const CLAIM_MS = 60_000;
/** Nobody's claim, but not the first one. */
const ASKED_BEFORE = new Date(0);

/**
 * `settled`: theirs is as ours. `pending`: it does not answer, or somebody else is asking it. `rejected`: it said no,
 * and the visit is undone here; `moved-back`: it said no to a move, and the visit is where it was before.
 */
export type Settlement = 'settled' | 'pending' | 'rejected' | 'moved-back';

export interface SettleInput {
  bookingId: BookingId;
  calendar: ExternalCalendar;
}

/** Brings somebody else's calendar to the state of our row. May run again, at any time and from any process. */
export async function settleWithCalendar(
  ctx: DomainContext,
  { bookingId, calendar }: SettleInput,
): Promise<Settlement> {
  const claim = await claimBooking(ctx, bookingId);
  if (claim === 'settled' || claim === 'pending') return claim;
  const { booking, isRetry } = claim;
  try {
    const answer = await tellCalendar(ctx, { booking, isRetry, calendar });
    return await ctx.db.transaction((tx) => takeAnswer(tx, { ctx, asked: booking, answer }));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ err: error, bookingId, calendar: calendar.kind }, 'the calendar is away');
    await giveClaimBack(ctx, booking);
    return 'pending';
  }
}

type Claim = 'settled' | 'pending' | { booking: BookingRow; isRetry: boolean };

/** The time of the last claim stays: what was asked once may have happened there. */
async function claimBooking(ctx: DomainContext, bookingId: BookingId): Promise<Claim> {
  const now = ctx.clock.now();
  const staleAt = new Date(now.getTime() - CLAIM_MS);
  const isOurs = and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId));
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(bookings).where(isOurs).for('update');
    if (before?.calendarStatus !== 'pending') return 'settled';
    const isFree = or(isNull(bookings.calendarClaimedAt), lte(bookings.calendarClaimedAt, staleAt));
    const [booking] = await tx
      .update(bookings)
      .set({ calendarClaimedAt: now })
      .where(and(isOurs, isFree))
      .returning();
    return booking ? { booking, isRetry: before.calendarClaimedAt !== null } : 'pending';
  });
}

/** Free for the next try at once, and known to have been asked. */
async function giveClaimBack(ctx: DomainContext, { id, calendarRevision }: BookingRow): Promise<void> {
  await ctx.db.transaction((tx) =>
    tx
      .update(bookings)
      .set({ calendarClaimedAt: ASKED_BEFORE })
      .where(and(eq(bookings.id, id), eq(bookings.calendarRevision, calendarRevision))),
  );
}

async function takeAnswer(
  tx: Transaction,
  { ctx, asked, answer }: { ctx: DomainContext; asked: BookingRow; answer: CalendarAnswer },
): Promise<Settlement> {
  const [booking] = await tx.select().from(bookings).where(eq(bookings.id, asked.id)).for('update');
  if (!booking) throw new Error('A booking is gone');
  const isCurrent = booking.calendarRevision === asked.calendarRevision && booking.status === asked.status;
  if (!isCurrent) return leaveForNext(tx, { booking, ref: answer.ok ? answer.ref : null });
  if (answer.ok) {
    await tx
      .update(bookings)
      .set({ calendarRef: answer.ref, calendarStatus: 'confirmed', calendarClaimedAt: null })
      .where(eq(bookings.id, booking.id));
    await forgetPrevious(tx, booking);
    return 'settled';
  }
  return takeRefusal(tx, { ctx, booking, answer });
}

/**
 * A move that is refused leaves the visit where theirs stands: where it came from, or, after a move of which the
 * answer was lost, somewhere else.
 */
async function takeRefusal(
  tx: Transaction,
  {
    ctx,
    booking,
    answer,
  }: { ctx: DomainContext; booking: BookingRow; answer: Extract<CalendarAnswer, { ok: false }> },
): Promise<Settlement> {
  const { standing } = answer;
  const isStanding = standing?.state === 'standing';
  const previous = await findPrevious(tx, booking);
  if (isStanding && standing.startsAt.getTime() !== previous?.startsAt.getTime())
    return stayThere(tx, { ctx, booking, state: standing });
  const isUntold = standing === null && booking.calendarRef !== null;
  if ((isStanding || isUntold) && (await moveBack(tx, { ctx, booking }))) {
    const ref = { calendarRef: standing?.ref ?? booking.calendarRef };
    await tx.update(bookings).set(ref).where(eq(bookings.id, booking.id));
    return 'moved-back';
  }
  await undo(tx, { ctx, booking, detail: answer.detail });
  return 'rejected';
}

async function stayThere(
  tx: Transaction,
  { ctx, booking, state }: { ctx: DomainContext; booking: BookingRow; state: ExternalState },
): Promise<Settlement> {
  await forgetPrevious(tx, booking);
  await tx
    .update(bookings)
    .set({ calendarStatus: 'confirmed', calendarClaimedAt: null, previousHoldId: null })
    .where(eq(bookings.id, booking.id));
  await applyCalendarState(tx, { ctx, booking, state, changedAt: ctx.clock.now() });
  return 'moved-back';
}

/** Cancelled or moved while theirs was asked: that change waits for its own turn, and now knows what stands there. */
async function leaveForNext(
  tx: Transaction,
  { booking, ref }: { booking: BookingRow; ref: string | null },
): Promise<Settlement> {
  await tx
    .update(bookings)
    .set({ calendarRef: ref ?? booking.calendarRef, calendarClaimedAt: ASKED_BEFORE })
    .where(eq(bookings.id, booking.id));
  return 'pending';
}

async function undo(
  tx: Transaction,
  { ctx, booking, detail }: { ctx: DomainContext; booking: BookingRow; detail: string },
): Promise<void> {
  const { id, holdId } = booking;
  await tx
    .update(bookings)
    .set({ status: 'cancelled', calendarStatus: 'rejected', holdId: null })
    .where(eq(bookings.id, id));
  await tx.delete(technicianCommitments).where(eq(technicianCommitments.bookingId, id));
  await forgetPrevious(tx, booking);
  if (holdId) await tx.update(holds).set({ status: 'released' }).where(eq(holds.id, holdId));
  await recordChange(tx, { ctx, booking, change: { kind: 'rejected', callId: null, reason: detail } });
}
