import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, lastCallHere, sayFirst } from './call-so-far.ts';
import { admitFailure, wrapUp } from './ending-steps.ts';
import { lines } from './lines.ts';
import { isBadZip, isServed } from './news.ts';
import { ask, callTool } from './replies.ts';
import { readError } from './tool-memory.ts';

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
  return isServed(area) ? null : wrapUp(call);
}

/** Price and slots, looked up together when the session allows it. Null when both are known. */
export function lookUpOffer(call: CallSoFar): MindReply | null {
  const { trade, zip } = call.facts;
  const [first, ...others] = ['get_pricing', 'get_slots'].filter(
    (name) => hasTool(call, name) && !lastCallHere(call, name),
  );
  if (!first) return null;
  const parts = callTool(call, first, { trade, zip });
  if (!call.context.mayCallInParallel) return parts;
  return [...parts, ...others.flatMap((name) => callTool({ ...call, before: '' }, name, { trade, zip }))];
}
