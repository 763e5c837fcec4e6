import type { MindReply } from '../mind.ts';
import { isAcknowledged } from './arrivals.ts';
import { type CallSoFar, hasTool, lastAnswerTo, lastCall, lastCallHere, sayFirst } from './call-so-far.ts';
import { isUrgent, wouldRatherWait } from './dispatch-wish.ts';
import { wrapUp } from './ending-steps.ts';
import { saysYes } from './intents.ts';
import { type Judgement, judge } from './judgement.ts';
import { lines } from './lines.ts';
import { ask, callTool, giveUp } from './replies.ts';
import { textAboutVisit } from './text-steps.ts';
import { findText, type RememberedCall, readRefusal } from './tool-memory.ts';

const MAX_LOOKS = 5;
/** What has to be safe stands before what stops the water, and that before what dries. */
const ORDER = ['electrical', 'plumbing'];

const rank = (trade: string): number => (ORDER.indexOf(trade) + ORDER.length + 1) % (ORDER.length + 1);

/** Sends somebody now when the trouble cannot wait and a tool can do it; null when a window is to be booked. */
export function sendNow(call: CallSoFar): MindReply | null {
  const judgement = judge(call);
  if (!hasTool(call, 'dispatch_technician') || !judgement || !isUrgent(call, judgement)) return null;
  const made = call.calls.filter(({ name }) => name === 'dispatch_technician');
  const open = judgement.trades
    .filter((trade) => !made.some((one) => listAsked(one).includes(trade)))
    .toSorted((one, other) => rank(one) - rank(other));
  const refused = made.find((one) => one.isAnswered && readRefusal(one.output) !== null);
  if (refused) return null;
  const [trade, ...otherTrades] = open;
  if (trade === undefined) return followDispatch(call);
  return prepareDispatch(call, { trade, otherTrades, judgement });
}

/** All trades that one call of the tool was for. */
function listAsked({ arguments: { trade, otherTrades } }: RememberedCall): unknown[] {
  return Array.isArray(otherTrades) ? [trade, ...otherTrades] : [trade];
}

function prepareDispatch(
  call: CallSoFar,
  { trade, otherTrades, judgement }: { trade: string; otherTrades: readonly string[]; judgement: Judgement },
): MindReply | null {
  const { name, addressLine, phone, zip, problem } = call.facts;
  if (!addressLine) return ask(call, name ? lines.address : lines.nameAndAddress);
  if (!name && judgement.severity !== 'life_safety') return ask(call, lines.name);
  const answer = lastAnswerTo(call, lines.dispatchAsk);
  if (judgement.severity !== 'life_safety') {
    if (answer && wouldRatherWait(answer.text)) return null;
    if (!(answer && saysYes(answer.text))) return ask(call, lines.dispatchAsk);
  }
  const quoteId = findText(lastCallHere(call, 'get_pricing')?.output, 'quoteId');
  const { severity, jobTypes, isVulnerable } = judgement;
  return callTool(sayFirst(call, lines.searching), 'dispatch_technician', {
    ...{ trade, otherTrades, severity, jobTypes, name, phone, addressLine, zip, problem, quoteId },
    vulnerable: isVulnerable,
  });
}

function followDispatch(call: CallSoFar): MindReply {
  const looks = call.calls.filter(({ name }) => name === 'get_dispatch_status');
  const latest = looks.at(-1) ?? lastCall(call, 'dispatch_technician');
  if (latest !== null && isAcknowledged(latest)) return textAboutVisit(call) ?? wrapUp(call);
  if (!hasTool(call, 'get_dispatch_status') || looks.length >= MAX_LOOKS)
    return giveUp(sayFirst(call, lines.noTechnician));
  // Looked at again when the caller has spoken: a person needs time to answer a page.
  if (looks.length > 0 && call.latest === '') return waitForAnswer(sayFirst(call, lines.notYet));
  const dispatched = lastCall(call, 'dispatch_technician')?.output;
  return callTool(call, 'get_dispatch_status', {
    dispatchId: findText(dispatched, 'dispatchId', 'dispatch_id'),
    incidentId: findText(dispatched, 'incidentId', 'incident_id'),
    workOrderId: findText(dispatched, 'workOrderId'),
  });
}

const waitForAnswer = (call: CallSoFar): MindReply => textAboutVisit(call) ?? ask(call, lines.anythingElse);
