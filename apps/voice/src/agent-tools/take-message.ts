import { saveMessagePart } from '@afterhourfix/domain';
import { readPhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

export const takeMessageTool = defineTool({
  name: 'take_message',
  description:
    'Keeps a message for the business. Only `isPaged: true` means that the person on call is being texted it now; otherwise say that it is kept for the office and that nobody is alerted. Take a corrected message again.',
  isWrite: true,
  input: z.object({
    name: z.string().min(1).max(120).describe('Name of the caller'),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe(
        'Callback number; leave out to use the number the caller is calling from, ask when it is withheld',
      ),
    problem: z
      .string()
      .min(3)
      .max(500)
      .describe("What the caller wants to be passed on, in the caller's words"),
  }),
  async run({ name, phone, problem }, { domain, callId, callerNumber }) {
    const callerPhone = phone === undefined ? callerNumber : readPhoneNumber(phone);
    if (phone !== undefined && !callerPhone) return { result: { refusal: 'invalid-phone' }, effect: null };
    const { isPaged } = await saveMessagePart(domain, {
      callId,
      source: 'agent',
      callerName: name,
      ...(callerPhone && { callerPhone }),
      problem,
      isComplete: true,
    });
    return { result: { message: { isPaged } }, effect: { kind: 'message-taken' } };
  },
});
