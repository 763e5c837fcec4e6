import { expect, test } from 'vitest';
import { listAmounts, listDigitRuns, listMinutes } from './spoken-numbers.ts';

test.each<[string, number[]]>([
  ['two hundred fifty-eight dollars in total', [25_800]],
  ['trip fee forty-nine dollars and diagnostic fee eighty-nine dollars', [4_900, 8_900]],
  ['one thousand two hundred dollars and fifty cents', [120_050]],
  ['a hundred and five dollars', [10_500]],
  ['$258, $1,200.50', [25_800, 120_050]],
  ['138 dollars', [13_800]],
  ['doscientos cincuenta y ocho dólares', [25_800]],
  ['veintinueve dólares y mil dólares', [2_900, 100_000]],
  ['between eight and ten', []],
  ['a dollar store', []],
])('hears the amounts in "%s"', (text, amounts) => {
  expect(listAmounts(text)).toEqual(amounts);
});

test.each<[string, string[]]>([
  ['six one four, five five five, oh one one five', ['6145550115']],
  ['it is 6 1 4, 5 5 5, 0 1 1 5 and 43215', ['6145550115', '43215']],
  ['four two four two, 4242', ['42424242']],
  ['cuatro tres dos cero cuatro', ['43204']],
])('joins the digits in "%s"', (text, runs) => {
  expect(listDigitRuns(text)).toEqual(runs);
});

test('hears how many minutes are named', () => {
  expect(listMinutes('very likely by fifty minutes, usually 35 minutes')).toEqual([50, 35]);
});
