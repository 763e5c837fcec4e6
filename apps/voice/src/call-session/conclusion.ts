import { isEmergencyLine } from '@afterhourfix/domain';
import { assertNever } from '@afterhourfix/foundation';
import type { CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import type { ToolEffect } from '../agent-tools/agent-tool.ts';

/** What came about during a call, gathered from tool results and the safety interlock, never from the model's words. */
export interface CallFacts {
  isBooked: boolean;
  /** The last that was done to a visit that was booked before. */
  visitChange: 'none' | 'moved' | 'cancelled';
  /** Of a technician who was asked to come at once. */
  dispatch: 'none' | 'sent' | 'exhausted';
  isMessageTaken: boolean;
  /** The caller was texted where to pay. */
  isPayLinkSent: boolean;
  /** Of a danger to life; of other dangers nothing is known here. */
  danger: 'none' | 'seen' | 'line-spoken';
  /** Whether the address lies in the service area, as the tool said. */
  area: 'unchecked' | 'inside' | 'outside';
  hasToldFacts: boolean;
  isTransferFailed: boolean;
  /** The reason the agent gave when it ended the call. */
  endReason: CallOutcomeReason | null;
  /** The agent's own words about the call; they decide nothing. */
  agentNote: string | null;
}

export const NO_FACTS: CallFacts = {
  isBooked: false,
  visitChange: 'none',
  dispatch: 'none',
  isMessageTaken: false,
  isPayLinkSent: false,
  danger: 'none',
  area: 'unchecked',
  hasToldFacts: false,
  isTransferFailed: false,
  endReason: null,
  agentNote: null,
};

/** What a room of the call adds to the facts. */
export type CallFact =
  | ToolEffect
  | { kind: 'hazard-seen'; lineId: string }
  /** Heard by the caller, in this part of the call or an earlier one. */
  | { kind: 'safety-line-spoken'; lineId: string };

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

/**
 * Exactly one outcome, by the first of these that holds:
 *
 * | what | outcome, reason |
 * |---|---|
 * | booked | booked, slot_booked |
 * | a technician asked to come at once | dispatched, technician_sent |
 * | an earlier visit moved, or cancelled | rescheduled, or cancelled, existing_job |
 * | sent to the emergency services by the approved line | safety_redirect, safety_redirect |
 * | everybody asked to come, and nobody does | escalation_exhausted, no_ack |
 * | texted where to pay | payment_link_sent, existing_job |
 * | message taken | message_taken, agent_message |
 * | address outside | referred_out, out_of_area |
 * | nobody took the transfer | escalation_exhausted, nobody_took_transfer |
 * | the agent's reason, unless a fact belies it | that reason and its outcome |
 * | nothing of these | how the line went dead |
 */
export function concludeCall(call: {
  facts: CallFacts;
  cause: ConclusionCause;
  lengthMs: number;
}): Conclusion {
  const { facts, cause, lengthMs } = call;
  if (facts.isBooked) return { outcome: 'booked', reason: 'slot_booked' };
  if (facts.dispatch === 'sent') return { outcome: 'dispatched', reason: 'technician_sent' };
  if (facts.visitChange === 'moved') return { outcome: 'rescheduled', reason: 'existing_job' };
  if (facts.visitChange === 'cancelled') return { outcome: 'cancelled', reason: 'existing_job' };
  if (facts.danger === 'line-spoken') return { outcome: 'safety_redirect', reason: 'safety_redirect' };
  if (facts.dispatch === 'exhausted') return { outcome: 'escalation_exhausted', reason: 'no_ack' };
  if (facts.isPayLinkSent) return { outcome: 'payment_link_sent', reason: 'existing_job' };
  if (facts.isMessageTaken) return { outcome: 'message_taken', reason: 'agent_message' };
  if (facts.area === 'outside') return { outcome: 'referred_out', reason: 'out_of_area' };
  if (facts.isTransferFailed) return { outcome: 'escalation_exhausted', reason: 'nobody_took_transfer' };
  const endReason = toCredibleReason(facts);
  const toldOutcome = endReason === null ? undefined : OUTCOME_OF_END_REASON[endReason];
  if (endReason !== null && toldOutcome) return { outcome: toldOutcome, reason: endReason };
  switch (cause) {
    case 'agent':
      // A caller in danger who was told of no way out of it was not served, whatever the agent says.
      if (facts.danger === 'seen') return { outcome: 'abandoned', reason: 'tech_failure' };
      return { outcome: 'information_given', reason: endReason ?? 'info_only' };
    case 'silence':
      return { outcome: 'abandoned', reason: 'caller_silent' };
    case 'max-duration':
      return { outcome: 'abandoned', reason: 'max_duration' };
    case 'caller-hung-up':
      return toHungUp(facts, lengthMs);
    default:
      return assertNever(cause);
  }
}

/** Null when facts belie it: nobody in danger is a prank, and no address inside the area is outside. */
function toCredibleReason({ endReason, danger, area }: CallFacts): CallOutcomeReason | null {
  if (danger !== 'none' && endReason !== 'safety_redirect') return null;
  return area === 'inside' && endReason === 'out_of_area' ? null : endReason;
}

function toHungUp({ danger, hasToldFacts }: CallFacts, lengthMs: number): Conclusion {
  // Whoever has told of a danger has begun, however soon they leave, and a price is no answer to it.
  if (danger === 'seen') return { outcome: 'abandoned', reason: 'caller_hung_up' };
  if (hasToldFacts) return { outcome: 'information_given', reason: 'caller_hung_up' };
  return {
    outcome: 'abandoned',
    reason: lengthMs < EARLY_HANG_UP_MS ? 'caller_hung_up_early' : 'caller_hung_up',
  };
}

export function addFact(facts: CallFacts, fact: CallFact): CallFacts {
  switch (fact.kind) {
    case 'slot-booked':
      return { ...facts, isBooked: true };
    case 'visit-moved':
      return { ...facts, visitChange: 'moved' };
    case 'visit-cancelled':
      // It may be the one that was booked in this call; the rows know, and outrank this.
      return { ...facts, isBooked: false, visitChange: 'cancelled' };
    case 'technician-dispatched':
      return { ...facts, dispatch: 'sent' };
    case 'dispatch-exhausted':
      return { ...facts, dispatch: 'exhausted' };
    case 'dispatch-called-off':
      return { ...facts, dispatch: 'none' };
    case 'message-taken':
      return { ...facts, isMessageTaken: true };
    case 'pay-link-sent':
      return { ...facts, isPayLinkSent: true };
    case 'area-checked':
      return { ...facts, area: fact.isOutside ? 'outside' : 'inside' };
    case 'facts-told':
      return { ...facts, hasToldFacts: true };
    case 'end-asked':
      return { ...facts, endReason: fact.reason, agentNote: fact.note ?? facts.agentNote };
    case 'transfer-asked':
    case 'triaged':
      return facts;
    case 'hazard-seen':
      return isEmergencyLine(fact.lineId) && facts.danger === 'none' ? { ...facts, danger: 'seen' } : facts;
    case 'safety-line-spoken':
      return isEmergencyLine(fact.lineId) ? { ...facts, danger: 'line-spoken' } : facts;
    default:
      return assertNever(fact);
  }
}
