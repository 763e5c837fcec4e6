import { expect, test } from 'vitest';
import { toAddressKey } from './address-key.ts';

const key = (addressLine: string, zip = '43215') => toAddressKey({ addressLine, zip });

test.each([
  ['1245 East Broad Street', '1245 e. broad st'],
  ['1245 E Broad St, Apartment 3B', '1245 East Broad St apt 3B'],
  ['9 Cañón Lane', '9  canon ln'],
])('%j and %j are one address', (one, other) => {
  expect(key(one)).toBe(key(other));
});

test('ZIP+4 is the same place', () => {
  expect(key('9 Elm St', '43215-1234')).toBe(key('9 Elm St', '43215'));
});

test.each([
  ['1245 E Broad St', '1245 W Broad St'],
  ['1245 E Broad St apt 3', '1245 E Broad St apt 4'],
  ['13 Elm St', '30 Elm St'],
])('%j and %j are two', (one, other) => {
  expect(key(one)).not.toBe(key(other));
});
