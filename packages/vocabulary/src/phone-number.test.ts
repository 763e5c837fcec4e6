import { expect, test } from 'vitest';
import { readPhoneNumber } from './phone-number.ts';

test.each([
  ['(614) 555-0115', '+16145550115'],
  ['+1 614 555 0115', '+16145550115'],
  ['+491234', null],
  ['+4930123456789012', null],
  ['011491234', null],
  ['anonymous', null],
  ['', null],
])('reads %j as %j and never throws', (text, number) => {
  expect(readPhoneNumber(text)).toBe(number);
});
