import { assertNever } from '@afterhourfix/foundation';
import type { CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import type { ToolEffect } from '../agent-tools/agent-tool.ts';

/** What came about during a call, gathered from tool results and never from the model's words. */
export interface CallFacts {
  isBooked: boolean;
  isMessageTaken: boolean;
  isReferredOut: boolean;
  hasToldFacts: boolean;
  isTransferFailed: boolean;
  /** The reason the agent gave when it ended the call. */
  endReason: CallOutcomeReason | null;
}

export const NO_FACTS: CallFacts = {
  isBooked: false,
  isMessageTaken: false,
  isReferredOut: false,
  hasToldFacts: false,
  isTransferFailed: false,
  endReason: null,
};

export type ConclusionCause = 'agent' | 'silence' | 'max-duration' | 'caller-hung-up';
export interface Conclusion {
  outcome: CallOutcome;
  reason: CallOutcomeReason;
}

/** Callers who leave sooner have not begun. */
const EARLY_HANG_UP_MS = 15_000;

const OUTCOME_OF_END_REASON: Partial<Record<CallOutcomeReason, CallOutcome>> = {
  out_of_area: 'referred_out',
  spam: 'spam',
  wrong_number: 'wrong_number',
  prank: 'prank',
  privacy_refused: 'refused',
  out_of_trade: 'refused',
  language: 'refused',
  safety_redirect: 'safety_redirect',
};

/** Exactly one outcome: what was done counts before why the line went dead. */
export function concludeCall(call: {
  facts: CallFacts;
  cause: ConclusionCause;
  lengthMs: number;
}): Conclusion {
  const { facts, cause, lengthMs } = call;
  if (facts.isBooked) return { outcome: 'booked', reason: 'slot_booked' };
  if (facts.isMessageTaken) return { outcome: 'message_taken', reason: 'agent_message' };
  const toldOutcome = facts.endReason === null ? undefined : OUTCOME_OF_END_REASON[facts.endReason];
  if (facts.endReason !== null && toldOutcome) return { outcome: toldOutcome, reason: facts.endReason };
  if (facts.isReferredOut) return { outcome: 'referred_out', reason: 'out_of_area' };
  if (facts.isTransferFailed) return { outcome: 'escalation_exhausted', reason: 'nobody_took_transfer' };
  switch (cause) {
    case 'agent':
      return { outcome: 'information_given', reason: facts.endReason ?? 'info_only' };
    case 'silence':
      return { outcome: 'abandoned', reason: 'caller_silent' };
    case 'max-duration':
      return { outcome: 'abandoned', reason: 'max_duration' };
    case 'caller-hung-up':
      if (facts.hasToldFacts) return { outcome: 'information_given', reason: 'caller_hung_up' };
      return {
        outcome: 'abandoned',
        reason: lengthMs < EARLY_HANG_UP_MS ? 'caller_hung_up_early' : 'caller_hung_up',
      };
  }
}

/** What a tool's effect adds to the facts. */
export function addEffect(facts: CallFacts, effect: ToolEffect): CallFacts {
  switch (effect.kind) {
    case 'slot-booked':
      return { ...facts, isBooked: true };
    case 'message-taken':
      return { ...facts, isMessageTaken: true };
    case 'area-checked':
      return { ...facts, isReferredOut: effect.isOutside };
    case 'facts-told':
      return { ...facts, hasToldFacts: true };
    case 'end-asked':
      return { ...facts, endReason: effect.reason };
    case 'transfer-asked':
      return facts;
    default:
      return assertNever(effect);
  }
}
