import type { MindPart, MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastAnswerTo, lastCall, timesSaid } from './call-so-far.ts';
import { saysNo } from './intents.ts';
import { lines } from './lines.ts';
import { fillArguments, type KnownValue } from './tool-arguments.ts';

const MAX_TIMES_ASKED = 3;
const MAX_SAME_CALLS = 2;
/** What is asked again by its nature: it changes by itself. */
const STATUS = 'get_dispatch_status';

export type KnownArguments = Readonly<Record<string, KnownValue>>;

function isCalledTooOften(call: CallSoFar, name: string, filled: object): boolean {
  if (name === STATUS) return false;
  const wanted = JSON.stringify(filled);
  const same = call.calls.filter((one) => one.name === name && JSON.stringify(one.arguments) === wanted);
  return same.length >= MAX_SAME_CALLS;
}

/** The call of a tool, with what its schema asks for; giving up when the same call failed before. */
export function callTool(call: CallSoFar, name: string, known: KnownArguments): MindReply {
  const tool = call.context.tools.find((one) => one.name === name);
  if (!tool || !hasTool(call, name)) return giveUp(call);
  const filled = fillArguments(tool, known);
  if (isCalledTooOften(call, name, filled)) return giveUp(call);
  const part: MindPart = { call: { name, arguments: filled } };
  return call.before === '' ? [part] : [{ say: call.before }, part];
}

/** Asks, up to three times in a call. */
export function ask(call: CallSoFar, question: string): MindReply {
  if (timesSaid(call, question) >= MAX_TIMES_ASKED) return giveUp(call);
  return [{ say: `${call.before} ${question}`.trim() }];
}

/** A person when one can be had, else a goodbye: never the same circle again. */
export function giveUp(call: CallSoFar): MindReply {
  const hasDeclined = saysNo(lastAnswerTo(call, lines.offerPerson)?.text ?? '');
  if (hasTool(call, 'transfer_call') && !lastCall(call, 'transfer_call') && !hasDeclined)
    return transfer(
      { ...call, before: `${call.before} ${lines.trouble}`.trim() },
      'The caller needs a person',
    );
  return farewell({ ...call, before: `${call.before} ${lines.trouble}`.trim() }, 'wants_human');
}

export function transfer(call: CallSoFar, reason: string): MindReply {
  return callTool({ ...call, before: `${call.before} ${lines.person}`.trim() }, 'transfer_call', { reason });
}

/** Goodbye and the end of the call; `reason` is left out when the tool's schema does not know it. */
export function farewell(call: CallSoFar, reason: string | null): MindReply {
  const before = `${call.before} ${lines.farewell}`.trim();
  if (!hasTool(call, 'end_call') || lastCall(call, 'end_call')) return [{ say: before }];
  return callTool({ ...call, before }, 'end_call', { reason });
}
