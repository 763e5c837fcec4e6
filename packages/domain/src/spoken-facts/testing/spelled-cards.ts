import fc from 'fast-check';
import { readDigits } from '../rules/cards/card-digits.ts';
import type { SpokenLanguage } from '../rules/finding.ts';

const DIGITS: Record<SpokenLanguage, string[]> = {
  en: 'zero one two three four five six seven eight nine'.split(' '),
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' '),
};
const PLURALS: Record<SpokenLanguage, string[]> = {
  en: 'zeros ones twos threes fours fives sixes sevens eights nines'.split(' '),
  es: 'ceros unos doses treses cuatros cincos seises sietes ochos nueves'.split(' '),
};
const TEENS: Record<SpokenLanguage, string[]> = {
  en: 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' '),
  es: 'diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve'.split(' '),
};
const TENS: Record<SpokenLanguage, string[]> = {
  en: 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' '),
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' '),
};
const HUNDREDS =
  'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );
const PAUSES: Record<SpokenLanguage, string[]> = {
  en: [
    ' ',
    ', ',
    '. ',
    ' - ',
    ': ',
    ' / ',
    ' and ',
    ', and then ',
    ', uh, ',
    ' um ',
    ' next ',
    ', okay, ',
    ' dash ',
  ],
  es: [
    ' ',
    ', ',
    '. ',
    ' - ',
    ': ',
    ' y ',
    ', y luego ',
    ', eh, ',
    ' este ',
    ', espera, ',
    ' guion ',
    ', ok, ',
  ],
};

/** One group as somebody may say it; every way says all of its digits. */
function listSpellings(group: string, language: SpokenLanguage): string[] {
  const words = [...group].map((digit) => DIGITS[language][Number(digit)]);
  const spelled = [
    words.join(' '),
    words.join('-'),
    group,
    [...group].join(' '),
    mixWordsAndFigures(group, words),
  ];
  const [first = ''] = group;
  const isRow = group.length > 1 && group.length < 10 && [...group].every((digit) => digit === first);
  if (isRow) {
    const plural = PLURALS[language][Number(first)];
    spelled.push(`${DIGITS[language][group.length]} ${plural}`, `${group.length} ${first}s`);
  }
  if (group.length === 2 && isRow) spelled.push(`${language === 'en' ? 'double' : 'doble'} ${words[0]}`);
  if (group.length === 3 && isRow) spelled.push(`triple ${words[0]}`);
  if (group.length === 2 || group.length === 4) spelled.push(...listPairs(group, language));
  if (group.length === 4 && first !== '0') spelled.push(toThousands(group, language));
  return spelled;
}

function mixWordsAndFigures(group: string, words: readonly (string | undefined)[]): string {
  return [...group].map((digit, place) => (place % 2 === 0 ? digit : words[place])).join(' ');
}

function listPairs(group: string, language: SpokenLanguage): string[] {
  const pairs = group.match(/../g) ?? [];
  return pairs.some((pair) => pair.startsWith('0'))
    ? []
    : [pairs.map((pair) => toTwo(pair, language)).join(' ')];
}

function toTwo(pair: string, language: SpokenLanguage): string {
  const [ten, one] = [Number(pair[0]), Number(pair[1])];
  if (ten === 0) return DIGITS[language][one] ?? '';
  if (ten === 1) return TEENS[language][one] ?? '';
  if (one === 0) return TENS[language][ten - 2] ?? '';
  if (language === 'es' && ten === 2) return `veinti${DIGITS.es[one]}`;
  return `${TENS[language][ten - 2]}${language === 'en' ? '-' : ' y '}${DIGITS[language][one]}`;
}

/** "Four thousand one hundred eleven", "cuatro mil ciento once". */
function toThousands(group: string, language: SpokenLanguage): string {
  const [thousand, hundred] = [Number(group[0]), Number(group[1])];
  const rest = Number(group.slice(2)) === 0 ? '' : toTwo(group.slice(2), language);
  const thousands = language === 'en' ? `${DIGITS.en[thousand]} thousand` : `${DIGITS.es[thousand]} mil`;
  const hundreds = language === 'en' ? `${DIGITS.en[hundred]} hundred` : HUNDREDS[hundred - 1];
  return [thousands, hundred === 0 ? '' : hundreds, rest].filter((word) => word !== '').join(' ');
}

const MAKES = [
  { prefixes: ['4'], length: 16 },
  { prefixes: ['51', '53', '55', '2221', '2550', '2720'], length: 16 },
  { prefixes: ['34', '37'], length: 15 },
  { prefixes: ['6011', '65', '62', '3530', '3589'], length: 16 },
];

/** A card number with its check digit. */
export const cardNumbers = fc
  .constantFrom(...MAKES)
  .chain(({ prefixes, length }) =>
    fc
      .tuple(
        fc.constantFrom(...prefixes),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }),
      )
      .map(([prefix, rest]) => withCheckDigit((prefix + rest.join('')).slice(0, length - 1))),
  );

function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

const USUAL_SIZES: Readonly<Record<number, number[][]>> = {
  15: [[4, 6, 5], [5, 5, 5], [15], [4, 4, 4, 3]],
  16: [[4, 4, 4, 4], [6, 6, 4], [5, 5, 6], [16], [8, 8], [2, 2, 2, 2, 2, 2, 2, 2]],
};

/** A card number cut into groups, the usual ones or any. */
export const cardGroups = cardNumbers.chain((digits) =>
  fc
    .oneof(
      fc.constantFrom(...(USUAL_SIZES[digits.length] ?? [])),
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 16, maxLength: 16 }),
    )
    .map((sizes) => cut(digits, sizes)),
);

/** Fifteen digits in the groups of a telephone number and a ZIP are read as these. */
function isPhoneAndZip(text: string): boolean {
  const groups = readDigits(text).rows.flatMap((row) => row.groups);
  return /^(?:3-3-4|3-7)-\d(?:-\d)?$|^\d-(?:3-3-4|3-7)(?:-\d)?$/.test(
    groups.map(({ digits }) => digits.length).join('-'),
  );
}

function cut(digits: string, sizes: readonly number[]): string[] {
  const groups: string[] = [];
  let from = 0;
  for (const size of sizes) {
    if (from >= digits.length) break;
    groups.push(digits.slice(from, from + size));
    from += size;
  }
  return groups;
}

export const languages = fc.constantFrom<SpokenLanguage>('en', 'es');

/** The groups as somebody may say them, each in its own way. */
export function spellGroups(groups: readonly string[], language: SpokenLanguage): fc.Arbitrary<string[]> {
  return fc.tuple(...groups.map((group) => fc.constantFrom(...listSpellings(group, language))));
}

/** A card number read out in one breath: any spelling of each group, any pause between two of them. */
export const spokenCards = fc
  .tuple(cardGroups, languages)
  .chain(([groups, language]) =>
    fc
      .tuple(
        spellGroups(groups, language),
        fc.array(fc.constantFrom(...PAUSES[language]), {
          minLength: groups.length,
          maxLength: groups.length,
        }),
      )
      .map(([spelled, pauses]) =>
        spelled.map((group, place) => toPause(pauses[place], spelled[place - 1]) + group),
      )
      .map((pieces) => pieces.join('')),
  )
  .filter((text) => !isPhoneAndZip(text));

/** "Ninety" and "seven" with nothing between them are another number. */
function toPause(pause = '', before = ''): string {
  if (before === '') return '';
  const isOpen = /(?:ty|hundred|thousand|cientos?|mil|[aei]nt[ae])$/.test(before);
  return isOpen && /^ (?:|y |and )$/.test(pause) ? ', ' : pause;
}

const area = fc
  .integer({ min: 201, max: 989 })
  .filter((code) => code % 100 < 90 && ![37, 96].includes(Math.floor(code / 10)));
const exchange = fc.integer({ min: 200, max: 999 });
const lineDigits = fc.integer({ min: 0, max: 9999 }).map((line) => String(line).padStart(4, '0'));

/** Ten digits as an American telephone number is built. */
export const phoneGroups = fc
  .tuple(area, exchange, lineDigits)
  .map(([code, prefix, line]) => [String(code), String(prefix), line]);
