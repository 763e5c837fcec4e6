import { Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { type CompiledRules, compileRules } from './rules/compile-rules.ts';
import { compilePhrase } from './rules/phrase-pattern.ts';
import { RULE_BOOK } from './rules/rule-book.ts';
import { INSTRUCTION_IDS } from './rules/safety-lines.ts';
import type { TriageRule } from './rules/triage-rule.ts';

const Phrase = z
  .string()
  .min(2)
  .max(200)
  .refine(isReadable, 'not a phrase that can be read: see docs/guides/write-a-rule.md');

const PhraseList = z.array(Phrase).max(50).default([]);

/** A rule that a business adds. It can find more and make it worse; there is no field that could take anything away. */
export const BusinessTriageRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'small letters, digits, dots and dashes'),
  severity: Severity,
  trades: z.array(Trade).default([]),
  jobTypes: z.array(z.string().regex(/^[a-z_]+\.[a-z_]+$/)).default([]),
  instructionId: z.enum(INSTRUCTION_IDS).optional(),
  phrases: z.strictObject({ en: PhraseList, es: PhraseList }),
});
export type BusinessTriageRule = z.infer<typeof BusinessTriageRule>;

/** The built-in rules and those of a business. Throws an Error when two of the rules share an id. */
export function compileBusinessRules(rules: readonly BusinessTriageRule[]): CompiledRules {
  return compileRules(RULE_BOOK, { rules: rules.map(toTriageRule) });
}

/** No flags: a fact can rule out a trade, and ruling out is not a business's to do. */
function toTriageRule({ id, instructionId, ...rule }: BusinessTriageRule): TriageRule {
  return { ...rule, id: `business.${id}`, ...(instructionId === undefined ? {} : { instructionId }) };
}

function isReadable(phrase: string): boolean {
  try {
    compilePhrase(phrase);
    return true;
  } catch (error) {
    // Only what the reader says of a phrase; anything else is a fault of ours.
    if (error instanceof Error && error.message.includes('phrase')) return false;
    throw error;
  }
}
