import { setContactConsent } from '@afterhourfix/domain';
import { readPhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

export const setContactConsentTool = defineTool({
  name: 'set_contact_consent',
  description:
    'Keeps whether the caller agrees to be texted (sms) or to be called by an AI voice (voice_ai). Ask first, for instance "May I text you about this visit? Message and data rates may apply; reply STOP to stop, HELP for help." Keep a no as well, also when nobody asked; it is never argued with.',
  isWrite: true,
  input: z.object({
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('The number in question; leave out for the one the caller is calling from'),
    channel: z.enum(['sms', 'voice_ai']),
    granted: z.boolean(),
    purpose: z
      .enum(['service', 'callback', 'marketing'])
      .default('service')
      .describe('service: about a visit; callback: to ring back; marketing: anything else'),
    wording: z.string().max(500).optional().describe('What you asked, word for word'),
  }),
  async run({ phone, channel, granted, purpose, wording }, { domain, callId, callerNumber }) {
    const number = phone === undefined ? callerNumber : readPhoneNumber(phone);
    if (!number) return { result: { refusal: 'invalid-phone' }, effect: null };
    await setContactConsent(domain, {
      number,
      channel,
      purpose,
      isGranted: granted,
      wording: wording ?? 'As said in the call',
      callId,
      evidence: { isCallersNumber: number === callerNumber },
    });
    return { result: { consent: { channel, granted } }, effect: null };
  },
});
