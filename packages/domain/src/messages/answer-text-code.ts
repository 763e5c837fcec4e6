import { bookings, textCodes } from '@afterhourfix/database/schema';
import { and, eq } from 'drizzle-orm';
import { cancelBooking } from '../booking/index.ts';
import { toVisitTextKey } from './queue-visit-text.ts';
import type { ReceivedText, TextAnswer } from './received-text.ts';
import type { TextCode } from './rules/read-text-code.ts';
import type { TextSubject } from './rules/text-body.ts';
import { findCode, type TextCodeRow } from './text-codes.ts';

/** What was asked yesterday is asked anew. */
const ASKED_LIMIT_MS = 24 * 3_600_000;

interface CodeAnswer {
  answer: TextAnswer;
  subject: TextSubject;
  /** Left out: the answer is of this very text. */
  key?: string;
}

/**
 * The code of a visit, as it stood in a text to this number, asks to cancel it; the code with a yes, after the cost was
 * told, cancels it. Null for a code that was never given to this number.
 */
export async function answerTextCode(received: ReceivedText, read: TextCode): Promise<CodeAnswer | null> {
  const { ctx, from, to: line } = received;
  const row = await ctx.db.transaction((tx) => findCode(tx, { ctx, number: from, code: read.code }));
  if (!row) return null;
  const refused: CodeAnswer = { answer: 'cancel-refused', subject: { kind: 'cancel-refused', line } };
  const visit = await findVisit(received, row);
  if (!visit) return refused;
  const agreedFeeCents = read.isConfirmed ? findAskedFee(received, row) : undefined;
  const input = { bookingId: row.bookingId, callId: null, reason: 'asked for by text', agreedFeeCents };
  const cancelled = await cancelBooking(ctx, input);
  if (cancelled.ok) {
    const key = toVisitTextKey({
      kind: 'booking-cancelled',
      bookingId: row.bookingId,
      ...visit.window,
      to: from,
    });
    return { answer: 'cancelled', subject: { kind: 'booking-cancelled', ...visit }, key };
  }
  if (cancelled.refusal !== 'not-confirmed') return refused;
  const { feeCents } = cancelled;
  await noteAsked(received, { row, feeCents });
  const subject = { kind: 'cancel-question', cancelCode: row.code, feeCents, ...visit } as const;
  return { answer: 'cancel-asked', subject };
}

function findAskedFee({ ctx }: ReceivedText, row: TextCodeRow): number | undefined {
  if (row.askedAt === null || row.askedFeeCents === null) return undefined;
  const ageMs = ctx.clock.now().getTime() - row.askedAt.getTime();
  return ageMs <= ASKED_LIMIT_MS ? row.askedFeeCents : undefined;
}

async function findVisit({ ctx }: ReceivedText, { bookingId }: TextCodeRow) {
  const [booking] = await ctx.db.transaction((tx) =>
    tx
      .select({ startsAt: bookings.startsAt, endsAt: bookings.endsAt, timeZone: bookings.timeZone })
      .from(bookings)
      .where(and(eq(bookings.businessId, ctx.business.id), eq(bookings.id, bookingId))),
  );
  if (!booking) return null;
  const { timeZone, ...window } = booking;
  return { window, timeZone: timeZone ?? ctx.business.timeZone };
}

async function noteAsked(
  { ctx }: ReceivedText,
  { row, feeCents }: { row: TextCodeRow; feeCents: number },
): Promise<void> {
  await ctx.db.transaction((tx) =>
    tx
      .update(textCodes)
      .set({ askedFeeCents: feeCents, askedAt: ctx.clock.now() })
      .where(and(eq(textCodes.businessId, ctx.business.id), eq(textCodes.id, row.id))),
  );
}
