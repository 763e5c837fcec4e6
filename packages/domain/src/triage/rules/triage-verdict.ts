import type { Severity, Trade } from '@afterhourfix/vocabulary';
import type { DowngradeId } from './downgrade-hit.ts';
import type { QuestionId } from './questions.ts';
import { type InstructionId, moreUrgentLine } from './safety-lines.ts';
import type { TriageLanguage } from './triage-rule.ts';

/** Which words made which rule hold; offsets are UTF-16 units of the utterance as it was given, the end exclusive. */
export interface TriageEvidence {
  ruleId: string;
  utteranceIndex: number;
  start: number;
  end: number;
  text: string;
  /** Set when the hit did not count, or counted less (`contained`). */
  downgradedBy: DowngradeId | null;
}

export interface TriageVerdict {
  severity: Severity;
  trades: readonly Trade[];
  jobTypes: readonly string[];
  isVulnerable: boolean;
  flags: readonly string[];
  /** The approved line to be spoken before all else; null when nothing is due. */
  instructionId: InstructionId | null;
  language: TriageLanguage;
  /** Questions that were asked already; three is the most. */
  asked: readonly QuestionId[];
  evidence: readonly TriageEvidence[];
}

const WORST_FIRST: readonly Severity[] = ['life_safety', 'property_damage', 'urgent_comfort', 'routine'];

export function isWorse(one: Severity, other: Severity): boolean {
  return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other);
}

export function worseSeverity(one: Severity, other: Severity): Severity {
  return isWorse(one, other) ? one : other;
}

export type ModelVerdict = Pick<TriageVerdict, 'severity' | 'trades'> &
  Partial<Pick<TriageVerdict, 'jobTypes' | 'isVulnerable' | 'instructionId'>>;

/** What holds of matcher and model together: the worse severity, all trades, the more urgent line. Neither lowers the other. */
export function worseOf(matcher: TriageVerdict, model: ModelVerdict): TriageVerdict {
  return {
    ...matcher,
    severity: worseSeverity(matcher.severity, model.severity),
    trades: union(matcher.trades, model.trades),
    jobTypes: union(matcher.jobTypes, model.jobTypes ?? []),
    isVulnerable: matcher.isVulnerable || model.isVulnerable === true,
    instructionId: moreUrgentLine(matcher.instructionId, model.instructionId ?? null),
  };
}

export function union<T>(some: readonly T[], more: readonly T[]): T[] {
  return [...new Set([...some, ...more])];
}
