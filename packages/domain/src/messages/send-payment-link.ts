import type { Transaction } from '@afterhourfix/database';
import type { CallId, PhoneNumber, TextLanguage } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findVerifiedCustomer, listOpenInvoices } from '../customers/index.ts';
import { payLinkQueued } from '../events.ts';
import { getCallLine } from './call-line.ts';
import type { PaymentLinks } from './payment-links.ts';
import { queueText } from './queue-text.ts';

export interface SendPaymentLinkInput {
  callId: CallId;
  invoiceId: string;
  to: PhoneNumber;
  language: TextLanguage;
}

export type SendPaymentLinkResult =
  /** `amountCents` is what is open, as the business keeps it. */
  | { ok: true; amountCents: number; dueAt: Date }
  | {
      ok: false;
      refusal: 'no-payment-links' | 'unknown-invoice' | 'no-consent' | 'too-many-texts';
    };

/**
 * Texts the verified caller of a call where to pay an invoice of theirs; somebody else's is `unknown-invoice`, like
 * one that is not there or is paid. Throws `NotFound` for an unknown call.
 */
export async function sendPaymentLink(
  ctx: DomainContext,
  input: SendPaymentLinkInput,
  links: PaymentLinks | null,
): Promise<SendPaymentLinkResult> {
  if (!links) return { ok: false, refusal: 'no-payment-links' };
  const result = await ctx.db.transaction((tx) => queueLink(tx, { ctx, input, links }));
  if (result.ok) payLinkQueued(ctx, { callId: input.callId });
  return result;
}

async function queueLink(
  tx: Transaction,
  { ctx, input, links }: { ctx: DomainContext; input: SendPaymentLinkInput; links: PaymentLinks },
): Promise<SendPaymentLinkResult> {
  const { callId, to, language } = input;
  const businessId = ctx.business.id;
  const { line, callerNumber, areTextsUsedUp } = await getCallLine(tx, { ctx, callId });
  const customerId = await findVerifiedCustomer(tx, { businessId, callId });
  if (!customerId) return { ok: false, refusal: 'unknown-invoice' };
  const open = await listOpenInvoices(tx, { businessId, customerId });
  const invoice = open.find(({ invoiceId }) => invoiceId === input.invoiceId);
  if (!invoice) return { ok: false, refusal: 'unknown-invoice' };
  const { invoiceId, balanceCents: amountCents } = invoice;
  if (areTextsUsedUp) return { ok: false, refusal: 'too-many-texts' };
  const subject = { kind: 'pay-link', url: links.toLink({ invoiceId }), amountCents } as const;
  const key = `pay-link:${callId}:${invoiceId}:${to}`;
  const isAskedFor = to === callerNumber;
  const text = { to, from: line, language, subject, key, callId, isAskedFor };
  const queued = await queueText(tx, { ctx, text });
  return queued.ok ? { ok: true, amountCents, dueAt: queued.dueAt } : queued;
}
