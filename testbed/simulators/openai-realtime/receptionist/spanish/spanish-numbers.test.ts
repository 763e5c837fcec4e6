import { expect, test } from 'vitest';
import { nameNumber, readSpanishNumbers } from './spanish-numbers.ts';

test.each([
  ['cuatro tres dos cero cuatro', '43204'],
  ['once noventa', '1190'],
  ['mil ciento noventa', '1190'],
  ['dos mil cinco', '2005'],
  ['quince', '15'],
  ['treinta y uno veinte', '3120'],
  ['setenta y siete', '77'],
  ['doscientos treinta y tres', '233'],
  ['seis catorce cinco cincuenta y cinco cero uno veintitrés', '6145550123'],
  ['cuatro tres dos cero cuatro once noventa', '43204 1190'],
  ['a las ocho', 'a las eight'],
  ['Sullivant once noventa, código cuatro tres dos cero cuatro', 'Sullivant 1190, código 43204'],
])('"%s" is "%s"', (said, written) => {
  expect(readSpanishNumbers(said)).toBe(written);
});

test('every number that is named is read again', () => {
  for (let value = 13; value < 10_000; value++)
    expect(readSpanishNumbers(nameNumber(value))).toBe(`${value}`);
});
