import { findNumberWord, type NumberWord } from '../number-words.ts';
import type { CardToken } from './card-tokens.ts';
import { PLURALS, SOUND_ALIKES, TIMES, TIMES_SAID } from './card-words.ts';

/** Digits that begin at a token; `next` is the first token behind them. */
export interface DigitPiece {
  digits: string;
  next: number;
  /** Said digit by digit or in words: goes on in the same group. */
  isOpen: boolean;
  /** One digit, though perhaps several times. */
  isSpelled: boolean;
}

const SPELLED = { isOpen: true, isSpelled: true };
const WHOLE = { isOpen: true, isSpelled: false };

interface Place {
  tokens: readonly CardToken[];
  at: number;
}

/** As many digits as one says at once; a longer repetition is a slip. */
const MAX_TIMES = 16;

/** "Double four", "four ones", "four times one", "four thousand one hundred eleven", `4111`; null for other words. */
export function readDigitPiece({ tokens, at }: Place): DigitPiece | null {
  const times = TIMES_SAID.get(plainAt(tokens, at));
  if (times !== undefined) {
    const piece = readNumber({ tokens, at: skipHyphen(tokens, at + 1) });
    return piece && repeat(piece, times);
  }
  const first = readNumber({ tokens, at });
  if (!first) return readPlural({ tokens, at });
  if (first.digits.length > 2) return first;
  return readPlurals(tokens, first) ?? readTimes(tokens, first) ?? first;
}

/** "Four ones", "three of sevens". */
function readPlurals(tokens: readonly CardToken[], count: DigitPiece): DigitPiece | null {
  const at = skipWord(tokens, skipHyphen(tokens, count.next), 'of');
  const plural = readPlural({ tokens, at });
  return plural && canRepeat(count) ? repeat(plural, Number(count.digits)) : null;
}

/** "Four times one", "one four times", "uno cuatro veces". */
function readTimes(tokens: readonly CardToken[], first: DigitPiece): DigitPiece | null {
  if (isTimes(tokens, first.next)) {
    const piece = canRepeat(first) ? readNumber({ tokens, at: first.next + 1 }) : null;
    return piece?.digits.length === 1 ? repeat(piece, Number(first.digits)) : null;
  }
  const behind = skipComma(tokens, first.next);
  if (first.digits.length > 1 || !isTimes(tokens, behind + 1)) return null;
  const count = readNumber({ tokens, at: behind });
  if (!count || count.next !== behind + 1 || !canRepeat(count)) return null;
  return { ...repeat(first, Number(count.digits)), next: count.next + 1 };
}

function isTimes(tokens: readonly CardToken[], at: number): boolean {
  return TIMES.has(plainAt(tokens, at));
}

function canRepeat({ digits }: DigitPiece): boolean {
  return Number(digits) > 0 && Number(digits) <= MAX_TIMES;
}

function repeat(piece: DigitPiece, times: number): DigitPiece {
  return { ...piece, digits: piece.digits.repeat(times) };
}

function readPlural({ tokens, at }: Place): DigitPiece | null {
  const token = tokens[at];
  if (token?.kind === 'plural') return { digits: token.plain[0] ?? '', next: at + 1, ...SPELLED };
  const digit = PLURALS.get(token?.plain ?? '');
  // "Dos" and "seis" are their own plurals: they need a number before them that is not their neighbour in a row.
  if (digit === undefined || findWord(token) !== null) return null;
  return { digits: String(digit), next: at + 1, ...SPELLED };
}

function readNumber({ tokens, at }: Place): DigitPiece | null {
  const token = tokens[at];
  if (token?.kind === 'figure') {
    const isSpelled = token.plain.length === 1;
    const figure = { digits: token.plain, next: at + 1, isOpen: isSpelled, isSpelled };
    return token.plain.length < 4 ? (addThousands(tokens, figure) ?? figure) : figure;
  }
  if (token?.kind !== 'word') return null;
  if (token.plain === 'mil') return addThousands(tokens, { digits: '1', next: at, ...WHOLE });
  const number = readHundreds({ tokens, at });
  return number && (addThousands(tokens, number) ?? number);
}

/** "Forty-one", "cuarenta y uno", "eleven", "oh". */
function readSmall({ tokens, at }: Place): DigitPiece | null {
  const word = findWord(tokens[at]);
  if (word === null || !('value' in word)) return readSoundAlike({ tokens, at });
  const open = { digits: String(word.value), next: at + 1, isOpen: true, isSpelled: word.kind === 'digit' };
  if (word.kind !== 'ten') return open;
  const isSpanish = findNumberWord(tokens[at]?.plain ?? '', 'es') !== null;
  const hyphenEnd = skipHyphen(tokens, at + 1);
  const behind = skipWord(tokens, hyphenEnd, 'y');
  // "Noventa siete" are two numbers, "ninety seven" is one.
  if (isSpanish && behind === hyphenEnd) return open;
  const unit = findWord(tokens[behind]);
  if (unit?.kind !== 'digit' || unit.value === 0) return open;
  return { ...open, digits: String(word.value + unit.value), next: behind + 1 };
}

/** "Four hundred eleven", "forty-one hundred", "cuatrocientos once"; or less. */
function readHundreds({ tokens, at }: Place): DigitPiece | null {
  const word = findWord(tokens[at]);
  if (word?.kind === 'hundreds') {
    const rest = readFilling({ tokens, at: at + 1 }, 2);
    const digits = String(word.value + Number(rest?.digits ?? 0));
    return { digits, next: rest?.next ?? at + 1, ...WHOLE };
  }
  const count = readSmall({ tokens, at });
  if (!count || plainAt(tokens, count.next) !== 'hundred') return count;
  const rest = readFilling({ tokens, at: skipWord(tokens, count.next + 1, 'and') }, 2);
  const digits = count.digits + (rest?.digits ?? '').padStart(2, '0');
  return { digits, next: rest?.next ?? count.next + 1, ...WHOLE };
}

/** "Four thousand one hundred eleven", "mil ciento once", "4 thousand"; null when no thousands are counted. */
function addThousands(tokens: readonly CardToken[], count: DigitPiece): DigitPiece | null {
  if (!/^(?:thousand|mil)$/.test(plainAt(tokens, count.next))) return null;
  const at = skipWord(tokens, count.next + 1, 'and');
  const hundreds = tokens[at]?.kind === 'word' ? readHundreds({ tokens, at }) : null;
  const rest = hundreds?.digits.length === 3 ? hundreds : readFilling({ tokens, at }, 3);
  const digits = count.digits + (rest?.digits ?? '').padStart(3, '0');
  return { digits, next: rest?.next ?? count.next + 1, ...WHOLE };
}

/** What the noughts of a hundred are filled with: in "eight hundred five five five" nothing. */
function readFilling({ tokens, at }: Place, length: number): DigitPiece | null {
  const rest = tokens[at]?.kind === 'word' ? readSmall({ tokens, at }) : null;
  if (!rest || rest.digits.length > length || rest.digits === '0') return null;
  const isRow = rest.digits.length === 1 && findWord(tokens[rest.next]) !== null;
  return isRow ? null : rest;
}

function readSoundAlike({ tokens, at }: Place): DigitPiece | null {
  const value = SOUND_ALIKES.get(plainAt(tokens, at));
  if (value === undefined || !isSingle(tokens[at - 1]) || !isSingle(tokens[at + 1])) return null;
  const isOneOfMany = canBeSingle(tokens[at - 2]) || canBeSingle(tokens[at + 2]);
  return isOneOfMany ? { digits: String(value), next: at + 1, ...SPELLED } : null;
}

function isSingle(token: CardToken | undefined): boolean {
  if (token?.kind === 'figure') return token.plain.length === 1;
  return findWord(token)?.kind === 'digit';
}

function canBeSingle(token: CardToken | undefined): boolean {
  return isSingle(token) || (token !== undefined && SOUND_ALIKES.has(token.plain));
}

/** "Un" and "una" are words like any other. */
function findWord(token: CardToken | undefined): NumberWord | null {
  if (token?.kind !== 'word' || token.plain === 'un' || token.plain === 'una') return null;
  return findNumberWord(token.plain, 'en') ?? findNumberWord(token.plain, 'es');
}

function plainAt(tokens: readonly CardToken[], at: number): string {
  return tokens[at]?.plain ?? '';
}

function skipWord(tokens: readonly CardToken[], at: number, word: string): number {
  return plainAt(tokens, at) === word ? at + 1 : at;
}

/** A hyphen with spaces around it parts two groups. */
function skipHyphen(tokens: readonly CardToken[], at: number): number {
  return tokens[at]?.start === tokens[at - 1]?.end ? skipWord(tokens, at, '-') : at;
}

function skipComma(tokens: readonly CardToken[], at: number): number {
  return skipWord(tokens, at, ',');
}
