import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames } from './compare-names.ts';

test.each([
  ['Ari Feld', 'Ari Feld', 'same'],
  ['ari feld', 'ARI FELD ', 'same'],
  ['Ari Felt', 'Ari Feld', 'same'],
  ['Mrs. Joan Abbate', 'Joan Abate', 'same'],
  ['Bob Stone', 'Robert Stone', 'same'],
  ['J. Abbate', 'Joan Abbate', 'same'],
  ['José Muñoz', 'Jose Munoz', 'same'],
  ["Siobhán O'Brien", 'Siobhan OBrien', 'same'],
  ['María García López', 'Maria Garcia', 'same'],
  ['Alex J Romero', 'Alexa Romero', 'same'],
  ['Madonna', 'Madonna', 'same'],
  ['王 小明', '王 小明', 'same'],
  ['😀', '😀', 'same'],
  ['Joan', 'Joan Abbate', 'part'],
  ['Mrs. Abbate', 'Joan Abbate', 'part'],
  ['Bo', 'Bo Ito', 'part'],
  ['Joe Ito', 'Bo Ito', 'different'],
  ['Ari Held', 'Ira Feld', 'different'],
  ['Ann Lee', 'Ann Lea', 'different'],
  ['Vic Stone', 'Vic Storm', 'different'],
  ['', 'Ari Feld', 'different'],
  ['', '', 'different'],
  ['😀', 'Ari Feld', 'different'],
] as const)('%j is to %j: %s', (one, other, match) => {
  expect(compareNames(one, other)).toBe(match);
  expect(compareNames(other, one)).toBe(match);
});

test('a name is always itself, and the order of the two never matters', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(compareNames(one, other)).toBe(compareNames(other, one));
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom('Ari Feld', "O'Neil, Pat", 'Bo'), (one) => compareNames(one, one) === 'same'),
  );
});
