import { expect, test } from 'vitest';
import { CallerWords } from './caller-words.ts';

const said = (text: string, isFinal = false) => ({ utteranceId: 'u1', text, isFinal });

test('the last words of a growing sentence wait for what follows them', () => {
  const words = new CallerWords({ isEnded: true });
  expect(words.heard(said('my truck smelled like a gas '))).toBe(true);
  expect(words.all).toEqual(['my truck smelled like a gas ']);
  expect(words.settled).toEqual(['my truck smelled like ']);
  expect(words.heard(said('my truck smelled like a gas st'))).toBe(false);
  expect(words.heard(said('my truck smelled like a gas station', true))).toBe(true);
  expect(words.settled).toEqual(['my truck smelled like a gas station']);
});

test('the end of a sentence is news, also when it adds no word', () => {
  const words = new CallerWords({ isEnded: true });
  expect(words.heard(said('gas leak '))).toBe(true);
  expect(words.settled).toEqual(['']);
  expect(words.heard(said('gas leak ', true))).toBe(true);
  expect(words.settled).toEqual(['gas leak ']);
  expect(words.heard(said('gas leak ', true))).toBe(false);
});

test('no word waits where sentences never end', () => {
  const words = new CallerWords({ isEnded: false });
  expect(words.heard(said('gas leak '))).toBe(true);
  expect(words.settled).toEqual(['gas leak ']);
});
