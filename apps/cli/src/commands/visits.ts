import {
  BookingPolicyChange,
  JobLengthInput,
  OpeningOverrideInput,
  overrideOpening,
  ServiceZones,
  setBookingPolicy,
  setJobLength,
  setServiceZones,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineCommand } from '../command.ts';

export const VISIT_COMMANDS = {
  'set-service-zones': defineCommand({
    summary: 'draws anew where the business goes',
    input: z.strictObject({ zones: ServiceZones }),
    async run({ ctx, input }) {
      await setServiceZones(ctx, input.zones);
      return { ok: true };
    },
  }),
  'set-booking-policy': defineCommand({
    summary: 'notice, days ahead, buffers, arrival windows, free changes',
    input: BookingPolicyChange,
    async run({ ctx, input }) {
      await setBookingPolicy(ctx, input);
      return { ok: true };
    },
  }),
  'set-job-length': defineCommand({
    summary: 'how long a job of a trade or type takes',
    input: JobLengthInput,
    async run({ ctx, input }) {
      await setJobLength(ctx, input);
      return { ok: true };
    },
  }),
  'override-opening': defineCommand({
    summary: 'other opening hours on one day',
    input: OpeningOverrideInput,
    async run({ ctx, input }) {
      await overrideOpening(ctx, input);
      return { ok: true };
    },
  }),
};
