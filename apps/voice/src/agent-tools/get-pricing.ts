import { getPricing } from '@afterhourfix/domain';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const getPricingTool = defineTool({
  name: 'get_pricing',
  description:
    'The all-in price of a visit with its lines. Say no amount that this did not return; `speakable` is the sentence to say.',
  isWrite: false,
  input: z.object({
    trade: Trade,
    zip: ZipCode,
    visitAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When the technician would come, ISO 8601 with offset; leave out for right now'),
  }),
  async run({ trade, zip, visitAt }, { domain, callId }) {
    const priced = await getPricing(domain, {
      callId,
      trade,
      zip,
      visitAt: visitAt ? new Date(visitAt) : undefined,
    });
    if (!priced.ok) return { result: { refusal: priced.refusal }, effect: null };
    const { quoteId, totalCents, lines, validUntil, speakable } = priced.quote;
    return {
      result: { quoteId, totalCents, lines, validUntil: validUntil.toISOString(), speakable },
      effect: { kind: 'facts-told' },
    };
  },
});
