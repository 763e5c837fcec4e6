import { Trade } from '@afterhourfix/vocabulary';
import type { MindReply } from '../mind.ts';
import { isJsonObject } from '../shape.ts';
import {
  type CallSoFar,
  hasTool,
  lastAnswerTo,
  lastCall,
  lastCallHere,
  sayFirst,
  timesSaid,
} from './call-so-far.ts';
import { admitFailure, wrapUp } from './ending-steps.ts';
import { asksPrice, saysNo, saysYes, wantsCancel, wantsMove } from './intents.ts';
import { fill, lines } from './lines.ts';
import { ask, callTool, giveUp } from './replies.ts';
import { settleSlot } from './slot-steps.ts';
import { fillArguments } from './tool-arguments.ts';
import { findDeep, findText, type RememberedCall, readError, readRefusal, readSlots } from './tool-memory.ts';
import { askForSlots, hasWish } from './wish-steps.ts';

const WITHOUT_PRICE = ['quote-required', 'quote-expired'];
const WITH_NEW_SLOTS = ['slot-taken', 'hold-expired', 'unknown-slot'];

/** A visit that was booked before, as a look-up told it. */
interface Visit {
  appointmentId: string;
  trade: string | null;
  zip: string | null;
  speakable: string;
}

const wishes = ({ remarks }: CallSoFar, isWished: (text: string) => boolean): boolean =>
  remarks.some(({ text }) => isWished(text));
const isCancelWished = (call: CallSoFar): boolean =>
  wishes(call, wantsCancel) && hasTool(call, 'cancel_booking');
const isMoveWished = (call: CallSoFar): boolean =>
  wishes(call, wantsMove) && hasTool(call, 'reschedule_booking');

/** Whether a visit that was booked before is spoken of, and no new one. */
export const isChangeWished = (call: CallSoFar): boolean =>
  !lastCall(call, 'book_slot') && (isCancelWished(call) || isMoveWished(call));

/** A visit that was booked before: moved or cancelled, when there is a tool for it. Null when none is spoken of. */
export function changeVisit(call: CallSoFar): MindReply | null {
  if (!isChangeWished(call)) return null;
  if (!call.facts.name) return ask(call, lines.whichVisit);
  const visit = findVisit(call);
  if (visit === null) return giveUp(sayFirst(call, lines.notFound));
  return isCancelWished(call) ? cancel(call, visit) : move(call, visit);
}

/** The visit of the trade that was named; of several the one whose day or hour was. */
function findVisit(call: CallSoFar): Visit | null {
  const visits = listVisits(call);
  const said = call.remarks.map(({ text }) => text.toLowerCase()).join(' ');
  const ofTrade = visits.filter(({ trade }) => trade === call.facts.trade);
  const likely = ofTrade.length > 0 ? ofTrade : visits;
  const count = ({ speakable }: Visit) =>
    (speakable.toLowerCase().match(/[a-z]{4,}|\d+/g) ?? []).filter((word) => said.includes(word)).length;
  return likely.toSorted((one, other) => count(other) - count(one))[0] ?? null;
}

function listVisits(call: CallSoFar): Visit[] {
  const customer = lastCall(call, 'lookup_customer')?.output;
  const found = findDeep(customer, 'appointments') ?? findDeep(customer, 'bookings') ?? [customer];
  const zip = findText(customer, 'zip');
  return (Array.isArray(found) ? found : [found]).filter(isJsonObject).flatMap((visit) => {
    const appointmentId = findText(visit, 'appointmentId', 'bookingId', 'booking_id', 'id');
    if (appointmentId === null) return [];
    const speakable = findText(visit, 'speakable') ?? '';
    return [
      { appointmentId, trade: findText(visit, 'trade'), zip: findText(visit, 'zip') ?? zip, speakable },
    ];
  });
}

function cancel(call: CallSoFar, { appointmentId }: Visit): MindReply {
  const asked = { appointmentId, bookingId: appointmentId };
  const done = lastCall(call, 'cancel_booking');
  if (!done && takesFee(call, 'cancel_booking')) return callTool(call, 'cancel_booking', asked);
  if (!done) {
    const isSure = saysYes(lastAnswerTo(call, lines.cancelAsk)?.text ?? '');
    return isSure
      ? callTool(sayFirst(call, lines.looking), 'cancel_booking', asked)
      : ask(call, lines.cancelAsk);
  }
  return settleChange(call, { done, asked, question: lines.cancelAsk }) ?? giveUp(call);
}

function takesFee({ context }: CallSoFar, name: string): boolean {
  const tool = context.tools.find((one) => one.name === name);
  return tool?.parameters !== undefined && 'agreedFeeCents' in fillArguments(tool, { agreedFeeCents: 0 });
}

function move(call: CallSoFar, { appointmentId, trade, zip }: Visit): MindReply {
  if (!hasWish(call) && timesSaid(call, lines.moveWhen) === 0) return ask(call, lines.moveWhen);
  const facts = { ...call.facts, trade: findTradeOf(call, trade), zip: call.facts.zip ?? zip };
  if (!facts.zip || !facts.trade) return ask(call, facts.zip ? lines.problem : lines.zip);
  const here = { ...call, facts };
  const slots = lastCallHere(here, 'get_slots');
  if (!slots) return askForSlots(here);
  const done = lastCall(here, 'reschedule_booking');
  if (done && done.index > slots.index) return afterMove(here, done);
  const settled = settleSlot(here);
  if ('reply' in settled) return settled.reply;
  const readBack = fill(lines.readBackMove, { when: settled.slot.speakable });
  const answer = lastAnswerTo(here, readBack);
  if (!answer || !saysYes(answer.text)) return ask(here, `${readBack} ${lines.moveAsk}`);
  const asked = { appointmentId, bookingId: appointmentId, slotId: settled.slot.slotId };
  return callTool(sayFirst(here, lines.looking), 'reschedule_booking', asked);
}

/** As the record says, where that is a trade that a tool would take. */
const findTradeOf = ({ facts }: CallSoFar, trade: string | null): CallSoFar['facts']['trade'] =>
  Trade.safeParse(trade).data ?? facts.trade;

function afterMove(call: CallSoFar, done: RememberedCall): MindReply {
  const { appointmentId, bookingId, slotId } = done.arguments;
  const asked = Object.fromEntries(
    Object.entries({ appointmentId, bookingId, slotId }).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
  const settled = settleChange(call, { done, asked, question: lines.moveAsk });
  if (settled) return settled;
  const refusal = readRefusal(done.output) ?? '';
  if (WITHOUT_PRICE.includes(refusal)) return priceFirst(call, { done, asked });
  return WITH_NEW_SLOTS.includes(refusal) ? askForSlots(sayFirst(call, lines.timeGone)) : giveUp(call);
}

/** At the other time the visit has another price: that is told and agreed to, and then it is moved. */
function priceFirst(
  call: CallSoFar,
  { done, asked }: { done: RememberedCall; asked: Readonly<Record<string, string>> },
): MindReply {
  const { trade, zip } = call.facts;
  const slots = readSlots(lastCallHere(call, 'get_slots')?.output);
  const visitAt = slots.find(({ slotId }) => slotId === asked.slotId)?.startsAt ?? null;
  const pricing = lastCall(call, 'get_pricing');
  if (!pricing || pricing.index < done.index) return callTool(call, 'get_pricing', { trade, zip, visitAt });
  if (readRefusal(pricing.output) !== null) return giveUp(call);
  const answer = lastAnswerTo(call, lines.moveAsk);
  const isAnswered = answer !== null && answer.index > pricing.index;
  if (isAnswered && saysNo(answer.text)) return wrapUp(sayFirst(call, lines.keptVisit));
  return isAnswered && saysYes(answer.text)
    ? callTool(sayFirst(call, lines.looking), done.name, asked)
    : ask(call, lines.moveAsk);
}

/** Done; or what it costs is said, and it is done once the caller agrees. Null when it was refused for another reason. */
function settleChange(
  call: CallSoFar,
  change: { done: RememberedCall; asked: Readonly<Record<string, string>>; question: string },
): MindReply | null {
  const { done, asked, question } = change;
  if (readError(done.output)) return admitFailure(call, done);
  const refusal = readRefusal(done.output);
  if (refusal === null) return wrapUp(call);
  if (refusal !== 'not-confirmed') return null;
  const answer = lastAnswerTo(call, question);
  const isAnswered = answer !== null && answer.index > done.index;
  if (isAnswered && saysNo(answer.text)) return wrapUp(sayFirst(call, lines.keptVisit));
  const feeCents = findDeep(done.output, 'feeCents');
  if (isAnswered && saysYes(answer.text) && !asksPrice(answer.text) && typeof feeCents === 'number')
    return callTool(sayFirst(call, lines.looking), done.name, { ...asked, agreedFeeCents: feeCents });
  const fee = findText(done.output, 'speakable') ?? '';
  return ask(sayFirst(call, feeCents === 0 ? lines.changeFree : fill(lines.changeFee, { fee })), question);
}
