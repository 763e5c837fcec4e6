import { PhoneNumber, toSpeakablePhoneNumber } from '@afterhourfix/vocabulary';
import type { MindReply } from '../mind.ts';
import {
  type CallSoFar,
  lastAnswerTo,
  lastCall,
  lastCallHere,
  listCallsHere,
  sayFirst,
} from './call-so-far.ts';
import { admitFailure, wrapUp } from './ending-steps.ts';
import { saysNo, saysYes } from './intents.ts';
import { fill, lines } from './lines.ts';
import { isUnconfirmed } from './news.ts';
import { ask, callTool, giveUp } from './replies.ts';
import { settleSlot } from './slot-steps.ts';
import {
  findText,
  type OfferedSlot,
  type RememberedCall,
  readError,
  readRefusal,
  readSlots,
} from './tool-memory.ts';

const WITHOUT_PRICE = ['quote-required', 'quote-expired'];
const WITH_NEW_SLOTS = ['slot-taken', 'hold-expired', 'unknown-slot'];

/** From the offer to the booking. */
export function bookOffer(call: CallSoFar): MindReply {
  const booking = lastCall(call, 'book_slot');
  const slots = lastCallHere(call, 'get_slots');
  if (booking && booking.index > (slots?.index ?? -1)) return afterRefusal(call, booking);
  const settled = settleSlot(call);
  return 'reply' in settled ? settled.reply : completeBooking(call, settled.slot);
}

function completeBooking(call: CallSoFar, slot: OfferedSlot): MindReply {
  const { name, addressLine, phone, zip, problem } = call.facts;
  if (!name && !addressLine) return ask(call, lines.nameAndAddress);
  if (!name) return ask(call, lines.name);
  if (!addressLine) return ask(call, lines.address);
  if (!phone && needsPhone(call)) return ask(call, lines.phone);
  const readBack = wordReadBack(call, slot);
  if (!isConfirmed(call, readBack)) return confirm(call, readBack);
  const known = { slotId: slot.slotId, name, phone, addressLine, zip, problem };
  return callTool(sayFirst(call, lines.looking), 'book_slot', known);
}

function wordReadBack(call: CallSoFar, slot: OfferedSlot): string {
  const { name, addressLine, phone, hasGivenPhone } = call.facts;
  const number = PhoneNumber.safeParse(phone);
  const spokenPhone = hasGivenPhone && number.success ? toSpeakablePhoneNumber(number.data) : '';
  const known = { when: slot.speakable, name: name ?? '', address: addressLine ?? '', phone: spokenPhone };
  return fill(spokenPhone === '' ? lines.readBackShort : lines.readBackFull, known);
}

/** A yes counts for what was read back, not for what has changed since. */
function isConfirmed(call: CallSoFar, readBack: string): boolean {
  return call.remarks.some(({ asked, wasCut, text }) => {
    const wasHeard = asked.includes(readBack) || (wasCut && asked.includes(lines.readBack));
    return wasHeard && saysYes(text);
  });
}

function confirm(call: CallSoFar, readBack: string): MindReply {
  const answer = lastAnswerTo(call, readBack);
  const isDenied = answer !== null && call.latest.includes(answer.text) && saysNo(answer.text);
  return isDenied ? ask(call, lines.change) : ask(call, `${readBack} ${lines.confirm}`);
}

function needsPhone({ context }: CallSoFar): boolean {
  if (/\bwithh(?:olds|eld)\b/i.test(context.instructions)) return true;
  const required = context.tools.find((tool) => tool.name === 'book_slot')?.parameters?.required;
  return !Array.isArray(required) || required.includes('phone');
}

function afterRefusal(call: CallSoFar, booking: RememberedCall): MindReply {
  if (isUnconfirmed(booking)) return wrapUp(call);
  if (readError(booking.output)) return admitFailure(call, booking);
  const refusal = readRefusal(booking.output) ?? '';
  const { trade, zip } = call.facts;
  if (WITH_NEW_SLOTS.includes(refusal))
    return callTool(sayFirst(call, lines.timeGone), 'get_slots', { trade, zip });
  if (WITHOUT_PRICE.includes(refusal)) return priceFirst(call, booking);
  if (refusal === 'invalid-phone') return correctPhone(call, booking);
  if (refusal === 'outside-service-area') return wrapUp(call);
  return giveUp(call);
}

function correctPhone(call: CallSoFar, booking: RememberedCall): MindReply {
  const { name, phone, addressLine, zip, problem } = call.facts;
  const slotId = findText(booking.arguments, 'slotId', 'slot_id');
  const hasGivenAnother = phone !== null && booking.arguments.phone !== phone;
  if (!slotId || !hasGivenAnother) return ask(call, lines.phone);
  const known = { slotId, name, phone, addressLine, zip, problem };
  return callTool(sayFirst(call, lines.looking), 'book_slot', known);
}

/** The price of the window that was to be booked is told, and then it is booked; once. */
function priceFirst(call: CallSoFar, booking: RememberedCall): MindReply {
  const { trade, zip, name, phone, addressLine, problem } = call.facts;
  const slotId = findText(booking.arguments, 'slotId', 'slot_id');
  const slots = readSlots(lastCallHere(call, 'get_slots')?.output);
  const visitAt = slots.find((slot) => slot.slotId === slotId)?.startsAt;
  const pricing = lastCallHere(call, 'get_pricing');
  const wasPriced = pricing !== null && pricing.index > booking.index;
  if (!wasPriced && visitAt && countPriceless(call) === 1)
    return callTool(call, 'get_pricing', { trade, zip, visitAt });
  const isPriced = wasPriced && readRefusal(pricing.output) === null;
  if (!isPriced) return giveUp(call);
  const known = { slotId, name, phone, addressLine, zip, problem };
  return callTool(sayFirst(call, lines.looking), 'book_slot', known);
}

function countPriceless(call: CallSoFar): number {
  const refusals = listCallsHere(call, 'book_slot').map(({ output }) => readRefusal(output) ?? '');
  return refusals.filter((refusal) => WITHOUT_PRICE.includes(refusal)).length;
}
