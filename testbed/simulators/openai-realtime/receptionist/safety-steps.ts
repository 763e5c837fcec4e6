import type { MindReply } from '../mind.ts';
import { type CallSoFar, sayFirst, timesSaid } from './call-so-far.ts';
import { findDanger, findFirstAid } from './dangers.ts';
import { saysNo } from './intents.ts';
import { judge } from './judgement.ts';
import { lines } from './lines.ts';
import { ask, farewell } from './replies.ts';
import { isCoolingOut } from './unclear-trade.ts';

const SAYS_THEY_ARE_OUT =
  /\b(?:everyone|everybody|we|all of us|i|they)(?: are|'re| is|'s| am|'m)?(?: all| both)? (?:out|outside|safe|in the car|in the yard)\b|\bout front\b|\b(?:going|went|got|stepped) (?:out|outside)\b|\bcalling (?:them|911|nine one one)\b/i;
const AGREES = /\b(?:yes|yeah|yep|outside|safe|left|fine|okay|ok|nobody)\b/i;
/** Who asks on hears it once more, and then only whether they are out. */
const MAX_WARNINGS = 2;
const RELUCTANT = /\?\s*$|\bthough\b/i;

/** People go out of danger before anything else is spoken about. Null when there is none, or they are out. */
export function keepSafe(call: CallSoFar): MindReply | null {
  const dangers = call.remarks.flatMap(({ text }) => findDanger(text) ?? []);
  const danger = dangers.find(({ isForOthers }) => isForOthers) ?? dangers.at(-1);
  if (!danger) return null;
  const wasSaid = timesSaid(call, danger.line) >= MAX_WARNINGS;
  if (!isOut(call)) return ask({ ...call, before: wasSaid ? '' : danger.line }, lines.safe);
  return danger.isForOthers ? leaveToOthers(call) : null;
}

/** The line itself refuses tools while somebody is in danger: then that comes first, not the tool again. */
export function waitForSafety(call: CallSoFar): MindReply | null {
  return call.isHeldBack ? ask({ ...call, before: '' }, lines.safe) : null;
}

function isOut({ remarks }: CallSoFar): boolean {
  return remarks.some(({ asked, wasCut, text }) => {
    if (!asked.includes(lines.safe) && !wasCut) return false;
    return SAYS_THEY_ARE_OUT.test(text) || (AGREES.test(text) && !RELUCTANT.test(text) && !saysNo(text));
  });
}

function leaveToOthers(call: CallSoFar): MindReply {
  return farewell(sayFirst(call, lines.leaveToOthers), 'safety_redirect');
}

/** What to do until somebody comes, once for each trouble the caller tells of. */
export function giveFirstAid(call: CallSoFar): CallSoFar {
  const advice = findFirstAid(call.latest) ?? findCare(call);
  return advice !== null && timesSaid(call, advice) === 0 ? sayFirst(call, advice) : call;
}

/** What follows from the whole call: a lost leg of the power, somebody frail in the cold or the heat. */
function findCare(call: CallSoFar): string | null {
  if (isCoolingOut(call.remarks) && call.facts.trade === 'electrical') return lines.powerOff;
  const judgement = judge(call);
  if (!judgement?.isVulnerable) return null;
  if (judgement.jobTypes.includes('hvac.no_heat')) return lines.keepWarm;
  return judgement.jobTypes.includes('hvac.no_cooling') ? lines.keepCool : null;
}
