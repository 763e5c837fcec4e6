import { getSlots } from '@afterhourfix/domain';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { EarliestAt, ZipCode } from './inputs.ts';

export const getSlotsTool = defineTool({
  name: 'get_slots',
  description:
    'The next free arrival windows for a trade at a ZIP code. They are held for this caller for five minutes. Offer only what this returns, in the words of `speakable`.',
  isWrite: false,
  input: z.object({ trade: Trade, zip: ZipCode, earliestAt: EarliestAt }),
  async run({ trade, zip, earliestAt }, { domain, callId, findCalendar }) {
    const wish = { callId, trade, zip, earliestAt: earliestAt ? new Date(earliestAt) : undefined };
    const found = await getSlots(domain, wish, await findCalendar?.());
    if (!found.ok) return { result: { refusal: found.refusal }, effect: null };
    const slots = found.slots.map(({ slotId, startsAt, endsAt, speakable }) => ({
      slotId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      speakable,
    }));
    return { result: { slots, heldUntil: found.heldUntil.toISOString() }, effect: { kind: 'facts-told' } };
  },
});
