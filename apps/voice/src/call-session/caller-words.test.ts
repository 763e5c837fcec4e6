import { expect, test } from 'vitest';
import { CallerWords } from './caller-words.ts';

const said = (text: string, isFinal = false) => ({ utteranceId: 'u1', text, isFinal });

test('the last words of a growing sentence wait for what follows them', () => {
  const words = new CallerWords({ isEnded: true });
  expect(words.heard(said('my truck smelled like a gas '))).toBe(true);
  expect(words.all).toEqual(['my truck smelled like ']);
  expect(words.heard(said('my truck smelled like a gas st'))).toBe(false);
  expect(words.heard(said('my truck smelled like a gas station', true))).toBe(true);
  expect(words.all).toEqual(['my truck smelled like a gas station']);
});

test('a short sentence is heard when it is over', () => {
  const words = new CallerWords({ isEnded: true });
  expect(words.heard(said('gas leak '))).toBe(false);
  expect(words.heard(said('gas leak', true))).toBe(true);
});

test('what was heard already is no news', () => {
  const words = new CallerWords({ isEnded: true });
  expect(words.heard(said('hello', true))).toBe(true);
  expect(words.heard(said('hello', true))).toBe(false);
});

test('no word waits where sentences never end', () => {
  const words = new CallerWords({ isEnded: false });
  expect(words.heard(said('gas leak '))).toBe(true);
  expect(words.all).toEqual(['gas leak ']);
});
