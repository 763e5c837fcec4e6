import type { Transaction } from '@afterhourfix/database';
import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import type { BookingId, CallId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { bookingCancelled } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { askCalendar } from './ask-calendar.ts';
import type { ExternalCalendar } from './calendar.ts';
import type { BookingRow } from './call-bookings.ts';
import { findBooking } from './find-booking.ts';
import { forgetPrevious } from './move-booking.ts';
import { readLateFeeCents } from './read-late-fee.ts';
import { recordChange } from './record-change.ts';
import { retryDeadlock } from './retry-deadlock.ts';
import { settleWithCalendar } from './settle-with-calendar.ts';

export interface CancelBookingInput {
  bookingId: string;
  /** The call in which it is asked for; null when no caller asks. Who may ask is decided before. */
  callId: CallId | null;
  reason?: string | undefined;
  /** What the caller was told that it costs and said yes to, 0 included; left out: nobody has asked them. */
  agreedFeeCents?: number | undefined;
}

export type CancelBookingResult =
  | {
      ok: true;
      bookingId: BookingId;
      feeCents: number;
      /** It was cancelled before; nothing has changed. */
      isRepeat: boolean;
    }
  | { ok: false; refusal: 'unknown-booking' | 'visit-has-begun' }
  | { ok: false; refusal: 'not-confirmed'; feeCents: number };

/**
 * Cancels a visit once its caller has agreed to what it costs: `not-confirmed` tells the fee in cents, which is 0
 * until two hours before the window or as the business says. A fee that has come up since is asked for anew.
 */
export async function cancelBooking(
  ctx: DomainContext,
  input: CancelBookingInput,
  calendar: ExternalCalendar | null = null,
): Promise<CancelBookingResult> {
  const result = await retryDeadlock(() => ctx.db.transaction((tx) => cancel(tx, { ctx, input })));
  if (!result.ok || result.isRepeat) return result;
  const { bookingId } = result;
  bookingCancelled(ctx, { bookingId, callId: input.callId });
  // Cancelled here is cancelled; what theirs has not taken yet, the job brings there.
  if (calendar) await settleWithCalendar(ctx, { bookingId, calendar });
  return result;
}

async function cancel(
  tx: Transaction,
  { ctx, input }: { ctx: DomainContext; input: CancelBookingInput },
): Promise<CancelBookingResult> {
  const booking = await findBooking(tx, { ctx, bookingId: input.bookingId });
  if (!booking) return { ok: false, refusal: 'unknown-booking' };
  const { id: bookingId } = booking;
  if (booking.status === 'cancelled') return { ok: true, bookingId, feeCents: 0, isRepeat: true };
  if (booking.endsAt <= ctx.clock.now()) return { ok: false, refusal: 'visit-has-begun' };
  const feeCents = await readLateFeeCents(tx, { ctx, booking });
  if (input.agreedFeeCents === undefined || input.agreedFeeCents < feeCents)
    return { ok: false, refusal: 'not-confirmed', feeCents };
  await release(tx, booking);
  await forgetPrevious(tx, booking);
  const { callId, reason = 'asked for by the caller' } = input;
  await recordChange(tx, { ctx, booking, change: { kind: 'cancelled', callId, feeCents, reason } });
  if (booking.calendarStatus !== 'none') await askCalendar(tx, { ctx, bookingId });
  const { businessId } = booking;
  for (const told of new Set([callId, booking.callId]))
    if (told) await enqueue(tx, 'calls.summarise', { businessId, callId: told });
  return { ok: true, bookingId, feeCents, isRepeat: false };
}

/** The technician's time is free at once. */
async function release(tx: Transaction, { id, holdId }: BookingRow): Promise<void> {
  await tx.update(bookings).set({ status: 'cancelled', holdId: null }).where(eq(bookings.id, id));
  await tx.delete(technicianCommitments).where(eq(technicianCommitments.bookingId, id));
  if (holdId) await tx.update(holds).set({ status: 'released' }).where(eq(holds.id, holdId));
}
