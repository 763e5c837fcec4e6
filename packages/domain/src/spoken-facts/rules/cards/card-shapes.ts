import { isAssignedPhoneNumber } from '@afterhourfix/vocabulary';
import type { ReadGroup } from './card-digits.ts';

/** The shortest card numbers in use have twelve digits; a telephone number with its country has eleven. */
export const LEAST_CARD_DIGITS = 12;
/** Fewer than on any card that is common: what is so long may still be a list. */
const LEAST_SURE_DIGITS = 15;
const PHONE_SIZES = [[1, 3, 3, 4], [3, 3, 4], [1, 3, 7], [3, 7], [1, 10], [10], [11]];
/** Nobody gives more numbers of other countries in one breath; to read one takes time. */
const MAX_FOREIGN_PHONES = 4;
/** No area begins with 37, as some cards do. */
const NORTH_AMERICAN = /^1?(?!37|96)[2-9][0-8]\d[2-9]\d{6}$/;
const MAX_PHONE_GROUPS = 6;
/** A house and a ZIP may follow a telephone number. */
const MAX_GROUPS_BESIDE_PHONE = 2;
const MAX_DIGITS_BESIDE_PHONE = 5;

/** Whether digits that were read in one go are those of a card, or of more than half of one. */
export function isCardReading(groups: readonly ReadGroup[]): boolean {
  const digits = toDigits(groups);
  if (digits.length < LEAST_CARD_DIGITS || groups.every(isYear)) return false;
  const numbers = groups.filter(({ kind }) => kind === 'number');
  if (numbers.length < groups.length && isValidCard(digits)) return true;
  const rest = withoutPhones(numbers);
  if (rest.length < numbers.length && isBesidePhone(rest)) return isCardAllTheSame(numbers);
  const restCount = countDigits(numbers);
  if (restCount < LEAST_CARD_DIGITS || isZips(numbers)) return false;
  return restCount >= LEAST_SURE_DIGITS || !isList(numbers);
}

/** Groups of four, or of one of the usual makes, from several utterances. */
export function isCardInPieces(groups: readonly ReadGroup[]): boolean {
  const digits = countDigits(groups);
  const inFours = digits >= LEAST_CARD_DIGITS && groups.every((group) => group.digits.length % 4 === 0);
  if (inFours && !groups.every(isYear)) return true;
  return (
    digits >= LEAST_SURE_DIGITS && isCardReading(groups.map((group) => ({ ...group, isBehindPause: true })))
  );
}

const CARD_SIZES = new Set([
  '4-4-4-4',
  '4-6-5',
  '6-6-4',
  '5-5-6',
  '8-8',
  '4-4-8',
  '8-4-4',
  '4-8-4',
  '5-5-5',
  '6-10',
]);

/** One card in the groups of cards, its check digit too: whatever else is said between them. */
export function isWholeCard(groups: readonly ReadGroup[]): boolean {
  return CARD_SIZES.has(toSizes(groups)) && isValidCard(toDigits(groups));
}

export function toDigits(groups: readonly ReadGroup[]): string {
  return groups.map(({ digits }) => digits).join('');
}

function toSizes(groups: readonly ReadGroup[]): string {
  return groups.map(({ digits }) => digits.length).join('-');
}

export function countDigits(groups: readonly ReadGroup[]): number {
  return groups.reduce((count, { digits }) => count + digits.length, 0);
}

/** One telephone number and nothing else. */
export function isPhone(groups: readonly ReadGroup[]): boolean {
  return groups.length > 0 && withoutPhones(groups).length === 0;
}

const MAKES: readonly RegExp[] = [
  /^4\d{15}$/,
  /^(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^(?:6011|65\d\d|64[4-9]\d|62\d\d|35[2-8]\d)\d{12}$/,
];

/** A card's beginning, length and check digit. */
export function isValidCard(digits: string): boolean {
  return MAKES.some((make) => make.test(digits)) && hasCheckDigit(digits);
}

function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function withoutPhones(groups: readonly ReadGroup[]): ReadGroup[] {
  const rest: ReadGroup[] = [];
  let foreign = 0;
  for (let at = 0; at < groups.length; ) {
    const group = groups[at];
    if (group?.hasPlus) foreign += 1;
    const length = foreign <= MAX_FOREIGN_PHONES ? findPhoneLength(groups, at) : 0;
    if (length === 0 && group) rest.push(group);
    at += Math.max(1, length);
  }
  return rest;
}

/** How many groups from here on are one telephone number. */
function findPhoneLength(groups: readonly ReadGroup[], at: number): number {
  if (groups[at]?.hasPlus) return findForeignLength(groups, at);
  const sizes = PHONE_SIZES.find((each) =>
    each.every((size, place) => groups[at + place]?.digits.length === size),
  );
  if (!sizes) return 0;
  return NORTH_AMERICAN.test(toDigits(groups.slice(at, at + sizes.length))) ? sizes.length : 0;
}

function findForeignLength(groups: readonly ReadGroup[], at: number): number {
  for (let length = MAX_PHONE_GROUPS; length > 0; length--) {
    const tried = groups.slice(at, at + length);
    if (tried.length === length && isForeignPhone(toDigits(tried))) return length;
  }
  return 0;
}

function isForeignPhone(digits: string): boolean {
  if (/^1\d{10}$/.test(digits)) return true;
  return !digits.startsWith('1') && isAssignedPhoneNumber(`+${digits}`);
}

/** The check digit fits by chance with one of ten, and a telephone number with its ZIP is common. */
function isCardAllTheSame(groups: readonly ReadGroup[]): boolean {
  const sizes = toSizes(groups);
  if (/^(?:3-3-4|3-7)-5$|^5-(?:3-3-4|3-7)$/.test(sizes)) return false;
  const isWritten = groups.every(({ start, end, digits }) => end - start === digits.length);
  return isValidCard(toDigits(groups)) && !(isWritten && /^(?:10-5|5-10)$/.test(sizes));
}

function isBesidePhone(groups: readonly ReadGroup[]): boolean {
  return (
    groups.length <= MAX_GROUPS_BESIDE_PHONE &&
    groups.every(({ digits }) => digits.length <= MAX_DIGITS_BESIDE_PHONE)
  );
}

function isYear({ digits }: ReadGroup): boolean {
  return /^(?:19|20)\d\d$/.test(digits);
}

/** "43202, 43215, 43085"; a card of fifteen digits begins with 34 or 37. */
function isZips(groups: readonly ReadGroup[]): boolean {
  const areZips = groups.every(
    ({ digits, isBehindPause }, at) => digits.length === 5 && (at === 0 || isBehindPause),
  );
  return areZips && !/^3[47]/.test(toDigits(groups));
}

/** Prices, houses, pieces one after another: parted by more than spaces, and not in the groups of cards. */
function isList(groups: readonly ReadGroup[]): boolean {
  if (groups.length < 3 || groups.some(({ isBehindPause }, at) => at > 0 && !isBehindPause)) return false;
  if (groups.some(({ digits, isSpelled }) => isSpelled && digits.length > 1)) return false;
  if (groups.every(({ digits }) => /^(?:[1-9]\d*00|(?:19|20)\d\d)$/.test(digits))) return true;
  const sizes = toSizes(groups);
  return !/^(?:4-4|4-6|6-6|5-5-[1-4]|4-8|8-)/.test(sizes) && !/(?:^|-)4-4-4/.test(sizes);
}
