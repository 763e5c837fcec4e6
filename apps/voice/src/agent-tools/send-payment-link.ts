import { sendPaymentLink, toSpanishMoney, toSpeakableMoney } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { readRecipient, TextedPhone, TextLanguage } from './inputs.ts';

export const sendPaymentLinkTool = defineTool({
  name: 'send_payment_link',
  description:
    'Texts the caller where to pay an invoice of theirs; never take a card number. Look the customer up first, ask whether you may text, and keep the yes with set_contact_consent. Only a result with `text` means that it is sent; `amountCents` is what is open.',
  isWrite: true,
  input: z.object({
    invoiceId: z.string().max(64).describe('invoiceId as lookup_customer gave it'),
    phone: TextedPhone,
    language: TextLanguage,
  }),
  async run({ invoiceId, phone, language }, { domain, callId, callerNumber, paymentLinks }) {
    const to = readRecipient(phone, callerNumber);
    if (!to) return { result: { refusal: 'invalid-phone' }, effect: null };
    const input = { callId, invoiceId, to, language };
    const sent = await sendPaymentLink(domain, input, paymentLinks ?? null);
    if (!sent.ok) return { result: { refusal: sent.refusal }, effect: null };
    const { amountCents, dueAt } = sent;
    const told = { speakable: toSpeakableMoney(amountCents), speakableEs: toSpanishMoney(amountCents) };
    const text = { kind: 'pay-link', sendsAt: dueAt.toISOString() };
    return { result: { text, invoiceId, amountCents, ...told }, effect: { kind: 'pay-link-sent' } };
  },
});
