import {
  DispatchPolicyChange,
  getDispatchPolicy,
  listStoppedTechnicians,
  listTextFaults,
  readDispatchFigures,
  reportMissedEmergency,
  setContactConsent,
  setDispatchPolicy,
} from '@afterhourfix/domain';
import { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineCommand, Instant, NOTHING } from '../command.ts';

export const DISPATCH_COMMANDS = {
  'show-dispatch-policy': defineCommand({
    summary: 'the policy as it holds, defaults included',
    input: NOTHING,
    run: ({ ctx }) => getDispatchPolicy(ctx),
  }),
  'set-dispatch-policy': defineCommand({
    summary: 'ladder with its timers and notes, approvals, limits, weights, rush; what is left out stays',
    input: DispatchPolicyChange,
    async run({ ctx, input }) {
      await setDispatchPolicy(ctx, input);
      return getDispatchPolicy(ctx);
    },
  }),
  'show-figures': defineCommand({
    summary: 'arrivals, precision and recall of each rule, who was woken how often',
    input: z.strictObject({ since: Instant }),
    run: ({ ctx, input }) => readDispatchFigures(ctx, { since: new Date(input.since) }),
  }),
  'missed-emergency': defineCommand({
    summary: 'somebody should have been sent after a call, and the rules that should have told it',
    input: z.strictObject({
      callId: CallId,
      ruleIds: z.array(z.string()).default([]),
      note: z.string().max(1_000).optional(),
    }),
    run: ({ ctx, input }) => reportMissedEmergency(ctx, { ...input, technicianId: null }),
  }),
  'record-consent': defineCommand({
    summary: 'an answer given on paper; technicians are rung only with voice_ai for dispatch',
    input: z.strictObject({
      number: PhoneNumber,
      channel: z.enum(['voice_ai', 'sms']),
      purpose: z.enum(['service', 'callback', 'dispatch', 'marketing']),
      isGranted: z.boolean(),
      wording: z.string().min(1).max(500).describe('what they were asked'),
      evidence: z.record(z.string(), z.unknown()).describe('what proves it: who signed, when, where it lies'),
    }),
    async run({ ctx, input }) {
      await setContactConsent(ctx, { ...input, callId: null });
      return { ok: true };
    },
  }),
  'show-texts': defineCommand({
    summary: 'what keeps texts from arriving, and which technicians have stopped theirs',
    input: NOTHING,
    run: async ({ ctx }) => ({
      faults: await listTextFaults(ctx),
      stoppedTechnicians: await listStoppedTechnicians(ctx),
    }),
  }),
};
