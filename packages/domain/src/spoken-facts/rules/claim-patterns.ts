import type { ClaimSource } from './claim-source.ts';
import { ENGLISH_CLAIMS } from './english-claims.ts';
import type { ClaimAction, SpokenLanguage } from './finding.ts';
import { NEVER_TRUE_CLAIMS, NEVER_TRUE_PAST_CLAIMS } from './never-true-claims.ts';
import { SPANISH_CLAIMS, SPANISH_PAST_CLAIMS } from './spanish-claims.ts';

export interface ClaimPattern {
  action: ClaimAction;
  pattern: RegExp;
  /** Counts only where the verb, its first word, ends in `é` in the text itself. */
  isAccented: boolean;
}

function toPatterns(rows: readonly ClaimSource[], isAccented = false): readonly ClaimPattern[] {
  return rows.map(([action, source]) => ({ action, pattern: new RegExp(source, 'g'), isAccented }));
}

export const CLAIM_PATTERNS: Record<SpokenLanguage, readonly ClaimPattern[]> = {
  en: toPatterns([...ENGLISH_CLAIMS, ...NEVER_TRUE_CLAIMS.en]),
  es: [
    ...toPatterns([...SPANISH_CLAIMS, ...NEVER_TRUE_CLAIMS.es]),
    ...toPatterns([...SPANISH_PAST_CLAIMS, ...NEVER_TRUE_PAST_CLAIMS], true),
  ],
};
