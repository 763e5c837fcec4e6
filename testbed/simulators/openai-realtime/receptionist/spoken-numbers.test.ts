import { expect, test } from 'vitest';
import { toDigits, toDigitsEverywhere } from './spoken-numbers.ts';

test.each([
  ['four three two oh one', '43201'],
  ['seventeen thirty-three Neil, four three two oh one', '1733 Neil, 43201'],
  ['Four eighty-eight East Tompkins', '488 East Tompkins'],
  ['twenty-two eighty Glenmawr', '2280 Glenmawr'],
  ['nine hundred Main', '900 Main'],
  ['the second one works', 'the second one works'],
])('"%s" is "%s"', (said, written) => {
  expect(toDigits(said)).toBe(written);
});

test('single numbers are read only where times are meant', () => {
  expect(toDigitsEverywhere('at eight')).toBe('at 8');
});
