import { indexPhrases, type PhraseIndex } from './match-phrases.ts';
import { compilePhrase } from './phrase-pattern.ts';
import type { CombinedRule, Consequence, TriageLanguage, TriageRule } from './triage-rule.ts';
import { toConsequence } from './triage-rule.ts';

export interface RuleBook {
  rules: readonly TriageRule[];
  combinations: readonly CombinedRule[];
}

/** What a phrase that matched stands for. */
export interface Meaning extends Consequence {
  /** With its language: `gas.smell.en`. */
  ruleId: string;
  language: TriageLanguage;
}

export interface CompiledRules {
  phrases: PhraseIndex<Meaning>;
  combinations: readonly (CombinedRule & { consequence: Consequence })[];
}

/** A business adds rules and cannot touch the given ones: no id of `base` may be used again. */
export interface RuleExtension {
  rules: readonly TriageRule[];
}

const NO_EXTENSION: RuleExtension = { rules: [] };

/**
 * Makes rules fast to look up; do it once, not for each call.
 * Throws an Error that names the rule or phrase when an id is used twice or a phrase cannot be read.
 */
export function compileRules(base: RuleBook, extension: RuleExtension = NO_EXTENSION): CompiledRules {
  const rules = [...base.rules, ...extension.rules];
  refuseRepeatedIds([...rules, ...base.combinations].map(({ id }) => id));
  return {
    phrases: indexPhrases(rules.flatMap(toIndexedPhrases)),
    combinations: base.combinations.map((rule) => ({ ...rule, consequence: toConsequence(rule) })),
  };
}

function refuseRepeatedIds(ids: readonly string[]): void {
  const repeated = ids.find((id, place) => ids.indexOf(id) !== place);
  if (repeated !== undefined) throw new Error(`the rule id is used twice: ${repeated}`);
}

function toIndexedPhrases(rule: TriageRule) {
  const consequence = toConsequence(rule);
  return LANGUAGES.flatMap((language) => {
    const means: Meaning = { ...consequence, ruleId: `${rule.id}.${language}`, language };
    return (rule.phrases[language] ?? []).map((phrase) => ({ step: compilePhrase(phrase), means }));
  });
}

const LANGUAGES = ['en', 'es'] as const;
