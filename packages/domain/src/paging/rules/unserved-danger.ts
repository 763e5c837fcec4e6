import type { CallOutcome, CallOutcomeReason, Severity, Trade } from '@afterhourfix/vocabulary';

/** What a rule of triage says of a call. */
export interface DangerRule {
  id: string;
  severity: Severity;
  trades?: readonly Trade[];
  instructionId?: string;
}

/** What is known of a call that has ended; no word of the caller's is in it. */
export interface EndedCall {
  outcome: CallOutcome;
  reason: CallOutcomeReason;
  verdict: {
    severity: Severity;
    trades: readonly Trade[];
    flags: readonly string[];
    instructionId: string | null;
    /** With the language at the end. */
    ruleIds: readonly string[];
  };
  /** Approved lines that the caller has heard. */
  spokenLines: readonly string[];
  /** A visit, somebody asked to come, or a message: the office knows of the call already. */
  isServed: boolean;
  /** The address is where nobody of ours goes. */
  isOutside: boolean;
  /** Somebody was asked for and not sent: no yes, no proof, others worse off. */
  isRefused: boolean;
}

export interface UnservedDanger {
  severity: 'life_safety' | 'property_damage';
  /** One that the business has. */
  trade: Trade;
  /** Of the rules that told of it, without the language. */
  ruleIds: readonly string[];
}

/** Those of the police, the doctors, the elevator company and the power company: no trade of ours can do anything. */
const LINES_OF_OTHERS: ReadonlySet<string> = new Set([
  'SAFE_CRISIS',
  'SAFE_INTRUDER',
  'SAFE_ELEVATOR',
  'SAFE_LINE',
]);

const NOBODY_NEEDED: ReadonlySet<CallOutcome> = new Set(['spam', 'wrong_number', 'prank']);
const SERVED: ReadonlySet<CallOutcome> = new Set([
  'booked',
  'dispatched',
  'rescheduled',
  'transferred',
  'message_taken',
]);
const CUT_OFF: ReadonlySet<CallOutcome> = new Set(['abandoned', 'failed', 'safety_redirect']);
const HUNG_UP: ReadonlySet<CallOutcomeReason> = new Set(['caller_hung_up', 'caller_hung_up_early']);

/** What the person on call must know of a call that came to nothing, or null. */
export function findUnservedDanger(
  call: EndedCall,
  business: { trades: readonly Trade[]; rules: readonly DangerRule[] },
): UnservedDanger | null {
  const { verdict, outcome, reason } = call;
  if (call.isServed || call.isOutside || SERVED.has(outcome) || NOBODY_NEEDED.has(outcome)) return null;
  const danger = toDanger(verdict, business);
  if (!danger || danger.severity === 'life_safety') return danger;
  // Damage is theirs to weigh: who has heard the line and then said no to us wakes nobody.
  const isCutOff = CUT_OFF.has(outcome) || HUNG_UP.has(reason);
  return call.spokenLines.length > 0 && isCutOff && !call.isRefused ? danger : null;
}

function toDanger(
  verdict: EndedCall['verdict'],
  { trades: ours, rules: book }: { trades: readonly Trade[]; rules: readonly DangerRule[] },
): UnservedDanger | null {
  const told = verdict.ruleIds.map((id) => id.replace(/\.(?:en|es)$/, ''));
  const rules = new Map(book.map((rule) => [rule.id, rule]));
  // A rule that is not in the book is the business's own.
  const isOfDanger = (id: string) => isDangerous(rules.get(id)?.severity ?? verdict.severity);
  const { instructionId, flags } = verdict;
  const isForOthers = (line: string | null | undefined) => line != null && isOfOthers(line, flags);
  const dangerIds = told.filter((id) => isOfDanger(id) && !isForOthers(rules.get(id)?.instructionId));
  const dangers = dangerIds.flatMap((id) => rules.get(id) ?? []);
  const [severity, trades] = isForOthers(instructionId)
    ? [worst(dangers), dangers.flatMap(({ trades: of = [] }) => of)]
    : [verdict.severity, verdict.trades];
  const trade = trades.find((one) => ours.includes(one));
  if (!trade || !isDangerous(severity)) return null;
  return { severity, trade, ruleIds: [...new Set(dangerIds)] };
}

/** Gas in the street is the gas company's; in the house a plumber comes after them. */
function isOfOthers(line: string, flags: readonly string[]): boolean {
  const isInStreet = flags.includes('gas-outdoors') && !flags.includes('gas-indoors');
  return LINES_OF_OTHERS.has(line) || (line === 'SAFE_GAS' && isInStreet);
}

const isDangerous = (severity: Severity): severity is UnservedDanger['severity'] =>
  severity === 'life_safety' || severity === 'property_damage';

const worst = (rules: readonly DangerRule[]): Severity =>
  (['life_safety', 'property_damage'] as const).find((one) =>
    rules.some(({ severity }) => severity === one),
  ) ?? 'routine';
