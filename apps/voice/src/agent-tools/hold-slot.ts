import { holdSlot, releaseHold } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';

const OfferedSlotId = z.string().max(64).describe('slotId as get_slots returned it');

export const holdSlotTool = defineTool({
  name: 'hold_slot',
  description:
    'Keeps one offered slot for five more minutes, once, while the caller decides or looks something up; the other offers are given back. It books nothing.',
  isWrite: false,
  input: z.object({ slotId: OfferedSlotId }),
  async run({ slotId }, { domain, callId }) {
    const held = await holdSlot(domain, { callId, slotId });
    if (!held.ok) return { result: { refusal: held.refusal }, effect: null };
    const { heldUntil, isExtended } = held;
    return { result: { heldUntil: heldUntil.toISOString(), isExtended }, effect: null };
  },
});

export const releaseHoldTool = defineTool({
  name: 'release_hold',
  description: 'Gives an offered slot back that the caller does not want. What is booked stays booked.',
  isWrite: false,
  input: z.object({ slotId: OfferedSlotId }),
  async run({ slotId }, { domain, callId }) {
    const released = await releaseHold(domain, { callId, slotId });
    return { result: released.ok ? { released: true } : { refusal: released.refusal }, effect: null };
  },
});
