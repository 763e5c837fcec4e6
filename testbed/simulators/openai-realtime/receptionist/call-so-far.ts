import type { MindContext, MindItem } from '../mind.ts';
import { type CallerFacts, readCallerFacts } from './caller-facts.ts';
import { isPresence } from './intents.ts';
import { listRemarks, type Remark } from './remarks.ts';
import type { Language } from './spanish/find-language.ts';
import { type RememberedCall, readRefusal, recallCalls } from './tool-memory.ts';
import { decideTrade } from './unclear-trade.ts';

/** Called before an answer, which is still owed afterwards. */
const SILENT_TOOLS = ['triage_call', 'lookup_customer'];

/** All that the receptionist knows at one moment, derived from the conversation alone. */
export interface CallSoFar {
  context: MindContext;
  /** In which the caller spoke last. */
  language: Language;
  facts: CallerFacts;
  calls: readonly RememberedCall[];
  /** What the caller said, without answers that only say that they are there. */
  remarks: readonly Remark[];
  /** What the caller said since the agent last spoke. */
  latest: string;
  /** True when the latest utterance was heard but not understood. */
  isUnintelligible: boolean;
  /** The last tool was refused because somebody may be in danger. */
  isHeldBack: boolean;
  /** What is to be said before the next question: news of tools, reactions to the caller. */
  before: string;
}

export function reviewCall(context: MindContext, language: Language): CallSoFar {
  const { conversation } = context;
  const isOfAgent = (item: MindItem) =>
    item.kind === 'agent' || (item.kind === 'call' && !SILENT_TOOLS.includes(item.name));
  const since = conversation.findLastIndex(isOfAgent);
  const heard = listRemarks(conversation);
  const remarks = heard.filter(
    ({ text, isAnswerToSilence }) => text !== '' && !(isAnswerToSilence && isPresence(text)),
  );
  const latest = heard.filter(({ index }) => index > since).map(({ text }) => text);
  const made = recallCalls(conversation);
  const latestCall = made.at(-1);
  const call: CallSoFar = {
    context,
    language,
    facts: readCallerFacts(remarks, context.instructions),
    calls: made.filter((one) => !isHeld(one)),
    remarks,
    latest: latest.join(' ').trim(),
    isUnintelligible: context.trigger === 'caller-spoke' && latest.join('').trim() === '',
    isHeldBack: latestCall !== undefined && isHeld(latestCall) && latest.length === 0,
    before: '',
  };
  return { ...call, facts: { ...call.facts, trade: decideTrade(remarks) ?? call.facts.trade } };
}

const isHeld = ({ output }: RememberedCall): boolean => readRefusal(output) === 'safety-first';

/** The same call, with something to say first; what is already to be said is not said twice. */
export function sayFirst(call: CallSoFar, words: string): CallSoFar {
  return call.before.includes(words) ? call : { ...call, before: `${words} ${call.before}`.trim() };
}

/** Whether a tool was called since the caller spoke last, whatever came of it. */
export function wasJustCalled({ context: { conversation } }: CallSoFar, name: string): boolean {
  const since = conversation.findLastIndex((item) => item.kind === 'caller');
  return conversation.some((item, index) => index > since && item.kind === 'call' && item.name === name);
}

export function lastCall(call: CallSoFar, name: string): RememberedCall | null {
  return call.calls.findLast((one) => one.name === name) ?? null;
}

/** Calls of a tool about the ZIP code that counts; a call that only notes tell of counts for any. */
export function listCallsHere(call: CallSoFar, name: string): RememberedCall[] {
  const { zip } = call.facts;
  return call.calls.filter((one) => one.name === name && [zip, undefined].includes(zipOf(one)));
}

export function lastCallHere(call: CallSoFar, name: string): RememberedCall | null {
  return listCallsHere(call, name).at(-1) ?? null;
}

function zipOf({ arguments: given }: RememberedCall): string | null | undefined {
  return typeof given.zip === 'string' ? given.zip : undefined;
}

/** The booking that stands, or null. */
export function findBooking(call: CallSoFar): RememberedCall | null {
  const isDone = (one: RememberedCall) =>
    one.name === 'book_slot' && one.isAnswered && readRefusal(one.output) === null;
  return call.calls.findLast(isDone) ?? null;
}

export function hasTool(call: CallSoFar, name: string): boolean {
  return call.context.toolChoice !== 'none' && call.context.tools.some((tool) => tool.name === name);
}

/** How often the agent has said something that contains `line`. */
export function timesSaid(call: CallSoFar, line: string): number {
  return call.context.conversation.filter((item) => item.kind === 'agent' && item.text.includes(line)).length;
}

/** Whether the agent has said `line` since; words cut short count, for the caller has answered them. */
export function wasSaidAfter(call: CallSoFar, index: number, line: string): boolean {
  return call.context.conversation.some(
    (item, at) => at > index && item.kind === 'agent' && (item.isTruncated || item.text.includes(line)),
  );
}

/** What the caller said last to a question that contains `line`, or null. */
export function lastAnswerTo(call: CallSoFar, line: string): Remark | null {
  return call.remarks.findLast(({ asked }) => asked.includes(line)) ?? null;
}
