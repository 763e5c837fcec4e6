import { ManualClock } from '@afterhourfix/foundation';
import { beforeEach, expect, test } from 'vitest';
import { AwaitedWords, WORDS_LIMIT_MS } from './awaited-words.ts';

let clock: ManualClock;
let words: AwaitedWords;
let done: string[];
beforeEach(() => {
  clock = new ManualClock();
  words = new AwaitedWords(clock);
  done = [];
});

test('what is asked for when all is known is done at once', () => {
  words.begun('u1');
  words.known('u1');
  words.behind(() => done.push('a'));
  expect(done).toEqual(['a']);
});

test('sounds that never became words are forgotten, and those that are being said are waited for', () => {
  for (let sound = 0; sound < 200; sound++) words.begun(`noise-${sound}`);
  words.begun('u1');
  words.behind(() => done.push('a'));
  for (let sound = 151; sound < 200; sound++) words.known(`noise-${sound}`);
  expect(done).toEqual([]);
  words.known('u1');
  expect(done).toEqual(['a']);
});

test('what is asked for before the words are known waits for them, and keeps its order', () => {
  words.begun('u1');
  words.begun('u2');
  words.behind(() => done.push('a'));
  words.behind(() => done.push('b'));
  words.known('u1');
  expect(done).toEqual([]);
  words.known('u2');
  expect(done).toEqual(['a', 'b']);
  clock.advance(WORDS_LIMIT_MS);
  expect(done).toEqual(['a', 'b']);
});

test('words that do not come hold it up for a moment only, and once', () => {
  words.begun('u1');
  words.behind(() => done.push('a'));
  clock.advance(WORDS_LIMIT_MS - 1);
  expect(done).toEqual([]);
  clock.advance(1);
  expect(done).toEqual(['a']);
  words.behind(() => done.push('b'));
  expect(done).toEqual(['a', 'b']);
});

test('nothing is done once the call is over', () => {
  words.begun('u1');
  words.behind(() => done.push('a'));
  words[Symbol.dispose]();
  clock.advance(WORDS_LIMIT_MS);
  words.known('u1');
  expect(done).toEqual([]);
});
