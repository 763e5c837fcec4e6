import type { Severity, Trade } from '@afterhourfix/vocabulary';
import type { InstructionId } from './safety-lines.ts';

export type TriageLanguage = 'en' | 'es';

/** Phrases are in the pattern language of docs/guides/write-a-rule.md, for each language that the rule knows. */
export type Phrases = Partial<Record<TriageLanguage, readonly string[]>>;

/** What callers say, and what it means. A trades person reads and writes these. */
export interface TriageRule {
  /** Stable: it stands in evidence and logs as `gas.smell.en`, the language added. */
  id: string;
  severity: Severity;
  trades?: readonly Trade[];
  jobTypes?: readonly string[];
  /** The approved line that is spoken first. */
  instructionId?: InstructionId;
  /** Facts for the rules that need several of them at once, and for the questions. */
  flags?: readonly string[];
  phrases: Phrases;
}

/** Holds when all of its facts were said, wherever in the call. */
export interface CombinedRule {
  id: string;
  needs: readonly string[];
  lacks?: readonly string[];
  severity: Severity;
  trades?: readonly Trade[];
  /** Trades that these facts rule out. */
  notTrades?: readonly Trade[];
  jobTypes?: readonly string[];
  instructionId?: InstructionId;
  flags?: readonly string[];
}

/** What every rule with all its fields says of a call, once it holds. */
export interface Consequence {
  severity: Severity;
  trades: readonly Trade[];
  notTrades: readonly Trade[];
  jobTypes: readonly string[];
  instructionId: InstructionId | null;
  flags: readonly string[];
}

export function toConsequence(rule: TriageRule | CombinedRule): Consequence {
  return {
    severity: rule.severity,
    trades: rule.trades ?? [],
    notTrades: 'notTrades' in rule ? (rule.notTrades ?? []) : [],
    jobTypes: rule.jobTypes ?? [],
    instructionId: rule.instructionId ?? null,
    flags: rule.flags ?? [],
  };
}
