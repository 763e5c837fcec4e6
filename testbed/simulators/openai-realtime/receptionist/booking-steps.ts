import type { MindPart, MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastCall, saidAfter, timesSaid } from './call-so-far.ts';
import { chooseSlot, saysNo } from './intents.ts';
import { lines } from './lines.ts';
import { isBadZip, isServed, tellNews } from './news.ts';
import { ask, callTool, farewell, giveUp } from './replies.ts';
import { findText, type OfferedSlot, type RememberedCall, readRefusal, readSlots } from './tool-memory.ts';

const WITH_NEW_SLOTS = ['slot-taken', 'hold-expired', 'unknown-slot'];

/** Problem, ZIP code and area: the questions before anything can be offered. Null when they are settled. */
export function settlePlace(call: CallSoFar): MindReply | null {
  const { facts } = call;
  const news = tellNews(call);
  if (!facts.trade) return ask(call, lines.problem, news);
  if (!facts.zip) return ask(call, lines.zip, news);
  if (!hasTool(call, 'check_service_area') && !lastCall(call, 'check_service_area')) return null;
  const area = lastCallFor(call, 'check_service_area', facts.zip);
  if (!area) return callTool(call, 'check_service_area', { zip: facts.zip }, news || lines.looking);
  if (isBadZip(area)) return ask(call, lines.zip, 'That is not a ZIP code I know.');
  if (isServed(area)) return null;
  return wrapUp(call, news);
}

function lastCallFor(call: CallSoFar, name: string, zip: string): RememberedCall | null {
  return call.calls.findLast((one) => one.name === name && one.arguments.zip === zip) ?? null;
}

/** Price and slots, looked up together when the session allows it. Null when both are known. */
export function lookUpOffer(call: CallSoFar): MindReply | null {
  const { trade, zip } = call.facts;
  const wanted = ['get_pricing', 'get_slots'].filter(
    (name) => hasTool(call, name) && !lastCallFor(call, name, zip ?? ''),
  );
  const parts = wanted.flatMap((name): MindReply => callTool(call, name, { trade, zip }));
  if (parts.length === 0) return null;
  return call.context.mayCallInParallel ? parts : parts.slice(0, 1);
}

/** Offers the slots and hears the answer, up to the booking. */
export function bookOffer(call: CallSoFar): MindReply {
  const slots = lastCall(call, 'get_slots');
  const booking = lastCall(call, 'book_slot');
  const offered = slots ? readSlots(slots.output) : [];
  if (!slots || offered.length === 0) return declineWithoutSlot(call);
  if (booking && booking.index > slots.index) return afterBooking(call, booking);
  const offerIndex = findOffer(call, slots.index);
  if (offerIndex === -1) return offer(call, offered);
  const answer = saidAfter(call, offerIndex);
  const chosen = chooseSlot(offered, answer);
  if (chosen) return completeBooking(call, chosen);
  if (saysNo(call.latest) && timesSaid(call, lines.decline) > 0) return giveUp(call);
  const before = saysNo(call.latest) ? lines.decline : tellNews(call);
  return ask(call, `${lines.offer} ${spell(offered)}. Which suits you?`, before);
}

// An offer that was cut short counts as made: the caller answered it.
function findOffer(call: CallSoFar, afterIndex: number): number {
  return call.context.conversation.findIndex(
    (item, index) =>
      index > afterIndex && item.kind === 'agent' && (item.isTruncated || item.text.includes(lines.offer)),
  );
}

const spell = (slots: readonly OfferedSlot[]): string => slots.map((slot) => slot.speakable).join(', or ');

function offer(call: CallSoFar, slots: readonly OfferedSlot[]): MindReply {
  return ask(call, `${lines.offer} ${spell(slots)}. Which suits you?`, tellNews(call));
}

function declineWithoutSlot(call: CallSoFar): MindReply {
  const slots = lastCall(call, 'get_slots');
  const refusal = slots ? readRefusal(slots.output) : 'no tool';
  if (refusal === 'trade-not-offered') return wrapUp(call, 'I am sorry, we do not do that kind of work.');
  return giveUp(call);
}

function completeBooking(call: CallSoFar, slot: OfferedSlot): MindReply {
  const { name, addressLine, phone, zip, problem } = call.facts;
  const news = tellNews(call);
  if (!name && !addressLine) return ask(call, lines.nameAndAddress, news);
  if (!name) return ask(call, lines.name, news);
  if (!addressLine) return ask(call, lines.address, news);
  if (!phone && needsPhone(call)) return ask(call, lines.phone, news);
  const known = { slotId: slot.slotId, name, phone, addressLine, zip, problem };
  return callTool(call, 'book_slot', known, news || lines.looking);
}

function needsPhone(call: CallSoFar): boolean {
  const required = call.context.tools.find((tool) => tool.name === 'book_slot')?.parameters?.required;
  return !Array.isArray(required) || required.includes('phone');
}

function correctPhone(call: CallSoFar, booking: RememberedCall): MindReply {
  const slotId = findText(booking.arguments, 'slotId', 'slot_id');
  const hasGivenAnother = call.facts.phone !== null && booking.arguments.phone !== call.facts.phone;
  if (!slotId || !hasGivenAnother) return ask(call, lines.phone);
  return completeBooking(call, { slotId, speakable: '' });
}

function afterBooking(call: CallSoFar, booking: RememberedCall): MindReply {
  const refusal = readRefusal(booking.output);
  if (refusal === null) return wrapUp(call, tellNews(call));
  const { trade, zip } = call.facts;
  if (WITH_NEW_SLOTS.includes(refusal))
    return callTool(call, 'get_slots', { trade, zip }, 'That time is gone, let me look again.');
  if (refusal === 'invalid-phone') return correctPhone(call, booking);
  return giveUp(call);
}

/** Why a call without a booking ends, in the words of an outcome; null after a booking. */
export function findEndReason(call: CallSoFar): string | null {
  const area = lastCall(call, 'check_service_area');
  const slots = lastCall(call, 'get_slots');
  const booking = lastCall(call, 'book_slot');
  if (booking?.isAnswered && readRefusal(booking.output) === null) return null;
  if (area?.isAnswered && !isServed(area)) return 'out_of_area';
  const refusal = slots ? readRefusal(slots.output) : null;
  if (refusal === 'trade-not-offered') return 'out_of_trade';
  return refusal === 'no-slot-free' ? 'no_slot' : 'info_only';
}

/** Nothing left to settle: anything else, then goodbye. */
export function wrapUp(call: CallSoFar, news: string): MindReply {
  const hasAsked = timesSaid(call, lines.anythingElse) > 0;
  if (!hasAsked || news !== '') return [{ say: `${news} ${lines.anythingElse}`.trim() }] satisfies MindPart[];
  return farewell(call, findEndReason(call));
}
