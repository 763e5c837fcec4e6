import { toHouseNumberWords } from './number-words.ts';
import { isTeenOrTen, type ReadBackLanguage, toDigitWords } from './speakable-digits.ts';

export interface AddressReadBack {
  speakable: string;
  /** The house number digit by digit, when said in words it could be misheard: `one two one five`. */
  digitCheck: string | null;
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  n: 'North',
  s: 'South',
  e: 'East',
  w: 'West',
  ne: 'Northeast',
  nw: 'Northwest',
  se: 'Southeast',
  sw: 'Southwest',
};
const STREET_KINDS: Readonly<Record<string, string>> = {
  st: 'Street',
  ave: 'Avenue',
  av: 'Avenue',
  rd: 'Road',
  dr: 'Drive',
  blvd: 'Boulevard',
  ln: 'Lane',
  ct: 'Court',
  pl: 'Place',
  pkwy: 'Parkway',
  hwy: 'Highway',
  cir: 'Circle',
  ter: 'Terrace',
  trl: 'Trail',
  sq: 'Square',
  xing: 'Crossing',
};
const UNITS: Readonly<Record<string, Readonly<Record<ReadBackLanguage, string>>>> = {
  unit: { en: 'unit', es: 'unidad' },
  '#': { en: 'unit', es: 'unidad' },
  apt: { en: 'apartment', es: 'apartamento' },
  apartment: { en: 'apartment', es: 'apartamento' },
  ste: { en: 'suite', es: 'suite' },
  suite: { en: 'suite', es: 'suite' },
  fl: { en: 'floor', es: 'piso' },
  floor: { en: 'floor', es: 'piso' },
  lot: { en: 'lot', es: 'lote' },
};

/**
 * An address as it is read back: `twelve forty-five East Broad Street, unit 3 B`. The words are for the ear; what is
 * stored stays as it was said.
 */
export function toSpeakableAddress(addressLine: string, language: ReadBackLanguage): AddressReadBack {
  const { street, unit } = splitUnit(addressLine, language);
  const [, number = '', letter = '', rest = ''] =
    /^(\d{1,6})(?:-?([A-Za-z])(?=\s)|(?=\s|$))\s*(.*)$/s.exec(street) ?? [];
  if (number === '') return { speakable: join(toStreetWords(street), unit), digitCheck: null };
  const house = [toHouseNumberWords(number, language), letter.toUpperCase()].filter((word) => word !== '');
  return {
    speakable: join(`${house.join(' ')} ${toStreetWords(rest)}`.trim(), unit),
    digitCheck: isTrap(number) ? toDigitWords(number, language) : null,
  };
}

const join = (street: string, unit: string | null): string => (unit === null ? street : `${street}, ${unit}`);

function splitUnit(addressLine: string, language: ReadBackLanguage): { street: string; unit: string | null } {
  const plain = addressLine.replaceAll(/(?:\u{fe0f}|[\s\p{Extended_Pictographic}"“”])+/gu, ' ').trim();
  const found =
    /^(.*?)[\s,]+(?:(unit|apt|apartment|ste|suite|fl|floor|lot)\b\.?\s*#?|(#))\s*([\w-]+)\.?$/isu.exec(plain);
  const [, street, word, sign, designation] = found ?? [];
  const kind = UNITS[(word ?? sign ?? '').toLowerCase()];
  if (street === undefined || designation === undefined || !kind) return { street: plain, unit: null };
  return { street: street.replace(/,$/, ''), unit: `${kind[language]} ${toUnitWords(designation)}` };
}

/** `3B` is heard as "three bee" only when the two are parted. */
function toUnitWords(designation: string): string {
  return designation
    .toUpperCase()
    .replaceAll(/(?<=\d)(?=[A-Z])|(?<=[A-Z])(?=\d)|-/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

function toStreetWords(street: string): string {
  const words = street.split(/\s+/).filter((word) => word !== '');
  const last = words.findLastIndex((word) => !(toKey(word) in DIRECTIONS));
  return words
    .map((word, index) => toStreetWord(word, { isFirst: index === 0, isLast: index === last }))
    .join(' ');
}

function toStreetWord(word: string, place: { isFirst: boolean; isLast: boolean }): string {
  const key = toKey(word);
  const sign = word.endsWith(',') ? ',' : '';
  // "St Clair Avenue" is named for a saint, "N" of "N Street" is a letter.
  if (key === 'st' && !place.isLast) return `Saint${sign}`;
  if (place.isFirst && place.isLast) return word;
  const whole = place.isLast ? STREET_KINDS[key] : DIRECTIONS[key];
  return whole ? `${whole}${sign}` : (STREET_KINDS[sign ? key : ''] ?? word);
}

const toKey = (word: string): string => word.toLowerCase().replaceAll(/[.,]/g, '');

function isTrap(number: string): boolean {
  if (number.length > 4) return false;
  const value = Number(number);
  return isTeenOrTen(value % 100) || isTeenOrTen(Math.trunc(value / 100));
}
