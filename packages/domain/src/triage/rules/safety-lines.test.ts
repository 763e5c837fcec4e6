import { expect, test } from 'vitest';
import patterns from '../corpus/safety-patterns.json' with { type: 'json' };
import { RULE_BOOK } from './rule-book.ts';
import { INSTRUCTION_IDS, isEmergencyLine, moreUrgentLine, SAFETY_LINES } from './safety-lines.ts';

const guard = new RegExp(patterns.negationGuard, patterns.flags);

const fits = (line: string, alternatives: readonly string[]) =>
  alternatives.some((pattern) => new RegExp(pattern, patterns.flags).test(line));

/** As a judge of calls reads it: what stands after a "don't" was not said. */
function says(line: string, pattern: string): boolean {
  return [...line.matchAll(new RegExp(pattern, `${patterns.flags}g`))].some(
    (match) => !guard.test(line.slice(0, match.index)),
  );
}

/** The patterns for a child's line are English words only. */
const JUDGED_IN_ENGLISH_ONLY = new Set(['SAFE_CHILD']);

const cases = patterns.safetyInstructions.flatMap((instruction) =>
  (JUDGED_IN_ENGLISH_ONLY.has(instruction.id) ? (['en'] as const) : (['en', 'es'] as const)).map(
    (language) => ({ ...instruction, language }),
  ),
);

test.each(cases)(
  '$id in $language says all that it must and nothing that it must not',
  ({ id, language, all, none }) => {
    const line = Object.entries(SAFETY_LINES).find(([known]) => known === id)?.[1][language] ?? '';
    expect(line).not.toBe('');
    for (const alternatives of all) expect(fits(line, alternatives), `${alternatives}`).toBe(true);
    for (const pattern of none) expect(says(line, pattern), pattern).toBe(false);
  },
);

test('of two lines the more urgent is spoken', () => {
  expect(moreUrgentLine('SAFE_WATER_SHUTOFF', 'SAFE_GAS')).toBe('SAFE_GAS');
  expect(moreUrgentLine(null, 'SAFE_SEWAGE')).toBe('SAFE_SEWAGE');
  expect(moreUrgentLine(null, null)).toBeNull();
  expect(INSTRUCTION_IDS).toContain('SAFE_CO');
});

test('the lines of dangers to life that name 911, and no others, send the caller to the emergency services', () => {
  const rules = [...RULE_BOOK.rules, ...RULE_BOOK.combinations];
  const ofLife = rules.filter(({ severity }) => severity === 'life_safety');
  const lines = new Set(ofLife.flatMap(({ instructionId }) => instructionId ?? []));
  const expected = new Set([...lines].filter((id) => SAFETY_LINES[id].en.includes('911')));
  expect(new Set(INSTRUCTION_IDS.filter(isEmergencyLine))).toEqual(expected);
});
