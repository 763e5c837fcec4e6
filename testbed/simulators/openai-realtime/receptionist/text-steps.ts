import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastAnswerTo, lastCall, timesSaid } from './call-so-far.ts';
import { saysYes } from './intents.ts';
import { lines } from './lines.ts';
import { ask, callTool } from './replies.ts';
import { findText } from './tool-memory.ts';

const TEXT_IS_FINE = /\b(?:text|texting|message) (?:is|would be) (?:fine|ok|okay|good)\b|\btext me\b/i;

/** A text about the visit, when the caller agrees to it: asked once, written down, sent. Null when that is settled. */
export function textAboutVisit(call: CallSoFar): MindReply | null {
  if (!hasTool(call, 'send_sms') || lastCall(call, 'send_sms')) return null;
  const answer = lastAnswerTo(call, lines.textAsk);
  const isAgreed = saysYes(answer?.text ?? '') || call.remarks.some(({ text }) => TEXT_IS_FINE.test(text));
  if (!isAgreed) return timesSaid(call, lines.textAsk) === 0 ? ask(call, lines.textAsk) : null;
  const { phone, name } = call.facts;
  if (hasTool(call, 'set_contact_consent') && !lastCall(call, 'set_contact_consent'))
    return callTool(call, 'set_contact_consent', {
      phone,
      channel: 'sms',
      granted: true,
      consent: true,
      wording: lines.textAsk,
    });
  const bookingId = findText(lastCall(call, 'book_slot')?.output, 'bookingId', 'booking_id');
  return callTool(call, 'send_sms', {
    phone,
    name,
    bookingId,
    language: call.language,
    template: 'booking_confirmation',
  });
}
