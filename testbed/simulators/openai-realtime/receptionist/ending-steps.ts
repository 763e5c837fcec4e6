import type { MindReply } from '../mind.ts';
import {
  type CallSoFar,
  findBooking,
  lastAnswerTo,
  lastCall,
  timesSaid,
  wasSaidAfter,
} from './call-so-far.ts';
import { findDanger } from './dangers.ts';
import { isTooExpensive, saysYes } from './intents.ts';
import { lines } from './lines.ts';
import { isServed } from './news.ts';
import { ask, callTool, farewell, giveUp } from './replies.ts';
import { type RememberedCall, readError, readRefusal } from './tool-memory.ts';
import { findTrade } from './trades.ts';

/** Why a call without a booking ends, in the words of an outcome; null after a booking. */
export function findEndReason(call: CallSoFar): string | null {
  const area = lastCall(call, 'check_service_area');
  const slots = lastCall(call, 'get_slots');
  if (findBooking(call)) return null;
  if (call.remarks.some(({ text }) => findDanger(text) !== null)) return 'safety_redirect';
  if (area?.isAnswered && !isServed(area) && !readError(area.output)) return 'out_of_area';
  const refusal = slots ? readRefusal(slots.output) : null;
  if (refusal === 'trade-not-offered') return 'out_of_trade';
  if (call.remarks.some(({ text }) => isTooExpensive(text))) return 'price';
  return refusal === 'no-slot-free' ? 'no_slot' : 'info_only';
}

/** Nothing left to settle: anything else, then goodbye. */
export function wrapUp(call: CallSoFar): MindReply {
  const answer = lastAnswerTo(call, lines.anythingElse);
  const hasMore = answer !== null && call.latest.includes(answer.text);
  if (hasMore && saysYes(answer.text) && call.before === '') return ask(call, lines.whatElse);
  if (hasMore && findBooking(call) && bringsAnotherJob(call, answer.text))
    return ask({ ...call, before: lines.oneVisit }, lines.offerPerson);
  const isToAsk = timesSaid(call, lines.anythingElse) === 0 || call.before !== '';
  return isToAsk ? ask(call, lines.anythingElse) : farewell(call, findEndReason(call));
}

function bringsAnotherJob(call: CallSoFar, text: string): boolean {
  const trade = findTrade(text);
  return trade !== null && trade !== call.facts.trade;
}

/** A tool that failed: said honestly, a person offered; who wants none gets one more try. */
export function admitFailure(call: CallSoFar, failed: RememberedCall): MindReply {
  const answer = lastAnswerTo(call, lines.offerPerson);
  const isAnswered = answer !== null && answer.index > failed.index;
  if (!isAnswered && !wasSaidAfter(call, failed.index, lines.unreachable))
    return ask({ ...call, before: `${lines.unreachable} ${call.before}`.trim() }, lines.offerPerson);
  if (!isAnswered) return giveUp(call);
  const given = Object.entries(failed.arguments).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return callTool({ ...call, before: lines.looking }, failed.name, Object.fromEntries(given));
}
