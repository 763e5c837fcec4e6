import type { SpokenLanguage, TextSpan } from './finding.ts';
import { type NumberRun, readNumberRun } from './read-number.ts';
import { type Token, toPlain, toTokens } from './tokens.ts';

/** A text made ready once for all readers. */
export interface Reading {
  text: string;
  plain: string;
  language: SpokenLanguage;
  tokens: readonly Token[];
  runs: readonly NumberRun[];
}

export function toReading(text: string, language: SpokenLanguage): Reading {
  const plain = toPlain(text);
  const tokens = toTokens(plain);
  const runs: NumberRun[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const run = readNumberRun(tokens, index, language);
    if (run === null) continue;
    runs.push(run);
    index = run.end - 1;
  }
  return { text, plain, language, tokens, runs };
}

/** The part of the text from one token to before another. */
export function toSpan(tokens: readonly Token[], index: number, end: number): TextSpan {
  return { start: tokens[index]?.start ?? 0, end: tokens[end - 1]?.end ?? 0 };
}

export function doSpansOverlap(a: TextSpan, b: TextSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** One set of words for each language. */
export type WordsOf = Record<SpokenLanguage, ReadonlySet<string>>;

export function toWordSets(words: Record<SpokenLanguage, string>): WordsOf {
  return { en: new Set(words.en.split(' ')), es: new Set(words.es.split(' ')) };
}
