import type { Transaction } from '@afterhourfix/database';
import { bookingChanges, bookings, calls } from '@afterhourfix/database/schema';
import {
  BookingId,
  type CallId,
  type PhoneNumber,
  type TextKind,
  type TextLanguage,
} from '@afterhourfix/vocabulary';
import { and, desc, eq, inArray, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { canChangeVisit } from '../customers/index.ts';
import { findCallerLanguage, findLastLanguage, getCallLine } from './call-line.ts';
import { queueVisitText } from './queue-visit-text.ts';

export interface TextFromCall {
  callId: CallId;
  to: PhoneNumber;
  language: TextLanguage;
}

/** `waitsForCalendar`: it goes out once the business's calendar has taken the visit. `dueAt`: not before. */
export type TextFromCallResult =
  | { ok: true; kind: TextKind; dueAt: Date; waitsForCalendar: boolean }
  | { ok: false; refusal: 'no-consent' | 'nothing-to-text' | 'too-many-texts' };

/**
 * Texts the caller how their visit stands: booked, moved or cancelled; the last one that this call made or changed, or
 * another one of theirs. Throws `NotFound` for an unknown call.
 */
export function textVisit(
  ctx: DomainContext,
  input: TextFromCall & { bookingId?: string | undefined },
): Promise<TextFromCallResult> {
  const { callId, to, language, bookingId } = input;
  return ctx.db.transaction(async (tx) => {
    const { line, callerNumber, areTextsUsedUp } = await getCallLine(tx, { ctx, callId });
    const booking = await findVisit(tx, { ctx, callId, bookingId });
    if (!booking) return { ok: false, refusal: 'nothing-to-text' };
    if (areTextsUsedUp) return { ok: false, refusal: 'too-many-texts' };
    const isAskedFor = to === callerNumber;
    const queued = await queueVisitText(tx, { ctx, booking, to, from: line, language, callId, isAskedFor });
    if (!queued.ok) return { ok: false, refusal: queued.refusal };
    return { ok: true, kind: queued.kind, dueAt: queued.dueAt, waitsForCalendar: isUnconfirmed(booking) };
  });
}

const isUnconfirmed = ({ status, calendarStatus }: typeof bookings.$inferSelect) =>
  status !== 'cancelled' && calendarStatus === 'pending';

async function findVisit(
  tx: Transaction,
  { ctx, callId, bookingId }: { ctx: DomainContext; callId: CallId; bookingId: string | undefined },
) {
  const businessId = ctx.business.id;
  const id = BookingId.safeParse(bookingId);
  const changed = tx
    .select({ id: bookingChanges.bookingId })
    .from(bookingChanges)
    .where(and(eq(bookingChanges.businessId, businessId), eq(bookingChanges.callId, callId)));
  const isMeant = id.success
    ? eq(bookings.id, id.data)
    : or(eq(bookings.callId, callId), inArray(bookings.id, changed));
  const rows = await tx
    .select()
    .from(bookings)
    .where(and(eq(bookings.businessId, businessId), isMeant))
    .orderBy(desc(bookings.id));
  const visit = rows.find(({ status }) => status === 'booked') ?? rows[0];
  if (!visit || visit.calendarStatus === 'rejected') return null;
  return (await canChangeVisit(tx, { businessId, callId, visit })) ? visit : null;
}

export type TextVisitNewsResult = 'queued' | 'no-consent' | 'unconfirmed' | 'no-line';

/**
 * Texts the contact of a visit how it stands, after the call; nothing while the business's calendar has not taken it.
 * `isAwaited`: they wait for us just now, so that their night is no hindrance.
 */
export function textVisitNews(
  ctx: DomainContext,
  { bookingId, isAwaited = false }: { bookingId: BookingId; isAwaited?: boolean },
): Promise<TextVisitNewsResult> {
  const businessId = ctx.business.id;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ booking: bookings, line: calls.toNumber })
      .from(bookings)
      .leftJoin(calls, eq(calls.id, bookings.callId))
      .where(and(eq(bookings.businessId, businessId), eq(bookings.id, bookingId)));
    if (!row?.line) return 'no-line';
    const { booking, line: from } = row;
    const isHeld = booking.calendarStatus === 'confirmed' || (isAwaited && booking.calendarStatus === 'none');
    if (!isHeld) return 'unconfirmed';
    const { contactPhone: to, callId } = booking;
    const language = callId
      ? await findCallerLanguage(tx, { ctx, callId, to })
      : ((await findLastLanguage(tx, { ctx, to })) ?? 'en');
    const queued = await queueVisitText(tx, {
      ...{ ctx, booking, to, from, language, callId, isAskedFor: isAwaited },
    });
    return queued.ok ? 'queued' : queued.refusal;
  });
}
