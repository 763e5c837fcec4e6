import type { LinePurpose } from './owed-line.ts';

/** `so-far`: every word said until now is the line's, and some are missing. */
export type LineMatch = 'so-far' | 'whole' | 'different';

type Language = 'en' | 'es';

/** Numbers are compared digit by digit, for recognisers and voices write them in many ways. */
const DIGITS = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  es: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve'],
} as const;

/** One word that is several: what is said and what is written of it. */
const SPREAD: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    "don't": 'do not',
    "they're": 'they are',
    "you're": 'you are',
    "i'm": 'i am',
    "it's": 'it is',
    "that's": 'that is',
    thirty: 'three',
  },
  es: { once: 'uno uno', treinta: 'tres', ochenta: 'ocho' },
};

/** Between tens and ones. */
const PASSED_OVER = {
  en: /(?!)/g,
  es: /(?<=\b(?:tres|ocho)) y(?= (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b| ?$)/g,
};

/**
 * Whether the agent says the approved line, word for word; case, marks, accents and the writing of numbers do not
 * count. Of words that still grow (`isFinal` false) the last may be a part of one and is not looked at. The numbers of a
 * correction have too many spellings to be compared: whether they are true is for spoken facts to judge.
 */
export function matchLine(
  said: { text: string; isFinal: boolean },
  line: { text: string; language: Language; purpose?: LinePurpose },
): LineMatch {
  const text = said.isFinal ? said.text : said.text.slice(0, said.text.search(/\s\S*$/) + 1);
  const toCompared = line.purpose === 'correction' ? toWordsWithoutNumbers : toWords;
  const words = toCompared(text, line.language);
  const wanted = toCompared(line.text, line.language);
  if (words.length > wanted.length || words.some((word, index) => word !== wanted[index])) return 'different';
  return words.length === wanted.length ? 'whole' : 'so-far';
}

const NUMBER_WORDS = new RegExp(
  `^(?:${[
    'zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
    'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand and dollars? cents? am pm a m p',
    'oclock o clock first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth',
    'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth st nd rd th',
    'cero un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieci\\w+ veinte',
    'veinti\\w+ treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento \\w*cientos \\w*cientas quinientos',
    'mil y de la las el dolares dolar centavos manana tarde noche',
  ]
    .join(' ')
    .replaceAll(' ', '|')})$`,
);

function toWordsWithoutNumbers(text: string, language: Language): string[] {
  return toWords(text, language).filter((word) => !NUMBER_WORDS.test(word));
}

function toWords(text: string, language: Language): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\d' ]+/gu, ' ')
    .replaceAll(/\d/g, (digit) => ` ${DIGITS[language][Number(digit)]} `);
  const words = plain
    .split(/\s+/)
    .map((word) => SPREAD[language][word] ?? word)
    .join(' ');
  return words
    .replaceAll(PASSED_OVER[language], '')
    .replaceAll("'", '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
}
