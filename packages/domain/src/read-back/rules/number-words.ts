import { type ReadBackLanguage, toDigitWords } from './speakable-digits.ts';

const ENGLISH_TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
  ' ',
);
const ENGLISH_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SPANISH_TEENS = 'diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve'.split(
  ' ',
);
const SPANISH_TWENTIES =
  'veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const SPANISH_TENS = '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const SPANISH_HUNDREDS =
  '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );

/**
 * A house number as people say it: `twelve forty-five`, `twenty-two eighty`, `eleven hundred`, `five oh five`. From
 * five digits on, or with a zero in front, digit by digit.
 */
export function toHouseNumberWords(digits: string, language: ReadBackLanguage): string {
  if (digits.length > 4 || digits.startsWith('0')) return toDigitWords(digits, language);
  return language === 'en' ? toEnglish(Number(digits)) : toSpanish(Number(digits));
}

function toEnglish(number: number): string {
  if (number < 100) return toEnglishPair(number);
  const [head, tail] = [Math.trunc(number / 100), number % 100];
  if (tail === 0 && head % 10 === 0) return `${toEnglishPair(head / 10)} thousand`;
  if (tail === 0) return `${toEnglishPair(head)} hundred`;
  // 2005 is no "twenty oh five" to everybody: a round thousand keeps its name.
  if (head % 10 === 0) return `${toEnglishPair(head / 10)} thousand ${toEnglishPair(tail)}`;
  return `${toEnglishPair(head)} ${tail < 10 ? `oh ${toEnglishPair(tail)}` : toEnglishPair(tail)}`;
}

function toEnglishPair(number: number): string {
  if (number < 10) return toDigitWords(String(number), 'en');
  if (number < 20) return ENGLISH_TEENS[number - 10] ?? '';
  const ten = ENGLISH_TENS[Math.trunc(number / 10)] ?? '';
  return number % 10 === 0 ? ten : `${ten}-${toDigitWords(String(number % 10), 'en')}`;
}

function toSpanish(number: number): string {
  if (number < 100) return toSpanishPair(number);
  if (number < 1000) return toSpanishHundreds(number);
  const [head, tail] = [Math.trunc(number / 100), number % 100];
  if (head % 10 !== 0 && tail >= 10) return `${toSpanishPair(head)} ${toSpanishPair(tail)}`;
  const thousands = number < 2000 ? 'mil' : `${toSpanishPair(Math.trunc(number / 1000))} mil`;
  const rest = number % 1000;
  return rest === 0
    ? thousands
    : `${thousands} ${rest < 100 ? toSpanishPair(rest) : toSpanishHundreds(rest)}`;
}

function toSpanishHundreds(number: number): string {
  if (number === 100) return 'cien';
  const hundreds = SPANISH_HUNDREDS[Math.trunc(number / 100)] ?? '';
  return number % 100 === 0 ? hundreds : `${hundreds} ${toSpanishPair(number % 100)}`;
}

function toSpanishPair(number: number): string {
  if (number < 10) return toDigitWords(String(number), 'es');
  if (number < 20) return SPANISH_TEENS[number - 10] ?? '';
  if (number < 30) return SPANISH_TWENTIES[number - 20] ?? '';
  const ten = SPANISH_TENS[Math.trunc(number / 10)] ?? '';
  return number % 10 === 0 ? ten : `${ten} y ${toDigitWords(String(number % 10), 'es')}`;
}
