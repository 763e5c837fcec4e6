import { createPrivacyRequest } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

export const createPrivacyRequestTool = defineTool({
  name: 'create_privacy_request',
  description:
    'Keeps a wish of callers about their own data for the office: a copy (access), to have it deleted or corrected, or that it is not passed on (opt_out). The office answers by `dueOn` and makes sure first who asks. Tell nothing of what is stored, and do not say that anything is deleted already.',
  isWrite: true,
  input: z.object({
    kind: z.enum(['access', 'deletion', 'correction', 'opt_out']),
    name: z.string().min(1).max(120).optional(),
    request: z.string().min(3).max(500).describe("The wish in the caller's words"),
  }),
  async run({ kind, name, request }, { domain, callId }) {
    const { dueOn } = await createPrivacyRequest(domain, { callId, kind, name, details: request });
    return { result: { privacyRequest: { kind, dueOn } }, effect: { kind: 'facts-told' } };
  },
});
