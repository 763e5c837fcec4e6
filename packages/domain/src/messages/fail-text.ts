import type { Transaction } from '@afterhourfix/database';
import { textMessages } from '@afterhourfix/database/schema';
import type { PhoneNumber, TextFailure, TextFault, TextMessageId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { findContactConsent, recordContactConsent } from '../customers/index.ts';
import { textFailed, textsFaulty } from '../events.ts';
import { stepDelivery } from './rules/delivery.ts';
import { noteFault } from './text-faults.ts';

export interface FailedText {
  textMessageId: TextMessageId;
  status: 'failed' | 'undelivered';
  failure: TextFailure | null;
  /** The vendor's. */
  errorCode: string | null;
  detail: string | null;
}

/**
 * Keeps that a text did not arrive. A recipient who stopped the texts at the carrier has refused them here too; what
 * hinders all texts of the business becomes a fault that somebody sees.
 */
export async function failText(ctx: DomainContext, failed: FailedText): Promise<void> {
  const { textMessageId, failure, errorCode } = failed;
  const { isNews, fault } = await ctx.db.transaction((tx) => writeFailure(tx, { ctx, failed }));
  if (!isNews) return;
  textFailed(ctx, { textMessageId, failure: failure ?? 'unknown', errorCode });
  if (fault) tellFault(ctx, { fault, errorCode });
}

/** What a text that stands in no outbox of ours, a page for one, tells of all others by not arriving. */
export async function noteTextFailure(
  ctx: DomainContext,
  failed: { to: PhoneNumber; failure: TextFailure | null; errorCode: string | null },
): Promise<void> {
  const { to: number, failure, errorCode } = failed;
  const fault = await ctx.db.transaction((tx) => heedFailure(tx, { ctx, number, failure, errorCode }));
  if (fault) tellFault(ctx, { fault, errorCode });
}

function tellFault(ctx: DomainContext, told: { fault: TextFault; errorCode: string | null }): void {
  textsFaulty(ctx, told);
  ctx.log.error(told, 'texts of this business do not arrive');
}

async function writeFailure(tx: Transaction, { ctx, failed }: { ctx: DomainContext; failed: FailedText }) {
  const { textMessageId, status, failure, errorCode, detail } = failed;
  const isMeant = and(eq(textMessages.businessId, ctx.business.id), eq(textMessages.id, textMessageId));
  const [text] = await tx.select().from(textMessages).where(isMeant).for('update');
  if (!text || stepDelivery(text.status, status) === text.status) return { isNews: false, fault: null };
  await tx.update(textMessages).set({ status, errorCode, error: detail }).where(isMeant);
  return { isNews: true, fault: await heedFailure(tx, { ctx, number: text.toNumber, failure, errorCode }) };
}

async function heedFailure(
  tx: Transaction,
  failed: { ctx: DomainContext; number: PhoneNumber; failure: TextFailure | null; errorCode: string | null },
): Promise<TextFault | null> {
  if (failed.failure === 'recipient-stopped') await keepRefusal(tx, failed);
  return noteFault(tx, failed);
}

async function keepRefusal(
  tx: Transaction,
  { ctx, number, errorCode }: { ctx: DomainContext; number: PhoneNumber; errorCode: string | null },
): Promise<void> {
  const of = { number, channel: 'sms', purpose: 'service' } as const;
  if ((await findContactConsent(tx, { ...of, businessId: ctx.business.id })) === 'refused') return;
  await recordContactConsent(tx, {
    ctx,
    record: {
      ...of,
      isGranted: false,
      wording: 'Stopped at the carrier',
      callId: null,
      evidence: { errorCode },
    },
  });
}
