import { expect, test } from 'vitest';
import { readCallerNumber } from './caller-number.ts';

test.each([
  ['+16145550101', '+16145550101'],
  ['sip:+16145550101@trunk.example.com;user=phone', '+16145550101'],
  ['sip:6145550101@trunk.example.com', '+16145550101'],
  ['anonymous', null],
  ['Restricted', null],
  ['sip:anonymous@anonymous.invalid', null],
  ['+266696687', null],
  ['+7378742883', null],
  ['', null],
])('a call from %j comes from %j', (from, number) => {
  expect(readCallerNumber(from)).toBe(number);
});
