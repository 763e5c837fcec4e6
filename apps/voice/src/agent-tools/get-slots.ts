import { getSlots, JOB_TYPES, resolveWish, toAddressTimeZone } from '@afterhourfix/domain';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool, type ToolAnswer } from './agent-tool.ts';
import { EarliestAt, ZipCode } from './inputs.ts';

const Input = z.object({
  trade: Trade,
  otherTrades: z
    .array(Trade)
    .max(3)
    .optional()
    .describe('Further trades that the same trouble needs: one visit for all when one technician knows them'),
  zip: ZipCode,
  jobType: z.enum(JOB_TYPES).optional().describe('When it is clear what the job is'),
  day: z
    .string()
    .max(20)
    .optional()
    .describe(
      "The day the caller wants, as they said it: 'today', 'tonight', 'tomorrow', 'friday' or YYYY-MM-DD",
    ),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
    .optional()
    .describe('With `day`: from which time on, HH:MM by the clock at the service address'),
  isUrgent: z
    .boolean()
    .optional()
    .describe(
      'It cannot wait for business hours and the caller accepts the after-hours price: at any hour, with who is on call',
    ),
  earliestAt: EarliestAt,
});

export const getSlotsTool = defineTool({
  name: 'get_slots',
  description:
    'The next free arrival windows for a trade at a ZIP code, held for this caller for five minutes. Pass the wish of the caller as `day` and `time`; never work out dates yourself. Offer only what this returns, in the words of `speakable`, and say `note` (in Spanish `noteInSpanish`) when there is one. The visit is for `trades`; those in `laterTrades` need visits of their own: once this one is booked, ask for the slots of each, in their order. Times are by the clock at the service address: name its zone when the caller is elsewhere. Refused with `ask-day`: ask which of `days` is meant; with `needs-street` or `unknown-zip`: ask for street or city and tell check_service_area.',
  isWrite: false,
  input: Input,
  async run(input, { domain, callId, findCalendar }) {
    const wish = readWish(input, {
      now: domain.clock.now(),
      timeZone: toAddressTimeZone(domain.business, input.zip),
    });
    if ('refusal' in wish) return { result: wish, effect: null };
    const { trade, otherTrades, zip, jobType, isUrgent: isEmergency } = input;
    const query = { callId, trade, otherTrades, zip, jobType, isEmergency, earliestAt: wish.earliestAt };
    const found = await getSlots(domain, query, await findCalendar?.());
    if (!found.ok) return { result: { refusal: found.refusal }, effect: null };
    const slots = found.slots.map(({ slotId, startsAt, endsAt, speakable }) => ({
      slotId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      speakable,
    }));
    const { timeZone, isTentative, trades, laterTrades } = found;
    const heldUntil = found.heldUntil.toISOString();
    const several = otherTrades?.length ? { trades, laterTrades } : {};
    const told = { slots, timeZone, heldUntil, ...several, ...(isTentative && { isTentative }) };
    return {
      result: wish.note === null ? told : { ...told, note: wish.note.en, noteInSpanish: wish.note.es },
      effect: { kind: 'facts-told' },
    };
  },
});

type Wish =
  | { earliestAt: Date | undefined; note: { en: string; es: string } | null }
  | (ToolAnswer['result'] & { refusal: string });

function readWish(
  { day, time, earliestAt }: z.infer<typeof Input>,
  here: { now: Date; timeZone: string },
): Wish {
  if (day === undefined) return { earliestAt: earliestAt ? new Date(earliestAt) : undefined, note: null };
  const resolved = resolveWish({ day, time }, here);
  switch (resolved.kind) {
    case 'at':
      return { earliestAt: resolved.at, note: resolved.note };
    case 'ask-day':
      return { refusal: 'ask-day', days: resolved.days };
    default:
      return { refusal: resolved.kind };
  }
}
