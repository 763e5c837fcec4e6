import { type TextFromCallResult, textVisit } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool, type ToolAnswer } from './agent-tool.ts';
import { readRecipient, TextedPhone, TextLanguage } from './inputs.ts';

export const sendSmsTool = defineTool({
  name: 'send_sms',
  description:
    'Texts the caller about their visit; the words are ours. Ask first and keep the yes with set_contact_consent: without it the refusal is `no-consent`. Only a result with `text` means that it is sent. Refused with `nothing-to-text`: no visit was booked, moved or cancelled in this call.',
  isWrite: true,
  input: z.object({
    phone: TextedPhone,
    language: TextLanguage,
    bookingId: z
      .string()
      .max(64)
      .optional()
      .describe('bookingId or appointmentId of the visit; the last one of this call when left out'),
  }),
  async run({ phone, language, bookingId }, { domain, callId, callerNumber }) {
    const to = readRecipient(phone, callerNumber);
    if (!to) return { result: { refusal: 'invalid-phone' }, effect: null };
    return toAnswer(await textVisit(domain, { callId, to, language, bookingId }));
  },
});

function toAnswer(sent: TextFromCallResult): ToolAnswer {
  if (!sent.ok) return { result: { refusal: sent.refusal }, effect: null };
  const { kind, dueAt, waitsForCalendar } = sent;
  const text = { kind, sendsAt: dueAt.toISOString(), ...(waitsForCalendar && { waitsForCalendar }) };
  return { result: { text }, effect: null };
}
