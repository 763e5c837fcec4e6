import { type CallSoFar, hasTool, lastAnswerTo, lastCall } from './call-so-far.ts';
import { saysNo } from './intents.ts';
import { type Judgement, judge } from './judgement.ts';
import { lines } from './lines.ts';
import { hasHourWish } from './wish-steps.ts';

const AT_ONCE =
  /\b(?:tonight|right now|right away|as soon as possible|immediately|now|send (?:someone|somebody|them|both|your)|come now)\b/i;

const NOTHING_SMELT = /\bno (?:gas|smells?|smoke|alarms?|sparks?|burning)\b/i;

/** Somebody is to come at once: who names an hour wants a visit then, but danger to life waits for no hour. */
export function isUrgent(call: CallSoFar, { severity, isVulnerable }: Judgement): boolean {
  if (severity === 'life_safety' || lastCall(call, 'dispatch_technician') !== null) return true;
  if (hasHourWish(call)) return false;
  if (severity === 'property_damage') return true;
  return (
    severity === 'urgent_comfort' && (isVulnerable || call.remarks.some(({ text }) => AT_ONCE.test(text)))
  );
}

/** Somebody is to come at once, unless the caller would rather wait. */
export function isForNow(call: CallSoFar): boolean {
  const judgement = judge(call);
  if (!hasTool(call, 'dispatch_technician') || !judgement || !isUrgent(call, judgement)) return false;
  const answer = lastAnswerTo(call, lines.dispatchAsk);
  const isSent = lastCall(call, 'dispatch_technician') !== null;
  return isSent || judgement.severity === 'life_safety' || !(answer && wouldRatherWait(answer.text));
}

/** Who says that there is no smell has not said no to the visit. */
export const wouldRatherWait = (text: string): boolean => saysNo(text) && !NOTHING_SMELT.test(text);
