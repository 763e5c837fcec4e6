import { expect, test } from 'vitest';
import { readPostalCode } from './read-postal-code.ts';

test.each([
  ['43215', 'US', '43215'],
  [' 4 3 2 1 5 ', 'US', '43215'],
  ['43215-1234', 'US', '43215'],
  ['43215–1234', 'US', '43215'],
  ['43215 1234', 'US', '43215'],
  ['432151234', 'US', '43215'],
  ['4-3-2-1-5', 'US', '43215'],
  ['4. 3. 2. 1. 5.', 'US', '43215'],
  ['00501', 'US', '00501'],
  ['K1A 0B1', 'CA', 'K1A'],
  ['k1a-0b1', 'CA', 'K1A'],
  ['M5V', 'CA', 'M5V'],
])('%j is the postal code of %s at %s', (text, country, code) => {
  expect(readPostalCode(text)).toEqual({ country, code });
});

test.each([
  '4321',
  '432156',
  '43215-12',
  '4321S',
  '',
  'Columbus',
  'D1A 0B1',
  'K1A 0B',
  'SW1A 1AA',
  '43215-12345',
])('%j is no postal code', (text) => {
  expect(readPostalCode(text)).toBeNull();
});
