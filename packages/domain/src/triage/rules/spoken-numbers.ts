import type { SpokenWord } from './normalise-utterance.ts';

const ENGLISH_UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SPANISH_UNITS =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve'.split(
    ' ',
  );
const SPANISH_TENS = 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');

const UNITS = new Map([...ENGLISH_UNITS, ...SPANISH_UNITS].map((word, place) => [word, place % 20]));
const TENS = new Map([...ENGLISH_TENS, ...SPANISH_TENS].map((word, place) => [word, ((place % 8) + 2) * 10]));
const HUNDREDS = new Set(['hundred', 'cien', 'ciento']);

export interface SpokenNumber {
  value: number;
  /** Places of its first and last word. */
  from: number;
  to: number;
}

/** Whole numbers up to 199 as callers say temperatures and ages: "fifty-four", "54", "a hundred and four", "noventa y dos". */
export function findSpokenNumbers(words: readonly SpokenWord[]): SpokenNumber[] {
  const numbers: SpokenNumber[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const number = readNumber(words, place);
    if (number === null) continue;
    numbers.push(number);
    place = number.to;
  }
  return numbers;
}

function readNumber(words: readonly SpokenWord[], from: number): SpokenNumber | null {
  const text = words[from]?.text ?? '';
  if (/^\d{1,3}$/.test(text)) return { value: Number(text), from, to: from };
  if (HUNDREDS.has(text)) return addBelowHundred(words, { value: 100, from, to: from });
  if (text === 'one' && words[from + 1]?.text === 'hundred') {
    return addBelowHundred(words, { value: 100, from, to: from + 1 });
  }
  return readBelowHundred(words, from);
}

function addBelowHundred(words: readonly SpokenWord[], hundred: SpokenNumber): SpokenNumber {
  const joined = words[hundred.to + 1]?.text === 'and' ? hundred.to + 2 : hundred.to + 1;
  const rest = readBelowHundred(words, joined);
  return rest === null ? hundred : { value: 100 + rest.value, from: hundred.from, to: rest.to };
}

function readBelowHundred(words: readonly SpokenWord[], from: number): SpokenNumber | null {
  const text = words[from]?.text ?? '';
  const unit = UNITS.get(text);
  if (unit !== undefined) return { value: unit, from, to: from };
  const tens = TENS.get(text);
  if (tens === undefined) return null;
  const next = words[from + 1]?.text === 'y' ? from + 2 : from + 1;
  const more = UNITS.get(words[next]?.text ?? '');
  if (more === undefined || more === 0 || more > 9) return { value: tens, from, to: from };
  return { value: tens + more, from, to: next };
}
