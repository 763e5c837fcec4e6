import { Severity, Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BusinessTriageRule, compileBusinessRules } from './business-triage-rule.ts';
import { readCorpus } from './corpus/read-corpus.ts';
import { INSTRUCTION_IDS } from './rules/safety-lines.ts';
import { triageUtterances } from './rules/triage-utterances.ts';
import { isWorse } from './rules/triage-verdict.ts';

const SAID = (['', '-held-out', '-unseen'] as const).flatMap(readCorpus).map(({ said }) => said);
const WORDS = [
  'gas',
  'no',
  'smell',
  'water',
  'leak',
  'huele',
  'panel',
  'fine',
  'cleared',
  'not',
  'furnace',
  'the',
  'bill',
];

const phrase = fc
  .array(fc.constantFrom(...WORDS, '…', '<panel>', '(hot/warm)'), { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(' '))
  .filter((text) => BusinessTriageRule.shape.phrases.safeParse({ en: [text] }).success);

const rule = fc.record({
  severity: fc.constantFrom(...Severity.options),
  trades: fc.subarray([...Trade.options]),
  jobTypes: fc.constantFrom([], ['plumbing.gas_leak']),
  instructionId: fc.option(fc.constantFrom(...INSTRUCTION_IDS), { nil: undefined }),
  phrases: fc.record({ en: fc.array(phrase, { maxLength: 4 }), es: fc.array(phrase, { maxLength: 2 }) }),
});

const rules = fc
  .array(rule, { minLength: 1, maxLength: 4 })
  .map((some) => some.map((one, place) => BusinessTriageRule.parse({ ...one, id: `rule-${place}` })));

const talk = fc.array(fc.constantFrom(...SAID), { minLength: 1, maxLength: 4 });

test('an extension never lowers a severity, removes a trade or a hit, or takes a line away', () => {
  fc.assert(
    fc.property(rules, talk, (extension, utterances) => {
      const before = triageUtterances(utterances);
      const after = triageUtterances(utterances, {}, compileBusinessRules(extension));
      expect(isWorse(before.severity, after.severity)).toBe(false);
      expect(after.trades).toEqual(expect.arrayContaining([...before.trades]));
      expect(after.flags).toEqual(expect.arrayContaining([...before.flags]));
      expect(after.evidence).toEqual(expect.arrayContaining([...before.evidence]));
      if (before.instructionId === null) return;
      const rank = (id: (typeof INSTRUCTION_IDS)[number] | null) =>
        id === null ? Infinity : INSTRUCTION_IDS.indexOf(id);
      expect(rank(after.instructionId)).toBeLessThanOrEqual(rank(before.instructionId));
    }),
    { numRuns: 150 },
  );
});

test('a rule of a business finds what the given rules do not know', () => {
  const said = ['the grow room chiller is in alarm'];
  expect(triageUtterances(said).severity).toBe('routine');
  const extension = BusinessTriageRule.parse({
    id: 'chiller',
    severity: 'property_damage',
    trades: ['hvac'],
    phrases: { en: ['chiller … (alarm/down)'] },
  });
  const verdict = triageUtterances(said, {}, compileBusinessRules([extension]));
  expect(verdict).toMatchObject({ severity: 'property_damage', trades: ['hvac'] });
  expect(verdict.evidence).toContainEqual({
    ruleId: 'business.chiller.en',
    utteranceIndex: 0,
    start: 14,
    end: 33,
    text: 'chiller is in alarm',
    downgradedBy: null,
  });
});

test.each([
  ['a phrase that cannot be read', { phrases: { en: ['gas (leak'] } }],
  ['a phrase of a gap alone', { phrases: { en: ['…'] } }],
  ['an unknown word group', { phrases: { en: ['<nothing> hot'] } }],
  ['a flag, which could rule out a trade', { flags: ['decided'] }],
  ['an unknown line', { instructionId: 'SAFE_NOTHING' }],
])('refuses %s', (_, change) => {
  const good = { id: 'mine', severity: 'routine', phrases: { en: ['gas leak'] } };
  expect(BusinessTriageRule.safeParse(good).success).toBe(true);
  expect(BusinessTriageRule.safeParse({ ...good, ...change }).success).toBe(false);
});

test('refuses two rules of one id', () => {
  const one = BusinessTriageRule.parse({ id: 'mine', severity: 'routine', phrases: { en: ['boat'] } });
  expect(() => compileBusinessRules([one, one])).toThrow('business.mine');
});
