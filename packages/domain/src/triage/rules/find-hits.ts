import type { CompiledRules } from './compile-rules.ts';
import { type DowngradeId, findDowngrade, findSurroundings } from './downgrade-hit.ts';
import { matchPhrases } from './match-phrases.ts';
import type { NormalisedUtterance, SpokenWord } from './normalise-utterance.ts';
import { findCircumstances } from './spoken-circumstances.ts';
import type { Consequence } from './triage-rule.ts';
import { isWorse } from './triage-verdict.ts';

/** One rule, found once in one utterance. */
export interface Hit {
  ruleId: string;
  consequence: Consequence;
  utteranceIndex: number;
  start: number;
  end: number;
  downgradedBy: DowngradeId | null;
}

const FACT: Consequence = {
  severity: 'routine',
  trades: [],
  notTrades: [],
  jobTypes: [],
  instructionId: null,
  flags: [],
};

/** Harm done to people is harm wherever it is told, so "my brother had a seizure" is not somebody else's story. */
const PERSON_RULES = 'person.';

/** Every hit of one utterance, as the first of its call, with what speaks against it. */
export function findHits(utterance: NormalisedUtterance, rules: CompiledRules): Hit[] {
  const { words } = utterance;
  const around = findSurroundings(words);
  const matches: { ruleId: string; consequence: Consequence; places: readonly number[] }[] = [
    ...matchPhrases(rules.phrases, words).map(({ means, places }) => ({
      ...means,
      consequence: means,
      places,
    })),
    ...findCircumstances(words).map(({ ruleId, flag, from, to }) => ({
      ruleId,
      consequence: { ...FACT, flags: [flag] },
      places: [from, to],
    })),
  ];
  return matches.map(({ ruleId, consequence, places }) => ({
    ruleId,
    consequence,
    utteranceIndex: 0,
    ...toSpan(words, places),
    downgradedBy: findDowngrade(
      {
        places,
        isHazard: isWorse(consequence.severity, 'urgent_comfort') || consequence.trades.length === 0,
        isActiveWater: consequence.flags.includes('active-water'),
        isAboutPerson: ruleId.startsWith(PERSON_RULES),
      },
      around,
    ),
  }));
}

function toSpan(words: readonly SpokenWord[], places: readonly number[]): { start: number; end: number } {
  return { start: words[places[0] ?? 0]?.start ?? 0, end: words[places.at(-1) ?? 0]?.end ?? 0 };
}
