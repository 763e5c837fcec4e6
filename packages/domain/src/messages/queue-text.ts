import type { Transaction } from '@afterhourfix/database';
import { textMessages } from '@afterhourfix/database/schema';
import type { BookingId, CallId, PhoneNumber, TextLanguage, TextMessageId } from '@afterhourfix/vocabulary';
import { and, eq, inArray } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findContactConsent } from '../customers/index.ts';
import { enqueue } from '../jobs.ts';
import { toSendTime } from './rules/quiet-hours.ts';
import { type TextSubject, toTextBody } from './rules/text-body.ts';
import { getTextPolicy, isConsentEnough } from './rules/text-policy.ts';

export interface TextToQueue {
  to: PhoneNumber;
  /** The business's line. */
  from: PhoneNumber;
  language: TextLanguage;
  subject: TextSubject;
  /** The same key is the same text, however often it is asked for. */
  key: string;
  callId?: CallId | null;
  bookingId?: BookingId | null;
  dispatchId?: string | null;
  /** The recipient is on the line just now and asked for it: their night is no hindrance. */
  isAskedFor?: boolean;
}

export type QueueTextResult =
  /** `dueAt` lies ahead when the recipient's night is waited out. */
  | { ok: true; textMessageId: TextMessageId; dueAt: Date; isRepeat: boolean }
  | { ok: false; refusal: 'no-consent' };

/** A text that never left is not the first one that somebody read. */
const SENT_STATUSES = ['queued', 'sent', 'delivered'] as const;

/** Puts a text into the outbox, in the transaction that gives reason for it; never without the consent it needs. */
export async function queueText(
  tx: Transaction,
  { ctx, text }: { ctx: DomainContext; text: TextToQueue },
): Promise<QueueTextResult> {
  const { to, from, language, subject, key, callId = null, bookingId = null, dispatchId = null } = text;
  const businessId = ctx.business.id;
  const policy = getTextPolicy(subject.kind);
  const held = await findContactConsent(tx, { businessId, number: to, channel: 'sms', purpose: 'service' });
  if (!isConsentEnough(policy.consent, held)) return { ok: false, refusal: 'no-consent' };
  const now = ctx.clock.now();
  const timeZone = 'timeZone' in subject ? subject.timeZone : ctx.business.timeZone;
  const dueAt = policy.isUrgent || text.isAskedFor ? now : toSendTime(now, timeZone);
  const expiresAt = new Date(dueAt.getTime() + policy.livesMs);
  const isFirst = await isFirstText(tx, { ctx, to });
  const body = toTextBody({ brand: ctx.business.name, language, subject, isFirst });
  const [row] = await tx
    .insert(textMessages)
    .values({
      businessId,
      callId,
      bookingId,
      dispatchId,
      kind: subject.kind,
      language,
      fromNumber: from,
      toNumber: to,
      body,
      idempotencyKey: key,
      dueAt,
      expiresAt,
      createdAt: now,
    })
    .onConflictDoNothing({ target: [textMessages.businessId, textMessages.idempotencyKey] })
    .returning({ id: textMessages.id });
  if (!row) return findQueued(tx, { ctx, key });
  const job = { businessId, textMessageId: row.id };
  await enqueue(tx, 'messages.send-text', job, dueAt > now ? { startAfter: dueAt } : undefined);
  return { ok: true, textMessageId: row.id, dueAt, isRepeat: false };
}

async function isFirstText(
  tx: Transaction,
  { ctx, to }: { ctx: DomainContext; to: PhoneNumber },
): Promise<boolean> {
  const earlier = await tx.$count(
    textMessages,
    and(
      eq(textMessages.businessId, ctx.business.id),
      eq(textMessages.toNumber, to),
      inArray(textMessages.status, SENT_STATUSES),
    ),
  );
  return earlier === 0;
}

async function findQueued(
  tx: Transaction,
  { ctx, key }: { ctx: DomainContext; key: string },
): Promise<QueueTextResult> {
  const [row] = await tx
    .select({ id: textMessages.id, dueAt: textMessages.dueAt })
    .from(textMessages)
    .where(and(eq(textMessages.businessId, ctx.business.id), eq(textMessages.idempotencyKey, key)));
  if (!row) throw new Error('A text that is in the way cannot be seen');
  return { ok: true, textMessageId: row.id, dueAt: row.dueAt, isRepeat: true };
}
