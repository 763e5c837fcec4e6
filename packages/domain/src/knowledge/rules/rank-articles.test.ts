import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankArticles, type WordMatch } from './rank-articles.ts';

const match = (articleId: string, word: number, change: Partial<WordMatch> = {}): WordMatch => ({
  articleId,
  word,
  isInTitle: false,
  isGuess: false,
  ...change,
});
const rank = (words: number, ...matches: WordMatch[]) =>
  rankArticles({ words: Array.from({ length: words }, (_, index) => index), articleCount: 8, matches });

test.each<[string, number, WordMatch[], string[]]>([
  ['nothing matches', 3, [], []],
  ['there is no word that means anything', 0, [], []],
  ['all of it stands in one article', 2, [match('a', 0), match('a', 1)], ['a']],
  ['one word of six is there', 6, [match('a', 0)], []],
  ['more of it stands in one than in another', 2, [match('a', 0), match('b', 0), match('b', 1)], ['b']],
  [
    'it is in a title and elsewhere in a text',
    1,
    [match('a', 0), match('b', 0, { isInTitle: true })],
    ['b', 'a'],
  ],
  [
    'a rare word is in one, a common one in all',
    2,
    [match('a', 0), match('a', 1), match('b', 1), match('c', 1)],
    ['a'],
  ],
  ['the only word is a guess', 1, [match('a', 0, { isGuess: true })], ['a']],
  ['one of three is a guess', 3, [match('a', 0, { isGuess: true })], []],
])('of a question of which %s', (_told, words, matches, ranked) => {
  expect(rank(words, ...matches)).toEqual(ranked);
});

test('an article never ranks lower for a word that it has besides', () => {
  const matches = fc.uniqueArray(fc.tuple(fc.constantFrom('b', 'c'), fc.nat({ max: 4 })), {
    selector: (pair) => pair.join(),
    maxLength: 8,
  });
  const own = fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(matches, own, (others, words) => {
      const before = [
        ...others.map(([id, word]) => match(id, word)),
        ...words.map((word) => match('a', word)),
      ];
      const placeOf = (all: WordMatch[]) => {
        const at = rank(6, ...all).indexOf('a');
        return at === -1 ? Number.POSITIVE_INFINITY : at;
      };
      expect(placeOf([...before, match('a', 5)])).toBeLessThanOrEqual(placeOf(before));
    }),
  );
});
