import { expect, test } from 'vitest';
import { indexPhrases, matchPhrases } from './match-phrases.ts';
import { normaliseUtterance } from './normalise-utterance.ts';
import { compilePhrase } from './phrase-pattern.ts';

function isFound(phrase: string, said: string): boolean {
  const index = indexPhrases([{ step: compilePhrase(phrase), means: phrase }]);
  return matchPhrases(index, normaliseUtterance(said).words).length > 0;
}

test.each([
  ['panel hot', "the panel's really hot", true],
  ['panel hot', 'hot panel', false],
  ['panel ~ hot', 'a hot metal panel', true],
  ['leak*', 'it is leaking', true],
  ['panel … hot', 'the panel in my garage is hot', true],
  ['panel … hot', 'the panel is one two three four five hot', false],
  ['panel … hot', 'the panel is new. The soup is hot', false],
  ['(rotten egg/sulfur) smell', 'a sulfur smell', true],
  ['(rotten egg/sulfur) smell', 'an egg smell', false],
  ['gas natural? smell', 'gas smell', true],
  ['(is/the) fire', 'the fire', true],
  ['(is/the) fire', 'fire', false],
  ['fire!', 'Fire! Hurry', true],
  ['fire!', 'the fire', true],
  ['fire!', 'the fire station', false],
  ['<panel> hot', 'the breaker box is hot', true],
])('%j in %j: %s', (phrase, said, isThere) => {
  expect(isFound(phrase, said)).toBe(isThere);
});

test.each(['', '…', '… hot', 'gas (leak', 'gas)', 'a ~ b ~ c', '<nowhere>', 'gas [leak]', 'gas?'])(
  'refuses the phrase %j and names it',
  (phrase) => {
    expect(() => compilePhrase(phrase)).toThrow(/phrase/);
  },
);
