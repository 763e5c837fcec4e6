import { mayCallByVoice, saveMessagePart } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { readRecipient } from './inputs.ts';

export const requestCallbackTool = defineTool({
  name: 'request_callback',
  description:
    'Asks a person of the business to call back, by a message to the person on call. Only a result with `callback` means that it is asked for, and only `isPaged: true` that they are being texted it now. `by: assistant` is for callers who want the AI to ring; it needs their yes (set_contact_consent, voice_ai, callback).',
  isWrite: true,
  input: z.object({
    name: z.string().min(1).max(120).describe('Name of the caller'),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('Where to call; leave out for the number the caller is calling from'),
    reason: z.string().min(3).max(500).describe("What it is about, in the caller's words"),
    by: z.enum(['person', 'assistant']).default('person'),
  }),
  async run({ name, phone, reason, by }, { domain, callId, callerNumber }) {
    const callerPhone = readRecipient(phone, callerNumber);
    if (!callerPhone) return { result: { refusal: 'invalid-phone' }, effect: null };
    if (by === 'assistant' && !(await mayCallByVoice(domain, callerPhone)))
      return { result: { refusal: 'no-consent' }, effect: null };
    // No line of ours rings out yet, and nobody is promised a call that does not come.
    if (by === 'assistant') return { result: { refusal: 'only-by-person' }, effect: null };
    const { isPaged } = await saveMessagePart(domain, {
      callId,
      source: 'agent',
      callerName: name,
      callerPhone,
      problem: `Please call back: ${reason}`,
      isComplete: true,
    });
    return { result: { callback: { by, isPaged } }, effect: { kind: 'message-taken' } };
  },
});
