import { expect, test } from 'vitest';
import { readZip } from './read-zip.ts';

test.each([
  ['43215', '43215'],
  [' 4 3 2 1 5 ', '43215'],
  ['43215-1234', '43215'],
  ['43215 1234', '43215'],
  ['432151234', '43215'],
  ['4321', null],
  ['432156', null],
  ['43215-12', null],
  ['4321S', null],
  ['', null],
])('%j is the ZIP %j', (text, zip) => {
  expect(readZip(text)).toBe(zip);
});
