import { expect, test } from 'vitest';
import { toNumberWords, toSpeakableMoney } from './speakable-money.ts';

test.each([
  [0, 'zero dollars'],
  [1, 'one cent'],
  [99, 'ninety-nine cents'],
  [100, 'one dollar'],
  [101, 'one dollar and one cent'],
  [1300, 'thirteen dollars'],
  [3000, 'thirty dollars'],
  [4950, 'forty-nine dollars and fifty cents'],
  [10_000, 'one hundred dollars'],
  [13_800, 'one hundred thirty-eight dollars'],
  [25_800, 'two hundred fifty-eight dollars'],
  [100_000, 'one thousand dollars'],
  [123_456_78, 'one hundred twenty-three thousand four hundred fifty-six dollars and seventy-eight cents'],
])('%i cents are %s', (amountCents, words) => {
  expect(toSpeakableMoney(amountCents)).toBe(words);
});

test('no two amounts up to ten thousand sound alike', () => {
  const spoken = new Set(Array.from({ length: 10_001 }, (_, number) => toNumberWords(number)));
  expect(spoken.size).toBe(10_001);
});

test.each([-1, 0.5, 1_000_000, Number.NaN])('refuses to speak %d', (number) => {
  expect(() => toNumberWords(number)).toThrow(RangeError);
});
