import type { SpokenWord } from './normalise-utterance.ts';
import type { PhraseStep } from './phrase-pattern.ts';

/** Phrases of one language, found by their first word. */
export interface PhraseIndex<T> {
  byWord: ReadonlyMap<string, readonly IndexedPhrase<T>[]>;
  /** By the first two letters of a first word that is only a beginning. */
  byLetters: ReadonlyMap<string, readonly BeginningPhrase<T>[]>;
}

interface IndexedPhrase<T> {
  step: PhraseStep;
  means: T;
}

interface BeginningPhrase<T> extends IndexedPhrase<T> {
  beginning: string;
}

export interface PhraseMatch<T> {
  means: T;
  /** Places of the words that the phrase asked for, ascending; what it passed over is left out. */
  places: readonly number[];
}

const LETTERS = 2;

export function indexPhrases<T>(phrases: readonly IndexedPhrase<T>[]): PhraseIndex<T> {
  const byWord = new Map<string, IndexedPhrase<T>[]>();
  const byLetters = new Map<string, BeginningPhrase<T>[]>();
  for (const phrase of phrases) {
    const first = firstWords(phrase.step);
    for (const word of first.exact) append(byWord, word, phrase);
    for (const beginning of first.beginnings) {
      append(byLetters, beginning.slice(0, LETTERS), { ...phrase, beginning });
    }
  }
  return { byWord, byLetters };
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function firstWords(step: PhraseStep): { exact: Set<string>; beginnings: Set<string> } {
  if (step.kind === 'word') return { exact: new Set(step.exact), beginnings: new Set(step.beginnings) };
  const ways = step.kind === 'fork' ? step.ways.map(firstWords) : [];
  return {
    exact: new Set(ways.flatMap((way) => [...way.exact])),
    beginnings: new Set(ways.flatMap((way) => [...way.beginnings])),
  };
}

/** All matches, at most one for each phrase and first word. A match stays within its sentence. */
export function matchPhrases<T>(index: PhraseIndex<T>, words: readonly SpokenWord[]): PhraseMatch<T>[] {
  const matches: PhraseMatch<T>[] = [];
  for (const [place, word] of words.entries()) {
    const tryPhrase = ({ step, means }: IndexedPhrase<T>) => {
      const places: number[] = [];
      if (walk(step, { words, place, sentence: word.sentence, places })) matches.push({ means, places });
    };
    for (const phrase of index.byWord.get(word.text) ?? []) tryPhrase(phrase);
    for (const phrase of index.byLetters.get(word.text.slice(0, LETTERS)) ?? []) {
      if (word.text.startsWith(phrase.beginning)) tryPhrase(phrase);
    }
  }
  return matches;
}

interface Walk {
  words: readonly SpokenWord[];
  place: number;
  sentence: number;
  /** Filled on the way; words of a way that failed are taken off again. */
  places: number[];
}

function walk(step: PhraseStep, at: Walk): boolean {
  if (step.kind === 'end') return !step.isAlone || isWholeSentence(at);
  if (step.kind === 'fork') return step.ways.some((way) => walk(way, at));
  if (step.kind === 'gap') return walkGap(step, at);
  for (let place = at.place; ; place += 1) {
    const word = at.words[place];
    if (word === undefined || word.sentence !== at.sentence) return false;
    if (isWord(step, word.text)) {
      at.places.push(place);
      if (walk(step.next, { ...at, place: place + 1 })) return true;
      at.places.pop();
    }
    // A phrase begins at the word it was found by.
    if (!word.isFiller || at.places.length === 0) return false;
  }
}

/** Nothing but small words stands beside the phrase: "Fire!", where "fire" in a longer sentence says little. */
function isWholeSentence({ words, sentence, places }: Walk): boolean {
  return words.every((word, place) => word.sentence !== sentence || word.isFiller || places.includes(place));
}

function walkGap(step: Extract<PhraseStep, { kind: 'gap' }>, at: Walk): boolean {
  let passed = 0;
  for (let place = at.place; passed <= step.mostWords; place += 1) {
    if (walk(step.next, { ...at, place })) return true;
    const word = at.words[place];
    if (word === undefined || word.sentence !== at.sentence) return false;
    if (!word.isFiller) passed += 1;
  }
  return false;
}

function isWord(step: Extract<PhraseStep, { kind: 'word' }>, text: string): boolean {
  return step.exact.has(text) || step.beginnings.some((beginning) => text.startsWith(beginning));
}
