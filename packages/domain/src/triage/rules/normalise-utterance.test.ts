import { expect, test } from 'vitest';
import { normaliseUtterance } from './normalise-utterance.ts';

test.each([
  ["It's NOT working, won't start", 'it is not working will not start'],
  ['¿Huele a gás en el baño?', 'huele a gas en el bano'],
  ['somebody hit the guess meter', 'somebody hit the gas meter'],
  ['the see oh two detector', 'the co detector'],
  ['suage in the bass mint', 'sewage in the basement'],
  ['fifty-four degrees', 'fifty four degrees'],
  ['the A.C. is out', 'the ac is out'],
  ['', ''],
])('reads %j as %j', (said, text) => {
  expect(normaliseUtterance(said).text).toBe(text);
});

test('every word keeps its place in what was said', () => {
  const said = 'Well, the brake her box — it’s hot!';
  const places = normaliseUtterance(said).words.map(({ text, start, end }) => [text, said.slice(start, end)]);
  expect(places).toEqual([
    ['well', 'Well'],
    ['the', 'the'],
    ['breaker', 'brake her'],
    ['box', 'box'],
    ['it', 'it’s'],
    ['is', 'it’s'],
    ['hot', 'hot'],
  ]);
});

test.each([
  ['I need a plumber please', 'en'],
  ['necesito un plomero por favor', 'es'],
  ['Oakland', null],
])('tells the language of %j: %s', (said, language) => {
  expect(normaliseUtterance(said).language).toBe(language);
});
