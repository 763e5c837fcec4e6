import type { SpokenLanguage } from './finding.ts';
import { findNumberWord } from './number-words.ts';
import { isJoined, type Token, wordAt } from './tokens.ts';

/** One number by the grammar: `two hundred fifty-eight`. `end` is the index after its last token. */
interface Chunk {
  value: number;
  end: number;
}

/**
 * Number words without anything between them. `parts` are its numbers: `two fifty-eight` has 2 and 58, a read-back
 * of a telephone number has ten. `value` is what they say together, null when it is no quantity.
 */
export interface NumberRun {
  index: number;
  end: number;
  parts: readonly number[];
  value: number | null;
  isWritten: boolean;
}

/** The longest run of numbers at a token; null when there is none. */
export function readNumberRun(
  tokens: readonly Token[],
  index: number,
  language: SpokenLanguage,
): NumberRun | null {
  const token = tokens[index];
  if (token?.kind === 'figure') return readFigure(token, index);
  const parts: number[] = [];
  let end = index;
  for (;;) {
    const from = parts.length > 0 && wordAt(tokens, end) === '-' ? end + 1 : end;
    const chunk = readChunk(tokens, from, language);
    if (chunk === null) break;
    parts.push(chunk.value);
    end = chunk.end;
  }
  if (parts.length === 0) return null;
  return { index, end, parts, value: joinParts(parts), isWritten: false };
}

function readFigure(token: Token, index: number): NumberRun | null {
  const digits = token.plain.replace(/[$,\s]/g, '');
  const value = digits.includes(':') ? null : Number(digits);
  return { index, end: index + 1, parts: value === null ? [] : [value], value, isWritten: true };
}

/** "two fifty-eight" is 258, "twelve fifty" 1250, "two oh five" 205; other digits are read out, not meant. */
function joinParts(parts: readonly number[]): number | null {
  const [first = 0, second, third] = parts;
  if (second === undefined) return first;
  if (first < 1 || first > 99 || parts.length > 3) return null;
  if (third === undefined) return second >= 10 && second <= 99 ? first * 100 + second : null;
  return second === 0 && third > 0 && third < 10 ? first * 100 + third : null;
}

/** Digits that are known to be an amount: "two five eight dollars". */
export function joinDigits(parts: readonly number[]): number | null {
  return parts.length <= 4 && parts.every((part) => part < 10) ? Number(parts.join('')) : null;
}

function readChunk(tokens: readonly Token[], index: number, language: SpokenLanguage): Chunk | null {
  const head = readBelowThousand(tokens, index, language);
  const at = head?.end ?? index;
  if (findNumberWord(wordAt(tokens, at), language)?.kind !== 'thousand') return head;
  const thousands = (head?.value ?? 1) * 1000;
  const from = skipAnd(tokens, at + 1, language);
  const rest = readBelowThousand(tokens, from, language);
  return rest && rest.value > 0 && !isHead(tokens, rest, language)
    ? { value: thousands + rest.value, end: rest.end }
    : { value: thousands, end: at + 1 };
}

function readBelowThousand(tokens: readonly Token[], index: number, language: SpokenLanguage): Chunk | null {
  if (language === 'es') return readSpanishHundreds(tokens, index);
  const isArticle = wordAt(tokens, index) === 'a';
  const head = isArticle ? { value: 1, end: index + 1 } : readBelowHundred(tokens, index, language);
  const at = head?.end ?? index;
  if (wordAt(tokens, at) !== 'hundred') {
    return isArticle && wordAt(tokens, at) !== 'thousand' ? null : head;
  }
  const value = (head?.value ?? 1) * 100;
  const rest = readBelowHundred(tokens, skipAnd(tokens, at + 1, language), language);
  return rest && rest.value > 0 && !isHead(tokens, rest, language)
    ? { value: value + rest.value, end: rest.end }
    : { value, end: at + 1 };
}

function readSpanishHundreds(tokens: readonly Token[], index: number): Chunk | null {
  const word = findNumberWord(wordAt(tokens, index), 'es');
  if (word?.kind !== 'hundreds') return readBelowHundred(tokens, index, 'es');
  const rest = readBelowHundred(tokens, index + 1, 'es');
  return rest && rest.value > 0
    ? { value: word.value + rest.value, end: rest.end }
    : { value: word.value, end: index + 1 };
}

function readBelowHundred(tokens: readonly Token[], index: number, language: SpokenLanguage): Chunk | null {
  const word = findNumberWord(wordAt(tokens, index), language);
  if (word === null || !('value' in word) || word.kind === 'hundreds') return null;
  if (word.kind !== 'ten') return { value: word.value, end: index + 1 };
  const from = skipJoin(tokens, index + 1, language);
  const unit = from === null ? null : findNumberWord(wordAt(tokens, from), language);
  if (from !== null && unit?.kind === 'digit' && unit.value > 0) {
    return { value: word.value + unit.value, end: from + 1 };
  }
  return { value: word.value, end: index + 1 };
}

/** "fifty-eight", "fifty eight", "cincuenta y ocho". */
function skipJoin(tokens: readonly Token[], index: number, language: SpokenLanguage): number | null {
  if (language === 'es') return wordAt(tokens, index) === 'y' ? index + 1 : null;
  return wordAt(tokens, index) === '-' && isJoined(tokens[index - 1], tokens[index]) ? index + 1 : index;
}

/** "two hundred and fifty"; in Spanish nothing stands between them. */
function skipAnd(tokens: readonly Token[], index: number, language: SpokenLanguage): number {
  return language === 'en' && wordAt(tokens, index) === 'and' ? index + 1 : index;
}

/** In "two hundred and three hundred" the three begins another number. */
function isHead(tokens: readonly Token[], { end }: Chunk, language: SpokenLanguage): boolean {
  const next = findNumberWord(wordAt(tokens, end), language)?.kind;
  return next === 'hundred' || (next === 'thousand' && language === 'en');
}
