import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastCallHere, listCallsHere, sayFirst } from './call-so-far.ts';
import { isForNow } from './dispatch-wish.ts';
import { admitFailure, wrapUp } from './ending-steps.ts';
import { asksPrice, asksPriceAtTime } from './intents.ts';
import { listOtherTrades } from './judgement.ts';
import { lines } from './lines.ts';
import { isBadZip, isServed, needsStreet } from './news.ts';
import { ask, callTool } from './replies.ts';
import { findText, type RememberedCall, readError, readRefusal, readSlots } from './tool-memory.ts';
import { askForSlots } from './wish-steps.ts';

/** Problem, ZIP code and area: the questions before anything can be offered. Null when they are settled. */
export function settlePlace(call: CallSoFar): MindReply | null {
  const { trade, zip } = call.facts;
  if (!trade) return ask(call, lines.problem);
  if (!zip) return ask(call, lines.zip);
  const area = lastCallHere(call, 'check_service_area');
  if (!area && !hasTool(call, 'check_service_area')) return null;
  if (!area) return callTool(sayFirst(call, lines.looking), 'check_service_area', { zip });
  if (readError(area.output)) return admitFailure(call, area);
  if (isBadZip(area)) return ask(sayFirst(call, lines.unknownZip), lines.zip);
  if (needsStreet(area)) return tellStreet(call, area);
  return isServed(area) ? null : wrapUp(call);
}

/** Asks for the street that decides, and looks again with it; once. */
function tellStreet(call: CallSoFar, area: RememberedCall): MindReply {
  const { zip, addressLine: street } = call.facts;
  if (!street) return ask(call, lines.address);
  if (findText(area.arguments, 'street')) return wrapUp(call);
  return callTool(sayFirst(call, lines.looking), 'check_service_area', { zip, street });
}

/** For who cannot wait the price of coming now; else slots, then the price of the first of them, and of coming now when the caller asks. Null when all are known. */
export function lookUpOffer(call: CallSoFar): MindReply | null {
  const { trade, zip } = call.facts;
  if (isForNow(call)) {
    const isForNowOnly = (price: RememberedCall) => findText(price.arguments, 'visitAt', 'visit_at') === null;
    const isPriced = !hasTool(call, 'get_pricing') || listCallsHere(call, 'get_pricing').some(isForNowOnly);
    return isPriced
      ? null
      : callTool(call, 'get_pricing', { trade, otherTrades: listOtherTrades(call), zip });
  }
  const slots = lastCallHere(call, 'get_slots');
  if (hasTool(call, 'get_slots') && !slots) return askForSlots(call);
  const visitAt = readSlots(slots?.output)[0]?.startsAt ?? null;
  const isSlotMissing = slots !== null && readRefusal(slots.output) === 'ask-day';
  if (!hasTool(call, 'get_pricing') || isSlotMissing) return null;
  const prices = listCallsHere(call, 'get_pricing');
  const isPriced = prices.some((price) => isForSuchSlots(call, { price, slots }));
  if (prices.length === 0 || !isPriced) return callTool(call, 'get_pricing', { trade, zip, visitAt });
  const isAsked = call.remarks.some(({ text }) => asksPrice(text) || asksPriceAtTime(text));
  const isNowPriced = prices.some((price) => findText(price.arguments, 'visitAt', 'visit_at') === null);
  return isAsked && !isNowPriced ? callTool(call, 'get_pricing', { trade, zip }) : null;
}

/** A price of a window by day says nothing of one at night. */
function isForSuchSlots(
  call: CallSoFar,
  { price, slots }: { price: RememberedCall; slots: RememberedCall | null },
): boolean {
  const before = listCallsHere(call, 'get_slots').findLast(({ index }) => index < price.index);
  const isNight = (one: RememberedCall | null | undefined) => one?.arguments.isUrgent === true;
  return isNight(before) === isNight(slots);
}
