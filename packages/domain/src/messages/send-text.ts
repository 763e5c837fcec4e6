import type { Transaction } from '@afterhourfix/database';
import { bookings, textMessages } from '@afterhourfix/database/schema';
import { Conflict, NotFound, VendorError } from '@afterhourfix/foundation';
import { TextFailure, type TextMessageId } from '@afterhourfix/vocabulary';
import { and, eq, gt, notInArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findContactConsent } from '../customers/index.ts';
import { textSent, textWithheld } from '../events.ts';
import { enqueue } from '../jobs.ts';
import { failText } from './fail-text.ts';
import { findDispatchHindrance } from './find-dispatch-hindrance.ts';
import { getTextPolicy, isConsentEnough } from './rules/text-policy.ts';
import type { TextMessages } from './text-messages.ts';

type TextRow = typeof textMessages.$inferSelect;

/** `too-late`: it would not be true any more; `outdated`: the visit has changed since, or a later text tells of it. */
type WithheldReason = 'no-consent' | 'too-late' | 'outdated';

export type SendTextResult = 'sent' | 'waits' | 'settled' | 'failed' | 'withheld';

/** A text that was claimed longer ago belongs to a run that died; the next run sends it. */
const SENDING_LIMIT_MS = 60_000;
const CALENDAR_PAUSE_MS = 30_000;

/**
 * Sends one text of the outbox, unless it should not go out any more: consent is asked for again, and a text that is
 * too old or overtaken is withheld. What the vendor refuses for good is `failed`, and told as a fault of the business
 * when it is one. Throws `NotFound`, `Conflict` while another run sends, and the port's `VendorError` for what may pass.
 * A run that dies between the vendor's acceptance and our note of it leads to a second text.
 */
export async function sendText(
  ctx: DomainContext,
  { textMessageId }: { textMessageId: TextMessageId },
  port: TextMessages,
): Promise<SendTextResult> {
  const claim = await ctx.db.transaction((tx) => claimText(tx, { ctx, textMessageId }));
  if (claim.kind === 'withheld') {
    textWithheld(ctx, { textMessageId, reason: claim.reason });
    return 'withheld';
  }
  if (claim.kind !== 'claimed') return claim.kind;
  return send(ctx, { text: claim.text, port });
}

type Claim =
  | { kind: 'settled' | 'waits' }
  | { kind: 'withheld'; reason: WithheldReason }
  | { kind: 'claimed'; text: TextRow };

async function claimText(
  tx: Transaction,
  { ctx, textMessageId }: { ctx: DomainContext; textMessageId: TextMessageId },
): Promise<Claim> {
  const isMeant = and(eq(textMessages.businessId, ctx.business.id), eq(textMessages.id, textMessageId));
  const [text] = await tx.select().from(textMessages).where(isMeant).for('update');
  if (!text) throw new NotFound(`No text ${textMessageId}`);
  if (text.status !== 'queued') return { kind: 'settled' };
  const now = ctx.clock.now();
  if (text.claimedAt && now.getTime() - text.claimedAt.getTime() < SENDING_LIMIT_MS)
    throw new Conflict('Another run is sending this text');
  if (text.dueAt > now) {
    const { businessId, dueAt: startAfter } = text;
    await enqueue(tx, 'messages.send-text', { businessId, textMessageId }, { startAfter });
    return { kind: 'waits' };
  }
  const reason = await findHindrance(tx, { text, now });
  if (reason === 'unconfirmed') {
    const startAfter = new Date(now.getTime() + CALENDAR_PAUSE_MS);
    await enqueue(tx, 'messages.send-text', { businessId: text.businessId, textMessageId }, { startAfter });
    return { kind: 'waits' };
  }
  const change = reason ? ({ status: 'withheld', error: reason } as const) : { claimedAt: now };
  await tx.update(textMessages).set(change).where(isMeant);
  return reason ? { kind: 'withheld', reason } : { kind: 'claimed', text };
}

async function findHindrance(
  tx: Transaction,
  { text, now }: { text: TextRow; now: Date },
): Promise<WithheldReason | 'unconfirmed' | null> {
  if (text.expiresAt <= now) return 'too-late';
  const { businessId, toNumber: number } = text;
  const held = await findContactConsent(tx, { businessId, number, channel: 'sms', purpose: 'service' });
  if (!isConsentEnough(getTextPolicy(text.kind).consent, held)) return 'no-consent';
  return text.dispatchId ? findDispatchHindrance(tx, text) : findVisitHindrance(tx, text);
}

/** What is not in the business's own calendar yet is not confirmed to anybody. */
async function findVisitHindrance(
  tx: Transaction,
  { id, businessId, bookingId, kind, toNumber }: TextRow,
): Promise<'outdated' | 'unconfirmed' | null> {
  if (!bookingId || (kind !== 'booking-confirmation' && kind !== 'booking-moved')) return null;
  const [booking] = await tx
    .select({ status: bookings.status, calendarStatus: bookings.calendarStatus })
    .from(bookings)
    .where(and(eq(bookings.businessId, businessId), eq(bookings.id, bookingId)));
  if (booking?.status === 'cancelled') return 'outdated';
  const later = await tx.$count(
    textMessages,
    and(
      eq(textMessages.businessId, businessId),
      eq(textMessages.bookingId, bookingId),
      eq(textMessages.toNumber, toNumber),
      gt(textMessages.id, id),
      notInArray(textMessages.status, ['failed', 'withheld']),
    ),
  );
  if (later > 0) return 'outdated';
  return booking?.calendarStatus === 'pending' ? 'unconfirmed' : null;
}

async function send(
  ctx: DomainContext,
  { text, port }: { text: TextRow; port: TextMessages },
): Promise<SendTextResult> {
  const { id: textMessageId, businessId, fromNumber: from, toNumber: to, body } = text;
  try {
    const reportTo = { businessId, textMessageId };
    const { sid, from: sender = from } = await port.send({ from, to, body, reportTo });
    const sentAt = ctx.clock.now();
    await ctx.db.transaction(async (tx) => {
      const sent = { twilioSid: sid, fromNumber: sender, sentAt };
      await tx.update(textMessages).set(sent).where(eq(textMessages.id, textMessageId));
      // A report may have overtaken us.
      const isQueued = and(eq(textMessages.id, textMessageId), eq(textMessages.status, 'queued'));
      await tx.update(textMessages).set({ status: 'sent' }).where(isQueued);
    });
    textSent(ctx, { textMessageId, kind: text.kind });
    return 'sent';
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return refuse(ctx, { text, error });
  }
}

/** What the vendor did not take is free for the next run at once; what it never will take is over. */
async function refuse(
  ctx: DomainContext,
  { text, error }: { text: TextRow; error: VendorError },
): Promise<SendTextResult> {
  const { id: textMessageId } = text;
  if (error.isRetryable) {
    await ctx.db.transaction((tx) =>
      tx
        .update(textMessages)
        .set({ claimedAt: null, error: error.message })
        .where(eq(textMessages.id, textMessageId)),
    );
    throw error;
  }
  const failure = TextFailure.safeParse(error.reason).data ?? null;
  const { vendorCode: errorCode, message: detail } = error;
  await failText(ctx, { textMessageId, status: 'failed', failure, errorCode, detail });
  return 'failed';
}
