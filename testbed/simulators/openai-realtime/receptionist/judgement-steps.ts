import type { MindReply } from '../mind.ts';
import { type CallSoFar, hasTool, timesSaid, wasJustCalled } from './call-so-far.ts';
import { findDanger } from './dangers.ts';
import { isWorse, type Judgement, judge } from './judgement.ts';
import { callTool } from './replies.ts';
import { findText, type RememberedCall, readRefusal } from './tool-memory.ts';

const MAX_VERDICTS = 4;

const hasCounted = ({ isAnswered, output }: RememberedCall): boolean =>
  !isAnswered || readRefusal(output) === null;

function isTold(call: CallSoFar, judgement: Judgement): boolean {
  const told = call.calls.filter((one) => one.name === 'triage_call');
  if (told.length >= MAX_VERDICTS) return true;
  return told.some((one) => {
    const severity = findText(one.arguments, 'severity');
    const isAsBad = severity !== null && !isWorse(judgement.severity, severity);
    const wasVulnerable = one.arguments.vulnerable === true || !judgement.isVulnerable;
    return hasCounted(one) && isAsBad && wasVulnerable;
  });
}

/** Danger is spoken of before it is written down. */
function isLineDue(call: CallSoFar): boolean {
  return call.remarks.some(({ text }) => {
    const danger = findDanger(text);
    return danger !== null && timesSaid(call, danger.line) === 0;
  });
}

/** Writes down, without a word, what the trouble is; again when it has become worse. Null when it is written down. */
export function writeVerdict(call: CallSoFar): MindReply | null {
  if (!hasTool(call, 'triage_call') || wasJustCalled(call, 'triage_call') || isLineDue(call)) return null;
  const judgement = judge(call);
  if (!judgement || isTold(call, judgement)) return null;
  const { severity, trades, jobTypes, isVulnerable } = judgement;
  return callTool({ ...call, before: '' }, 'triage_call', {
    severity,
    trades,
    jobTypes,
    vulnerable: isVulnerable,
  });
}
