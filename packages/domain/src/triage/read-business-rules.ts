import { BusinessTriageRule, compileBusinessRules } from './business-triage-rule.ts';
import type { CompiledRules } from './rules/compile-rules.ts';
import { BUILT_IN_RULES } from './rules/rule-book.ts';

/** More do not fit the time that a verdict may take. */
const MOST_RULES = 200;
/** Compiling takes milliseconds, and calls come in storms. */
const MOST_KEPT = 100;
const kept = new Map<string, ReadRules>();

export interface ReadRules {
  rules: CompiledRules;
  /** What is wrong with those that were left out. */
  faults: readonly string[];
}

/** The built-in rules and those of a business. A rule that can't be read is left out and told, the others count. */
export function readBusinessRules(stored: readonly unknown[]): ReadRules {
  if (stored.length === 0) return { rules: BUILT_IN_RULES, faults: [] };
  const key = JSON.stringify(stored);
  const known = kept.get(key) ?? read(stored);
  kept.delete(key);
  kept.set(key, known);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? key);
  return known;
}

function read(stored: readonly unknown[]): ReadRules {
  const rules = new Map<string, BusinessTriageRule>();
  const faults: string[] = [];
  for (const [index, raw] of stored.entries()) {
    const parsed = BusinessTriageRule.safeParse(raw);
    if (!parsed.success) faults.push(`rule ${index + 1}: ${parsed.error.issues[0]?.message ?? 'unreadable'}`);
    else if (rules.has(parsed.data.id)) faults.push(`rule ${index + 1}: ${parsed.data.id} is there twice`);
    else if (rules.size >= MOST_RULES) faults.push(`rule ${index + 1}: more than ${MOST_RULES} rules`);
    else rules.set(parsed.data.id, parsed.data);
  }
  return { rules: compileBusinessRules([...rules.values()]), faults };
}
