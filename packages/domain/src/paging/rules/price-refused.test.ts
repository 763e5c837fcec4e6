import { expect, test } from 'vitest';
import { isPriceRefused } from './price-refused.ts';

test.each([
  'No.',
  'no, that is too expensive',
  "I can't afford that",
  'No thanks',
  "I'll call around",
  'let me find someone cheaper',
  'Es muy caro.',
  'No gracias',
])('%s is a no to the price', (said) => {
  expect(isPriceRefused(['four three two one five', said])).toBe(true);
});

test.each(['no wait the address is 21 Elm Street', 'yes', 'no, it is still running', 'please hurry', ''])(
  '%s is none',
  (said) => {
    expect(isPriceRefused([said])).toBe(false);
  },
);
