import type { Transaction } from '@afterhourfix/database';
import { bookingChanges, type bookings } from '@afterhourfix/database/schema';
import type { BookingId, CallId, PhoneNumber, TextKind, TextLanguage } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type QueueTextResult, queueText } from './queue-text.ts';
import type { TextSubject } from './rules/text-body.ts';
import { giveCode } from './text-codes.ts';

export type VisitText = QueueTextResult & { kind: TextKind };

interface ToQueue {
  ctx: DomainContext;
  booking: typeof bookings.$inferSelect;
  to: PhoneNumber;
  from: PhoneNumber;
  language: TextLanguage;
  callId: CallId | null;
  isAskedFor?: boolean;
}

/** Texts how a visit stands now, once for each state of it to each number. */
export async function queueVisitText(tx: Transaction, queued: ToQueue): Promise<VisitText> {
  const { ctx, booking, to, ...rest } = queued;
  const subject = await toSubject(tx, queued);
  const { kind } = subject;
  const key = toVisitTextKey({ kind, bookingId: booking.id, startsAt: booking.startsAt, to });
  const text = { ...rest, to, subject, key, bookingId: booking.id };
  return { ...(await queueText(tx, { ctx, text })), kind };
}

/** One text for each state of a visit to each number, whoever asks for it. */
export const toVisitTextKey = (of: {
  kind: TextKind;
  bookingId: BookingId;
  startsAt: Date;
  to: PhoneNumber;
}): string => `${of.kind}:${of.bookingId}:${of.startsAt.toISOString()}:${of.to}`;

async function toSubject(tx: Transaction, { ctx, booking, to }: ToQueue): Promise<TextSubject> {
  const { id: bookingId, startsAt, endsAt, status } = booking;
  const visit = { window: { startsAt, endsAt }, timeZone: booking.timeZone ?? ctx.business.timeZone };
  if (status === 'cancelled') return { kind: 'booking-cancelled', ...visit };
  const moves = await tx.$count(
    bookingChanges,
    and(
      eq(bookingChanges.businessId, ctx.business.id),
      eq(bookingChanges.bookingId, bookingId),
      eq(bookingChanges.kind, 'moved'),
    ),
  );
  const cancelCode = await giveCode(tx, { ctx, number: to, bookingId });
  return { kind: moves > 0 ? 'booking-moved' : 'booking-confirmation', cancelCode, ...visit };
}
