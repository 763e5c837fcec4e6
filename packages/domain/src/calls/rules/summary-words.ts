import type { CallOutcome, CallOutcomeReason, Severity } from '@afterhourfix/vocabulary';

/** What an owner reads for each ending. */
export const OUTCOME_WORDS: Record<CallOutcome, string> = {
  booked: 'booked',
  cancelled: 'visit cancelled',
  dispatched: 'technician sent',
  escalation_exhausted: 'nobody could be reached',
  payment_link_sent: 'payment link sent',
  prank: 'prank call',
  referred_out: 'referred elsewhere',
  refused: 'not taken on',
  rescheduled: 'visit moved',
  safety_redirect: 'sent to safety and the emergency services',
  spam: 'spam',
  transferred: 'put through to a person',
  wrong_number: 'wrong number',
  message_taken: 'message taken',
  information_given: 'questions answered',
  abandoned: 'given up',
  failed: 'failed',
};

export const REASON_WORDS: Record<CallOutcomeReason, string> = {
  slot_booked: 'a visit was booked',
  technician_sent: 'somebody was sent at once',
  no_ack: 'nobody on call has taken it',
  handed_to_human: 'a person took the call',
  nobody_took_transfer: 'the person on call did not answer',
  out_of_area: 'outside the service area',
  out_of_trade: 'not our trade',
  price: 'the price',
  no_slot: 'no time suited',
  wants_human: 'wanted a person',
  safety_redirect: 'danger to life',
  info_only: 'wanted information only',
  existing_job: 'about an earlier visit or job',
  privacy_refused: 'did not want to give details',
  language: 'language not spoken',
  caller_silent: 'the caller said nothing more',
  caller_hung_up_early: 'the caller hung up at once',
  caller_hung_up: 'the caller hung up',
  max_duration: 'the call reached its longest length',
  spam: 'spam',
  wrong_number: 'wrong number',
  prank: 'prank',
  duplicate: 'called about it before',
  unknown_number: 'the number called is not in service',
  business_paused: 'the assistant was paused',
  over_capacity: 'all lines were busy',
  keypad_message: 'left by voice and keypad',
  agent_message: 'taken by the assistant',
  tech_failure: 'technical failure',
};

export const SEVERITY_WORDS: Record<Severity, string> = {
  life_safety: 'a danger to life',
  property_damage: 'damage to property',
  urgent_comfort: 'urgent but not dangerous',
  routine: 'routine',
};

/** What each approved line is about, by its id. */
const LINE_WORDS: Readonly<Record<string, string>> = {
  SAFE_CRISIS: 'a personal crisis',
  SAFE_MEDICAL: 'an electric shock',
  SAFE_ILLNESS: 'a medical emergency',
  SAFE_GAS: 'gas',
  SAFE_CO: 'carbon monoxide',
  SAFE_LINE: 'a downed power line',
  SAFE_WATER_ELEC: 'water near electricity',
  SAFE_ELEC_FIRE: 'an electrical fire',
  SAFE_GET_OUT: 'a building or a tank that may give way',
  SAFE_INTRUDER: 'an intruder',
  SAFE_CHILD_LOCKED: 'somebody helpless behind a lock',
  SAFE_MEDICAL_DEVICE: 'a medical device without power',
  SAFE_FLOOD: 'flooding',
  SAFE_ELEVATOR: 'a stuck elevator',
  SAFE_CHILD: 'a child alone',
  SAFE_HEAT: 'heat in the house',
  SAFE_COLD: 'cold in the house',
  SAFE_CEILING: 'a sagging ceiling',
  SAFE_SEWAGE: 'sewage',
  SAFE_WATER_SHUTOFF: 'shutting off the water',
  SAFE_CHEMICAL: 'a drain chemical',
};

export function toLineWords(lineId: string): string {
  return LINE_WORDS[lineId] ?? 'a danger';
}

/** `garage_door` and `water_damage.standing-water` as a person writes them. */
export function toWords(id: string): string {
  return id === 'hvac' ? 'HVAC' : id.replaceAll(/[_-]/g, ' ');
}
