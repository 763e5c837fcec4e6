import type { ClaimFinding, DateFinding, SpokenFinding, TextSpan } from './finding.ts';

/** `wrong`: a tool said something else; `unbacked`: no tool has said anything of the kind in this call. */
export type Verdict = 'backed' | 'wrong' | 'unbacked';

export interface Judgement {
  kind: SpokenFinding['kind'];
  finding: SpokenFinding;
  verdict: Verdict;
  /** Null unless backed; null as well when the caller's own words are repeated as such. */
  backedBy: string | null;
}

export type Ruling = Pick<Judgement, 'verdict' | 'backedBy'>;

export const UNBACKED: Ruling = { verdict: 'unbacked', backedBy: null };
export const WRONG: Ruling = { verdict: 'wrong', backedBy: null };
export const CALLERS_OWN: Ruling = { verdict: 'backed', backedBy: null };

export function backed(by: { toolResultId: string }): Ruling {
  return { verdict: 'backed', backedBy: by.toolResultId };
}

/** Backed by the latest result that says it; else wrong when any could have. */
export function ruleBy(found: { toolResultId: string } | undefined, hasAny: boolean): Ruling {
  if (found) return backed(found);
  return hasAny ? WRONG : UNBACKED;
}

/** What else one sentence says, for a finding is judged by its neighbours. */
export interface SentenceFacts {
  text: string;
  plain: string;
  /** Whether the clause around it gives it as the caller's word, or refuses it. */
  isAttributed(finding: TextSpan): boolean;
  /** All that it gives, and what earlier sentences of the turn gave. */
  amountsCents: readonly number[];
  dates: readonly DateFinding[];
  claims: readonly ClaimFinding[];
}

/** The day that was said last before a time or a deed goes with it; else the first one after it. */
export function findSaidDay(of: TextSpan, dates: readonly DateFinding[]): DateFinding | undefined {
  return dates.findLast((date) => date.start < of.start) ?? dates.find((date) => date.start >= of.end);
}
