import type { MindReply } from '../mind.ts';
import { type CallSoFar, sayFirst } from './call-so-far.ts';
import { saysGoodbye } from './intents.ts';
import { lines } from './lines.ts';
import { findMischief, type Mischief } from './mischief.ts';
import { ask, farewell } from './replies.ts';

/** Jokes that are taken as a mistake, questions about others that are answered kindly, before the call ends. */
const PATIENCE: Readonly<Record<Mischief, number>> = {
  spam: 0,
  'wrong-number': 0,
  prank: 1,
  curiosity: 2,
  orders: 2,
};

const REASONS: Readonly<Record<Mischief, string>> = {
  spam: 'spam',
  'wrong-number': 'wrong_number',
  prank: 'prank',
  curiosity: 'privacy_refused',
  orders: 'info_only',
};

const ANSWERS: Readonly<Record<Mischief, string>> = {
  spam: lines.noSales,
  'wrong-number': lines.wrongNumber,
  prank: lines.onlyRepairs,
  curiosity: lines.noOthers,
  orders: lines.noOrders,
};

/** Answers what is not about a job: kindly at first, then with a goodbye. Null when the caller means a job. */
export function answerMischief(call: CallSoFar): MindReply | null {
  const kind = findMischief(call.latest);
  if (kind === null) return endMischief(call);
  const answered = sayFirst(call, ANSWERS[kind]);
  const isOver = countMischief(call, kind) > PATIENCE[kind] && call.facts.trade === null;
  return isOver ? farewell(answered, REASONS[kind]) : ask(answered, lines.problem);
}

/** A goodbye after nothing but mischief. */
function endMischief(call: CallSoFar): MindReply | null {
  if (call.facts.trade !== null || !saysGoodbye(call.latest)) return null;
  const kinds: readonly Mischief[] = ['prank', 'curiosity'];
  const kind = kinds.find((one) => countMischief(call, one) > 0);
  return kind ? farewell(call, REASONS[kind]) : null;
}

function countMischief(call: CallSoFar, kind: Mischief): number {
  return call.remarks.filter(({ text }) => findMischief(text) === kind).length;
}
