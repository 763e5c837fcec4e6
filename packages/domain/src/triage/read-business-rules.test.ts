import { expect, test } from 'vitest';
import { readBusinessRules } from './read-business-rules.ts';
import { BUILT_IN_RULES } from './rules/rule-book.ts';
import { triageUtterances } from './rules/triage-utterances.ts';

const KILN = {
  id: 'kiln.roars',
  severity: 'life_safety',
  trades: ['electrical'],
  instructionId: 'SAFE_ELEC_FIRE',
  phrases: { en: ['kiln is roaring'], es: [] },
};

test('a business without rules has the built-in ones', () => {
  expect(readBusinessRules([])).toEqual({ rules: BUILT_IN_RULES, faults: [] });
});

test('a rule of its own counts beside the built-in ones', () => {
  const { rules, faults } = readBusinessRules([KILN]);
  expect(faults).toEqual([]);
  expect(triageUtterances(['my kiln is roaring'], {}, rules).instructionId).toBe('SAFE_ELEC_FIRE');
  expect(triageUtterances(['I smell gas'], {}, rules).instructionId).toBe('SAFE_GAS');
});

test('a rule that cannot be read is left out and told, the others count', () => {
  const { rules, faults } = readBusinessRules([{ ...KILN, severity: 'terrible', id: 'a' }, KILN, KILN, null]);
  expect(faults).toHaveLength(3);
  expect(triageUtterances(['my kiln is roaring'], {}, rules).severity).toBe('life_safety');
});

test('the same rules are compiled once', () => {
  expect(readBusinessRules([KILN])).toBe(readBusinessRules([{ ...KILN }]));
});
