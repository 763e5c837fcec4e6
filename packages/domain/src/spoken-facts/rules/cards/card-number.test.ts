import { expect, test } from 'vitest';
import { readCardNumber } from './card-number.ts';

test.each([
  ['4242 4242 4242 4242', 16],
  ['4242-4242-4242-4242', 16],
  ['it is 4242, 4242, 4242, 4242', 16],
  ['3782, 822463, 10005', 15],
  ['four two four two four two four two four two four two', 12],
  ['four two, four two, uh, four two four two, four two four two', 12],
  ['forty-two forty-two forty-two forty-two forty-two forty-two', 12],
  ['double four double two four two four two four two four two', 12],
  ['cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos cuatro dos', 12],
  ['cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos cuarenta y dos', 12],
])('hears a card number in %j', (text, digitCount) => {
  expect(readCardNumber(text)).toMatchObject({ reason: 'digits', digitCount });
});

test.each([
  'my card number is four two four two',
  'The card is 4242',
  "sure, it's visa, four two four two four",
  'the number on my card is 4242',
  'el número de mi tarjeta es cuatro dos cuatro dos',
  'mi tarjeta es 4242',
])('hears an announced card number begin in %j', (text) => {
  expect(readCardNumber(text)).toMatchObject({ reason: 'announced' });
});

test.each([
  'my number is 614-555-0115',
  'six one four, five five five, oh one one five',
  'one six one four five five five oh one one five',
  '+1 614 555 0115',
  "it's 614 555 0115, 2280 Glenmawr, 43202",
  'six one four five five five zero one one five and the zip is four three two oh two',
  'do you need my card number?',
  "I don't want to give my card number is that okay",
  'the card ending in 4242',
  'it was $258, then $300, then $1200, then $89',
  'el número es seis uno cuatro, cinco cinco cinco, cero uno uno cinco',
])('hears none in %j', (text) => {
  expect(readCardNumber(text)).toBeNull();
});

test('hears it in a growing transcript once the twelfth digit has come', () => {
  const words = 'okay so four two four two four two four two four two four two four two four two'.split(' ');
  const heardAt = words.findIndex((_, index) => readCardNumber(words.slice(0, index + 1).join(' ')) !== null);
  expect(heardAt).toBe(13);
});

test.each([
  'my number is 330-555-0115, 2280 Glenmawr Avenue',
  '330-555-0115, 43202',
  "do you take Visa? I'm at 2280 Glenmawr",
  'my card is declined, can you send someone to 2280 Glenmawr',
])('%j is no card', (text) => {
  expect(readCardNumber(text)).toBeNull();
});
