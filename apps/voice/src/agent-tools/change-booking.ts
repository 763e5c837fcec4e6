import {
  cancelBooking,
  findChangeableVisit,
  type RescheduleBookingResult,
  rescheduleBooking,
  toSpanishMoney,
  toSpeakableMoney,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool, type ToolAnswer, type ToolContext } from './agent-tool.ts';

const AppointmentId = z.string().max(64).describe('appointmentId as lookup_customer gave it');
const AgreedFeeCents = z
  .int()
  .min(0)
  .optional()
  .describe('The `feeCents` of the refusal `not-confirmed`, after the caller has heard it and said yes');

/** The same words for a visit that is not there and for one that is not theirs. */
const NOT_THEIRS: ToolAnswer = { result: { refusal: 'unknown-booking' }, effect: null };

const isTheirs = ({ domain, callId }: ToolContext, bookingId: string) =>
  findChangeableVisit(domain, { callId, bookingId });

function toFeeAsked(feeCents: number): ToolAnswer {
  const told = { speakable: toSpeakableMoney(feeCents), speakableEs: toSpanishMoney(feeCents) };
  return { result: { refusal: 'not-confirmed', feeCents, ...told }, effect: { kind: 'facts-told' } };
}

export const rescheduleBookingTool = defineTool({
  name: 'reschedule_booking',
  description:
    'Moves a visit of the caller to a slot that get_slots offered in this call. Only a result with `booking` means that it is moved. Refused with `not-confirmed`: say the fee, ask, and call again with it. Refused with `quote-required`: the other time has another price; ask get_pricing with the `startsAt` of the slot as `visitAt`, say it, ask, and call again.',
  isWrite: true,
  input: z.object({
    appointmentId: AppointmentId,
    slotId: z.string().max(64).describe('slotId as get_slots returned it'),
    agreedFeeCents: AgreedFeeCents,
  }),
  async run({ appointmentId: bookingId, slotId, agreedFeeCents }, context) {
    if (!(await isTheirs(context, bookingId))) return NOT_THEIRS;
    const { domain, callId, findCalendar } = context;
    const input = { bookingId, callId, slotId, agreedFeeCents };
    return toMoved(await rescheduleBooking(domain, input, await findCalendar?.()));
  },
});

function toMoved(moved: RescheduleBookingResult): ToolAnswer {
  if (!moved.ok) {
    if (moved.refusal === 'not-confirmed') return toFeeAsked(moved.feeCents);
    return { result: { refusal: moved.refusal }, effect: null };
  }
  const { id: appointmentId, startsAt, endsAt, ...told } = moved.booking;
  const booking = { appointmentId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), ...told };
  return { result: { booking, feeCents: moved.feeCents }, effect: { kind: 'visit-moved' } };
}

export const cancelBookingTool = defineTool({
  name: 'cancel_booking',
  description:
    'Cancels a visit of the caller. The first call is refused with `not-confirmed` and the fee: say what it costs (nothing, when 0), ask, and call again with it. Only `cancelled: true` means that it is cancelled.',
  isWrite: true,
  input: z.object({
    appointmentId: AppointmentId,
    reason: z.string().max(200).optional().describe("Why, in the caller's words"),
    agreedFeeCents: AgreedFeeCents,
  }),
  async run({ appointmentId: bookingId, reason, agreedFeeCents }, context) {
    const visit = await isTheirs(context, bookingId);
    if (!visit) return NOT_THEIRS;
    const { domain, callId, findCalendar } = context;
    const input = { bookingId, callId, reason, agreedFeeCents };
    const done = await cancelBooking(domain, input, await findCalendar?.());
    if (!done.ok)
      return done.refusal === 'not-confirmed'
        ? toFeeAsked(done.feeCents)
        : { result: { refusal: done.refusal }, effect: null };
    const { startsAt, endsAt } = visit;
    const window = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    return {
      result: { cancelled: true, appointmentId: bookingId, ...window, feeCents: done.feeCents },
      effect: { kind: 'visit-cancelled' },
    };
  },
});
