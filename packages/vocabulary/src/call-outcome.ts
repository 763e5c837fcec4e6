import { z } from 'zod';

/** What a call came to; every call ends in exactly one, with a reason. */
export const CallOutcome = z.enum([
  'booked',
  'cancelled',
  'dispatched',
  'escalation_exhausted',
  'payment_link_sent',
  'prank',
  'referred_out',
  'refused',
  'rescheduled',
  'safety_redirect',
  'spam',
  'transferred',
  'wrong_number',
  'message_taken',
  'information_given',
  'abandoned',
  'failed',
]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** Why; a closed list, so that it can be counted. */
export const CallOutcomeReason = z.enum([
  'slot_booked',
  'technician_sent',
  'no_ack',
  'handed_to_human',
  'nobody_took_transfer',
  'out_of_area',
  'out_of_trade',
  'price',
  'no_slot',
  'wants_human',
  'safety_redirect',
  'info_only',
  'existing_job',
  'privacy_refused',
  'language',
  'caller_silent',
  'caller_hung_up_early',
  'caller_hung_up',
  'max_duration',
  'spam',
  'wrong_number',
  'prank',
  'duplicate',
  'unknown_number',
  'business_paused',
  'over_capacity',
  'keypad_message',
  'agent_message',
  'tech_failure',
]);
export type CallOutcomeReason = z.infer<typeof CallOutcomeReason>;
