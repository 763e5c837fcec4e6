import { bookSlot } from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const bookSlotTool = defineTool({
  name: 'book_slot',
  description:
    'Books a slot that get_slots offered in this call. Only a result with `booking` means that it is booked; on a refusal say so and offer other slots. Refused with `quote-required` or `quote-expired`: ask get_pricing with the `startsAt` of the slot as `visitAt`, say that price, and book again; with `needs-street` or `unknown-zip`: ask for street or city; with `before-its-predecessor`: other work of this trouble comes first (make safe, stop the source, dry, repair), so book that first, or a later slot; with `part-of-a-visit`: one visit is booked for this and other trades, so ask get_slots for all of them to move it. A call has one visit per trade: booking another slot moves the visit, and `movedFrom` is the window given up; booking the same slot again corrects its details. With `isConfirmed: false` the calendar did not answer: say that the time is held and will be confirmed by text.',
  isWrite: true,
  input: z.object({
    slotId: z.string().max(64).describe('slotId as get_slots returned it'),
    quoteId: z
      .string()
      .max(64)
      .optional()
      .describe(
        'quoteId of the price that the caller agreed to; the last one told for that window when left out',
      ),
    name: z.string().min(1).max(120).describe('Name of the contact person'),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('Callback number; leave out to use the number the caller is calling from'),
    email: z.email().max(254).optional().describe('Only when the caller wants to be written to'),
    addressLine: z.string().min(3).max(200).describe('Street address, with unit if any'),
    city: z.string().max(80).optional(),
    zip: ZipCode,
    problem: z.string().min(3).max(500).describe("The problem in the caller's words"),
  }),
  async run(input, { domain, callId, callerNumber, findCalendar }) {
    const phone = input.phone ?? callerNumber;
    if (!phone) return { result: { refusal: 'invalid-phone' }, effect: null };
    const booked = await bookSlot(domain, { ...input, callId, phone }, await findCalendar?.());
    if (!booked.ok) return { result: { refusal: booked.refusal }, effect: null };
    const { id, startsAt, endsAt, technicianName, speakable, movedFrom, isConfirmed, trades } =
      booked.booking;
    return {
      result: {
        booking: {
          bookingId: id,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          technicianName,
          speakable,
          movedFrom,
          ...(trades.length > 1 ? { trades } : {}),
          ...(isConfirmed ? {} : { isConfirmed }),
        },
      },
      effect: { kind: 'slot-booked' },
    };
  },
});
