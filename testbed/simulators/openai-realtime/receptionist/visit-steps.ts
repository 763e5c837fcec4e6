import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastAnswerTo, lastCall, lastCallHere, sayFirst } from './call-so-far.ts';
import { wrapUp } from './ending-steps.ts';
import { saysYes } from './intents.ts';
import { lines } from './lines.ts';
import { ask, callTool, giveUp } from './replies.ts';
import { settleSlot } from './slot-steps.ts';
import { findDeep, findText, readRefusal } from './tool-memory.ts';

const CANCEL = /\bcancel\b/i;
const MOVE =
  /\b(?:move|reschedul\w*|change|push back)\b.{0,30}\b(?:appointment|visit|booking|tune-?up|tomorrow|time|day|it)\b/i;

/** A visit that was booked before: moved or cancelled, when there is a tool for it. Null when none is spoken of. */
export function changeVisit(call: CallSoFar): MindReply | null {
  const wantsCancel = call.remarks.some(({ text }) => CANCEL.test(text)) && hasTool(call, 'cancel_booking');
  const wantsMove = call.remarks.some(({ text }) => MOVE.test(text)) && hasTool(call, 'reschedule_booking');
  if (lastCall(call, 'book_slot') || !(wantsCancel || wantsMove)) return null;
  const appointmentId = findAppointment(call);
  if (!call.facts.name) return ask(call, lines.whichVisit);
  if (appointmentId === null) return giveUp(sayFirst(call, lines.notFound));
  return wantsCancel ? cancel(call, appointmentId) : move(call, appointmentId);
}

function findAppointment(call: CallSoFar): string | null {
  const customer = lastCall(call, 'lookup_customer')?.output;
  const visits = findDeep(customer, 'appointments') ?? findDeep(customer, 'bookings') ?? customer;
  return findText(visits, 'appointmentId', 'bookingId', 'booking_id', 'id');
}

function cancel(call: CallSoFar, appointmentId: string): MindReply {
  const done = lastCall(call, 'cancel_booking');
  if (done?.isAnswered && readRefusal(done.output) === null) return wrapUp(call);
  if (done?.isAnswered) return giveUp(call);
  const isConfirmed = saysYes(lastAnswerTo(call, lines.cancelAsk)?.text ?? '');
  if (!isConfirmed) return ask(call, lines.cancelAsk);
  return callTool(sayFirst(call, lines.looking), 'cancel_booking', {
    appointmentId,
    bookingId: appointmentId,
  });
}

function move(call: CallSoFar, appointmentId: string): MindReply {
  const done = lastCall(call, 'reschedule_booking');
  if (done?.isAnswered) return readRefusal(done.output) === null ? wrapUp(call) : giveUp(call);
  const { trade, zip } = call.facts;
  if (!lastCallHere(call, 'get_slots'))
    return zip && trade ? callTool(call, 'get_slots', { trade, zip }) : ask(call, lines.zip);
  const settled = settleSlot(call);
  if ('reply' in settled) return settled.reply;
  const known = { appointmentId, bookingId: appointmentId, slotId: settled.slot.slotId };
  return callTool(sayFirst(call, lines.looking), 'reschedule_booking', known);
}
