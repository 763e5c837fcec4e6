import type { PhoneFinding, TextSpan } from './finding.ts';
import { type DigitRow, listDigitRows } from './spoken-digits.ts';
import { toPlain } from './tokens.ts';

/** A telephone number with its country has eleven digits, the shortest card numbers twelve. */
const LEAST_CARD_DIGITS = 12;
const LEAST_KEPT_DIGITS = 3;
const AMERICAN = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const LOCAL = /^[2-9]\d{6}$/;
/** Said without its area code, seven digits are a telephone number only where the words say so. */
const LOCAL_CONTEXT =
  /(?:\b(?:number|numbers|phone|call|reach|text|dial|cell|numero|telefono|llame|celular)\b[^.?!]{0,40}|\d-?)$/;

/**
 * Telephone numbers in the agent's words that nobody in this call may be told, and card numbers, which nobody is ever
 * told. `known`: digits that tools gave, that the caller said, and the numbers of caller and business; null: only cards
 * are looked for.
 */
export function findForeignNumbers(text: string, known: readonly string[] | null): PhoneFinding[] {
  const plain = toPlain(text);
  const allowed = (known ?? []).map((number) => number.replace(/\D/g, '')).filter((digits) => digits !== '');
  return listDigitRows(text).flatMap((row) => {
    const all = listPhones(row, plain);
    const masked = maskKnown(row, known ? allowed : all.map(({ digits }) => digits));
    const phones = all.filter(
      ({ from, digits }) => masked.slice(from, from + digits.length) === digits && !isPieced(digits, allowed),
    );
    if (phones.length > 0) return phones.map((phone) => toFinding(phone, 'telephone'));
    const isCard = masked.split(/x+/).some((rest) => rest.length >= LEAST_CARD_DIGITS);
    return isCard ? [toFinding(spanOf(row), 'card')] : [];
  });
}

/**
 * Digits that somebody said or wrote, to be allowed later: telephone numbers and pieces of one, for callers give and
 * correct them piece by piece. Never a card's.
 */
export function readPhoneDigits(text: string): string[] {
  const plain = toPlain(text);
  return listDigitRows(text).flatMap((row) => {
    const digits = digitsOf(row);
    if (digits.length >= LEAST_CARD_DIGITS) return listPhones(row, plain).map((phone) => phone.digits);
    return digits.length >= LEAST_KEPT_DIGITS ? [digits] : [];
  });
}

interface Phone extends TextSpan {
  digits: string;
  /** Its place among the digits of its row. */
  from: number;
}

function listPhones(row: DigitRow, plain: string): Phone[] {
  const phones: Phone[] = [];
  let from = 0;
  let first = 0;
  while (first < row.length) {
    const phone = readPhoneAt(row, first, plain);
    const next = phone ? first + phone.groupCount : first + 1;
    if (phone) phones.push({ ...phone, from });
    from += digitsOf(row.slice(first, next)).length;
    first = next;
  }
  return phones;
}

function readPhoneAt(row: DigitRow, first: number, plain: string) {
  for (let end = first + 1; end <= row.length; end++) {
    const groups = row.slice(first, end);
    const digits = digitsOf(groups);
    const isWhole = AMERICAN.test(digits) && isGroupedAsPhone(groups);
    const isLocal =
      LOCAL.test(digits) &&
      groups.length === row.length &&
      groups.length <= 2 &&
      (groups.length === 1 || groups[0]?.digits.length === 3) &&
      LOCAL_CONTEXT.test(plain.slice(0, groups[groups.length - 1]?.start));
    if (isWhole || isLocal) return { ...spanOf(groups), digits, groupCount: groups.length };
  }
  return null;
}

/** As people say one: in threes and four, or in pieces of at most three. A house number and a ZIP are not. */
function isGroupedAsPhone(groups: DigitRow): boolean {
  if (groups.every(({ digits }) => digits.length <= 3)) return true;
  return /^(?:1,)?(?:1?\d{10}|\d{3},\d{7}|\d{6},\d{4}|\d{3},\d{3},\d{4}|1\d{3},\d{3},\d{4})$/.test(
    groups.map(({ digits }) => digits).join(','),
  );
}

function digitsOf(groups: DigitRow): string {
  return groups.map(({ digits }) => digits).join('');
}

function spanOf(groups: DigitRow): TextSpan {
  return { start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0 };
}

/** The digits of a row, with an x for each that belongs to a number that may be said. */
function maskKnown(row: DigitRow, allowed: readonly string[]): string {
  let digits = digitsOf(row);
  for (const number of allowed) {
    for (const form of [number, number.replace(/^1(?=\d{10}$)/, '')]) {
      if (form.length >= 7) digits = digits.replaceAll(form, 'x'.repeat(form.length));
    }
  }
  return digits;
}

/** Every piece of it is known: "614 555 0115", then "no, it ends in 0116"; or it lacks its area code. */
function isPieced(digits: string, allowed: readonly string[]): boolean {
  const national = digits.length === 11 ? digits.slice(1) : digits;
  const line = national.slice(-4);
  const rest = national.length === 7 ? [national.slice(0, 3)] : [national.slice(0, 3), national.slice(3, 6)];
  return [line, ...rest].every((piece) => allowed.some((number) => number.includes(piece)));
}

function toFinding({ start, end }: TextSpan, what: PhoneFinding['what']): PhoneFinding {
  return { kind: 'phone', start, end, certainty: 'certain', what };
}
