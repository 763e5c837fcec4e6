import { CONTRACTIONS, ENDINGS, FILLERS, MISHEARD, TELLING_WORDS } from './spoken-words.ts';
import type { TriageLanguage } from './triage-rule.ts';

export interface SpokenWord {
  text: string;
  /** Where it stands in what was said, in UTF-16 units; the end is exclusive. */
  start: number;
  end: number;
  /** A phrase may pass over it. */
  isFiller: boolean;
  /** A comma or a stronger mark follows. */
  endsClause: boolean;
  /** Counts from 0; a phrase never reaches into the next. */
  sentence: number;
  isInQuestion: boolean;
}

export interface NormalisedUtterance {
  /** The words with single spaces between them. */
  text: string;
  words: readonly SpokenWord[];
  language: TriageLanguage | null;
  /** By how many words the language that they tell is ahead of the other. */
  tellingWords: number;
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
const SENTENCE_END = /[.?!;…¿¡]/u;
const CLAUSE_END = /[,:–—]|\s-\s/u;

/**
 * Lower case, without accents, contractions apart, misheard words put right; number words stay as they were said.
 * Every word keeps its place in the original. `language` overrules what the words tell.
 */
export function normaliseUtterance(said: string, language?: TriageLanguage): NormalisedUtterance {
  const words = putMisheardRight(findWords(said));
  const weight = weighLanguages(words);
  const told = weight === 0 ? null : weight > 0 ? 'en' : 'es';
  return {
    text: words.map((word) => word.text).join(' '),
    words,
    language: language ?? told,
    tellingWords: Math.abs(weight),
  };
}

function findWords(said: string): SpokenWord[] {
  const found = [...said.matchAll(WORD)];
  const words: SpokenWord[] = [];
  let sentence = 0;
  let sentenceBegin = 0;
  for (const [place, match] of found.entries()) {
    const end = match.index + match[0].length;
    const between = said.slice(end, found[place + 1]?.index ?? said.length);
    const endsSentence = SENTENCE_END.test(between) && !(between === '.' && place + 1 < found.length);
    const endsClause = endsSentence || CLAUSE_END.test(between);
    const parts = takeApart(plain(match[0]));
    for (const [part, text] of parts.entries()) {
      const isLast = part === parts.length - 1;
      words.push(toWord(text, { start: match.index, end, endsClause: isLast && endsClause, sentence }));
    }
    if (!endsSentence) continue;
    if (between.includes('?')) for (const word of words.slice(sentenceBegin)) word.isInQuestion = true;
    sentence += 1;
    sentenceBegin = words.length;
  }
  return words;
}

function toWord(
  text: string,
  place: Pick<SpokenWord, 'start' | 'end' | 'endsClause' | 'sentence'>,
): SpokenWord {
  return { text, ...place, isFiller: FILLERS.has(text), isInQuestion: false };
}

/** Without case and accents, so that "baño", "Bano" and "BAÑO" are one word. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('’', "'").normalize('NFD').replace(/\p{M}/gu, '');
}

function takeApart(word: string): string[] {
  const known = CONTRACTIONS[word];
  if (known !== undefined) return known.split(' ');
  if (!word.includes("'")) return [word];
  for (const [ending, meant] of Object.entries(ENDINGS)) {
    if (word.endsWith(ending) && word.length > ending.length) return [word.slice(0, -ending.length), meant];
  }
  return [word.replaceAll("'", '')];
}

interface Mishearing {
  heard: readonly string[];
  meant: readonly string[];
}

/** By first word, longest first. */
const MISHEARD_BY_WORD = groupMisheard();

function groupMisheard(): ReadonlyMap<string, readonly Mishearing[]> {
  const byWord = new Map<string, Mishearing[]>();
  for (const [heard, meant] of MISHEARD) {
    const mishearing = { heard: heard.split(' '), meant: meant.split(' ') };
    const first = mishearing.heard[0] ?? '';
    byWord.set(
      first,
      [...(byWord.get(first) ?? []), mishearing].toSorted((a, b) => b.heard.length - a.heard.length),
    );
  }
  return byWord;
}

function putMisheardRight(words: readonly SpokenWord[]): SpokenWord[] {
  const right: SpokenWord[] = [];
  for (let place = 0; place < words.length; ) {
    const mishearing = MISHEARD_BY_WORD.get(words[place]?.text ?? '')?.find(({ heard }) =>
      heard.every((text, offset) => words[place + offset]?.text === text),
    );
    const heard = words.slice(place, place + (mishearing?.heard.length ?? 1));
    right.push(...(mishearing === undefined ? heard : replaceWords(heard, mishearing.meant)));
    place += heard.length;
  }
  return right;
}

function replaceWords(heard: readonly SpokenWord[], meant: readonly string[]): SpokenWord[] {
  const first = heard[0];
  const last = heard.at(-1);
  if (first === undefined || last === undefined) return [];
  return meant.map((text, place) => ({
    ...first,
    text,
    end: last.end,
    isFiller: FILLERS.has(text),
    endsClause: place === meant.length - 1 && last.endsClause,
  }));
}

/** Above 0 the words are more of English, below it more of Spanish. Letters of a name that is spelled are of neither. */
function weighLanguages(words: readonly SpokenWord[]): number {
  const isLetter = (place: number) => words[place]?.text.length === 1;
  const isSpelled = (place: number) => isLetter(place) && (isLetter(place - 1) || isLetter(place + 1));
  const telling = words.filter((_word, place) => !isSpelled(place));
  const count = (language: TriageLanguage) =>
    telling.filter(({ text }) => TELLING_WORDS[language].has(text)).length;
  return count('en') - count('es');
}
