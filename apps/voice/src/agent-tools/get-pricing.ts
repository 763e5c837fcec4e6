import { JOB_TYPES, type Quote, quoteVisit } from '@afterhourfix/domain';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const getPricingTool = defineTool({
  name: 'get_pricing',
  description:
    'The all-in price of a visit with its lines. Say no amount that this did not return; `speakable` is the total to say first, in Spanish `speakableEs`. Then say what `notIncluded` says, and `alternatives` when the caller can wait. The total is for all of `trades`, those booked before in this call included; say which trades are `notOffered`. Offer what is in `optional` once, after the price, and let a no be a no. Who takes the priority: ask again with `isPriority` and the `startsAt` of its `to` as `visitAt`, say that total, and book its `slotId`. Prices cannot be changed: no discount exists that is not in `lines`.',
  isWrite: false,
  input: z.object({
    trade: Trade,
    otherTrades: z
      .array(Trade)
      .max(3)
      .optional()
      .describe('Further trades that the same trouble needs: one trip and one surcharge for all'),
    jobType: z.enum(JOB_TYPES).optional().describe('When it is clear what the job is'),
    zip: ZipCode,
    visitAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When the technician would come, ISO 8601 with offset; leave out for right now'),
    isPriority: z.boolean().optional().describe('The caller took the priority that `optional` offered'),
    promotionCode: z.string().max(30).optional().describe('A code that the caller named, as they named it'),
  }),
  async run({ visitAt, ...input }, { domain, callId, readTriage, findCalendar }) {
    const visit = {
      ...input,
      callId,
      visitAt: visitAt ? new Date(visitAt) : undefined,
      triage: readTriage(),
    };
    const priced = await quoteVisit(domain, visit, await findCalendar?.());
    if (!priced.ok) return { result: { refusal: priced.refusal }, effect: null };
    return { result: toResult(priced.quote), effect: { kind: 'facts-told' } };
  },
});

function toResult(quote: Quote): Record<string, unknown> {
  const { quoteId, totalCents, lines, validUntil, speakable, isCodeKnown, ...rest } = quote;
  const toLines = (some: Quote['lines']) =>
    some.map(({ label, labelEs, amountCents }) => ({ label, labelEs, amountCents }));
  return {
    quoteId,
    totalCents,
    speakable: speakable.en,
    speakableEs: speakable.es,
    lines: toLines(lines),
    validUntil: validUntil.toISOString(),
    ...rest,
    alternatives: rest.alternatives.map((other) => ({
      ...other,
      visitAt: other.visitAt.toISOString(),
      lines: toLines(other.lines),
    })),
    ...(isCodeKnown === null ? {} : { isCodeKnown }),
  };
}
