import { expect, test } from 'vitest';
import { toDigits, toDigitsEverywhere } from './spoken-numbers.ts';

test.each([
  ['four three two oh one', '43201'],
  ['four three two o one', '43201'],
  ['seventeen thirty-three Neil, four three two oh one', '1733 Neil, 43201'],
  ['Four eighty-eight East Tompkins', '488 East Tompkins'],
  ['twenty-two eighty Glenmawr', '2280 Glenmawr'],
  ['twenty two eighty glenmawr avenue', '2280 glenmawr avenue'],
  ['six forty wilson avenue', '640 wilson avenue'],
  ['nine hundred Main', '900 Main'],
  ['two hundred fifteen main', '215 main'],
  ['four hundred and five main', '405 main'],
  ['twelve hundred main', '1200 main'],
  ['one thousand twenty main', '1020 main'],
  ['ten oh five main', '1005 main'],
  ['four three two one five twenty two eighty glenmawr', '43215 2280 glenmawr'],
  ['six one four five five five oh one one five', '6145550115'],
  ['the second one works', 'the second one works'],
  ['a hundred times', 'a hundred times'],
  ["eight o'clock", "eight o'clock"],
  ['someone often', 'someone often'],
])('"%s" is "%s"', (said, written) => {
  expect(toDigits(said)).toBe(written);
});

test('single numbers are read only where times are meant', () => {
  expect(toDigitsEverywhere('at eight')).toBe('at 8');
});
