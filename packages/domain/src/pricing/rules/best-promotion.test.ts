import { expect, test } from 'vitest';
import { chooseSavings, type PromotionTerms } from './best-promotion.ts';

const TWENTY: PromotionTerms = { name: 'Twenty', off: { cents: 2000 }, isStackable: false };
const TENTH: PromotionTerms = { name: 'Tenth', off: { pct: 10 }, isStackable: true };
const FIFTEEN: PromotionTerms = { name: 'Fifteen', off: { cents: 1500 }, isStackable: true };

test.each<[name: string, promotions: PromotionTerms[], subtotalCents: number, saved: [string, number][]]>([
  ['none', [], 25_800, []],
  [
    'the better of two that stand alone',
    [TWENTY, { ...TENTH, isStackable: false }],
    25_800,
    [['Tenth', 2600]],
  ],
  [
    'stackable ones together when that is more',
    [TWENTY, TENTH, FIFTEEN],
    25_800,
    [
      ['Fifteen', 1500],
      ['Tenth', 2600],
    ],
  ],
  [
    'one alone when it is more than those together',
    [{ ...TWENTY, off: { cents: 9900 } }, TENTH, FIFTEEN],
    25_800,
    [['Twenty', 9900]],
  ],
  ['never more than there is to pay', [{ ...TWENTY, off: { cents: 90_000 } }], 4900, [['Twenty', 4900]]],
  ['half a dollar of a saving goes to the caller', [TENTH], 500, [['Tenth', 100]]],
  ['a saving of cents is none', [TENTH], 400, []],
  ['nothing off nothing', [TENTH, TWENTY], 0, []],
])('%s', (_name, promotions, subtotalCents, saved) => {
  expect(chooseSavings(promotions, subtotalCents).map(({ name, savedCents }) => [name, savedCents])).toEqual(
    saved,
  );
});
