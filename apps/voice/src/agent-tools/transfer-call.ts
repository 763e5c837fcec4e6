import { findTransfer } from '@afterhourfix/domain';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

export const transferCallTool = defineTool({
  name: 'transfer_call',
  description:
    'Tries to connect the caller with the person on call. They may not answer; the call then comes back to you. At most twice in a call. Announcing it is done for you.',
  isWrite: false,
  input: z.object({
    target: z.literal('on_call_human').optional(),
    trade: Trade.optional(),
    reason: z.string().max(300).describe('Why the caller needs a person, in one sentence'),
  }),
  async run({ trade }, { domain, callId }) {
    const target = await findTransfer(domain, { callId, trade });
    if (!target.ok) return { result: { refusal: target.refusal }, effect: null };
    return {
      result: { status: 'ringing' },
      effect: { kind: 'transfer-asked', to: target.to, name: target.name },
    };
  },
});
