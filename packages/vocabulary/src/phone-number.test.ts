import { expect, test } from 'vitest';
import { readPhoneNumber } from './phone-number.ts';

test.each([
  ['(614) 555-0115', '+16145550115'],
  ['+1 614 555 0115', '+16145550115'],
  ['1-614-555-0115', '+16145550115'],
  ['614.555.0115', '+16145550115'],
  ['614 555 0115 ext. 22', '+16145550115'],
  ['６１４５５５０１１５', '+16145550115'],
  ['six one four, five five five, oh one one five', '+16145550115'],
  ['Area code 614, triple five, zero double one five', '+16145550115'],
  ['seis uno cuatro, cinco cinco cinco, cero uno uno cinco', '+16145550115'],
  ['plus 44 20 7946 oh nine five eight', '+442079460958'],
  ['+44 20 7946 0958', '+442079460958'],
  ['1-800-FLOWERS', '+18003569377'],
  ['800 GO FEDEX', '+18004633339'],
  ['614 unknown', null],
  ['my old one', null],
  ['it ends in one one five', null],
  ['one two three', null],
  ['restricted', null],
  ['sip:alice@example.com', null],
  ['+491234', null],
  ['+4930123456789012', null],
  ['011491234', null],
  ['anonymous', null],
  ['', null],
])('reads %j as %j and never throws', (text, number) => {
  expect(readPhoneNumber(text)).toBe(number);
});
