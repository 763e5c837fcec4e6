import type { MindReply } from '../mind.ts';
import {
  type CallSoFar,
  hasTool,
  lastAnswerTo,
  lastCall,
  sayFirst,
  timesSaid,
  wasJustCalled,
} from './call-so-far.ts';
import { isAboutExistingJob, saysYes, wantsCallback, wantsCancel, wantsMove } from './intents.ts';
import { lines } from './lines.ts';
import { ask, callTool } from './replies.ts';
import { findDeep, findText, type RememberedCall, readRefusal } from './tool-memory.ts';

const PRIVACY =
  /\b(?:delete|erase|remove|copy of) (?:all )?(?:of )?my (?:data|information|recordings?|records)\b/i;
const NO_TEXTS = /\b(?:don't|do not|stop) (?:text|texting|message|messaging)\b/i;
const LINK_WISH = /\b(?:text|send) (?:it|me (?:it|the link)|the link)\b/i;
const BILL = /\bpay (?:my|the|a) (?:bill|invoice|balance)\b|\bpay link\b/i;

/**
 * Who rings, looked up once and without a word; for work or an appointment, never for mischief. For an appointment once
 * more with what the caller has said of themselves since, when the first answer could not tell them.
 */
export function lookUpCustomer(call: CallSoFar): MindReply | null {
  const { trade, phone, name, zip } = call.facts;
  const isOfVisit = call.remarks.some(
    ({ text }) => isAboutExistingJob(text) || wantsCancel(text) || wantsMove(text),
  );
  const before = lastCall(call, 'lookup_customer');
  const isSettled = before !== null && !(isOfVisit && isStillUnknown(before, { name, zip }));
  const isDone = isSettled || wasJustCalled(call, 'lookup_customer');
  if (!(trade !== null || isOfVisit) || isDone || !hasTool(call, 'lookup_customer')) return null;
  return callTool({ ...call, before: '' }, 'lookup_customer', { phone, name, zip });
}

function isStillUnknown(before: RememberedCall, said: { name: string | null; zip: string | null }): boolean {
  const isUnverified = findDeep(before.output, 'isVerified') === false;
  const hasNews = Object.entries(said).some(
    ([fact, value]) => value !== null && value !== before.arguments[fact],
  );
  return isUnverified && hasNews;
}

/** Done for the caller beside any job: a link to pay, a call back, a privacy request. Null when none is wished. */
export function serveCustomer(call: CallSoFar): MindReply | null {
  const { latest } = call;
  if (PRIVACY.test(latest) && isOpen(call, 'create_privacy_request'))
    return callTool(call, 'create_privacy_request', {
      ...contact(call),
      kind: 'deletion',
      type: 'deletion',
      request: latest,
    });
  if (NO_TEXTS.test(latest) && isOpen(call, 'set_contact_consent'))
    return callTool(call, 'set_contact_consent', {
      ...contact(call),
      channel: 'sms',
      granted: false,
      consent: false,
    });
  return sendLink(call) ?? keepMessage(call);
}

const isOpen = (call: CallSoFar, name: string): boolean =>
  hasTool(call, name) && lastCall(call, name) === null;

function contact({ facts, language }: CallSoFar) {
  return { phone: facts.phone, name: facts.name, language };
}

function sendLink(call: CallSoFar): MindReply | null {
  if (!isOpen(call, 'send_payment_link')) return null;
  const wish = call.remarks.find(({ text }) => LINK_WISH.test(text));
  const isOffered = lastAnswerTo(call, lines.offerLink) !== null || wish !== undefined;
  // The answer stands while a tool writes it down.
  const isAnswered = call.latest !== '' || wasJustCalled(call, 'set_contact_consent');
  const isAgreed = isOffered && isAnswered && !/^\W*no\b/i.test(call.latest);
  if (!isAgreed) {
    const isWished = BILL.test(call.latest) && timesSaid(call, lines.offerLink) === 0;
    return isWished ? ask(call, lines.offerLink) : null;
  }
  const customer = lastCall(call, 'lookup_customer')?.output;
  if (findDeep(customer, 'isVerified') === false) return proveWhoPays(call);
  if (isOpen(call, 'set_contact_consent'))
    return callTool(call, 'set_contact_consent', {
      phone: call.facts.phone,
      channel: 'sms',
      granted: true,
      wording: wish?.text ?? lines.offerLink,
    });
  const invoiceId = findText(customer, 'invoiceId', 'invoice_id');
  const known = { ...contact(call), invoiceId, customerId: findText(customer, 'customerId') };
  return callTool(sayFirst(call, lines.looking), 'send_payment_link', known);
}

/** Who only wanted to pay is asked for no job. */
export function isLinkSent(call: CallSoFar): boolean {
  const sent = lastCall(call, 'send_payment_link');
  return sent?.isAnswered === true && readRefusal(sent.output) === null;
}

/** A bill is nobody's but the customer's: the full name first, and without it the office. */
function proveWhoPays(call: CallSoFar): MindReply {
  const isAsked = call.facts.name !== null || timesSaid(call, lines.name) > 0;
  return isAsked ? ask({ ...call, before: lines.payAtOffice }, lines.anythingElse) : ask(call, lines.name);
}

/** A call back when nobody could be reached, or the caller wants one. */
function keepMessage(call: CallSoFar): MindReply | null {
  const name = ['request_callback', 'take_message'].find((one) => isOpen(call, one));
  const transferred = lastCall(call, 'transfer_call');
  const hasFailed = transferred !== null && readRefusal(transferred.output) !== null;
  if (!name || !(wantsCallback(call.latest) || (hasFailed && isCallbackAgreed(call)))) return null;
  if (!call.facts.name) return ask(call, lines.name);
  const reason = call.facts.problem ?? call.remarks.at(0)?.text ?? 'Wants to be called back';
  return callTool(call, name, { ...contact(call), problem: reason, reason, message: reason });
}

function isCallbackAgreed(call: CallSoFar): boolean {
  return (
    call.remarks.some(({ text }) => wantsCallback(text)) ||
    saysYes(lastAnswerTo(call, lines.nobody)?.text ?? '')
  );
}
