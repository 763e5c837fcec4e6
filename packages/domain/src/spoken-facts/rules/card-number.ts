import type { TextSpan } from './finding.ts';
import { findNumberWord } from './number-words.ts';
import { type Token, toPlain, toTokens } from './tokens.ts';

/** `digits`: at least twelve in a row; `announced`: a card was named and at least four digits began. */
export interface CardNumberFinding extends TextSpan {
  digitCount: number;
  reason: 'digits' | 'announced';
}

/** The shortest card numbers in use have twelve digits; a telephone number with its country has eleven. */
const LEAST_DIGITS = 12;
const LEAST_ANNOUNCED_DIGITS = 4;
const FILLERS = new Set(
  'uh um uhm er eh este then so y luego guion dash hyphen double triple doble'.split(' '),
);
const ANNOUNCEMENT =
  /\b(?:(?:credit |debit )?card(?: number)?(?:'s| is|:)|number (?:on|of) (?:my|the) (?:credit |debit )?card|numero de (?:mi |la )?tarjeta(?: de \w+)? es|(?:mi|la) tarjeta(?: de \w+)? es|(?:visa|mastercard|amex|discover)(?: is| number is|,)?)/g;
/** The last four digits are how people speak of a card without reading it out. */
const LAST_FOUR = /\b(ending in|ends in|ends with|last four|termina en|terminada en|ultimos cuatro)\b/;
const ANNOUNCEMENT_REACH = 60;
/** "Do you take Visa? I'm at 2280 Glenmawr." */
const ELSEWHERE = /[?!]|\b(?:at|to|address|street|zip|en|calle)\b/;

/**
 * Somebody reads a card number out, in words or figures of either language. For partial transcripts: call it with the
 * whole growing text. Null while there is none. Never log what it read.
 */
export function readCardNumber(text: string): CardNumberFinding | null {
  const plain = toPlain(text);
  const rows = listDigitRows(toTokens(plain));
  const long = rows.find((row) => row.digitCount >= LEAST_DIGITS);
  if (long) return { ...long, reason: 'digits' };
  if (LAST_FOUR.test(plain)) return null;
  for (const match of plain.matchAll(ANNOUNCEMENT)) {
    const from = match.index + match[0].length;
    const row = rows.find(({ start, digitCount }) => {
      const isNear = start >= match.index && start <= from + ANNOUNCEMENT_REACH;
      return digitCount >= LEAST_ANNOUNCED_DIGITS && isNear && !ELSEWHERE.test(plain.slice(from, start));
    });
    if (row) return { start: match.index, end: row.end, digitCount: row.digitCount, reason: 'announced' };
  }
  return null;
}

interface DigitRow extends TextSpan {
  digitCount: number;
  /** Cards of fifteen digits begin so, and are said in groups that look like a telephone number's. */
  beginsWithThree: boolean;
  /** Digits of each figure in it, for "330-555-0115" is a telephone number all the same. */
  groups: number[];
}

function listDigitRows(tokens: readonly Token[]): DigitRow[] {
  const rows: DigitRow[] = [];
  let row: DigitRow | null = null;
  let timesSaid = 1;
  let canJoin = false;
  for (const token of tokens) {
    const digits = countDigits(token, canJoin) * timesSaid;
    if (digits > 0 || (token.kind === 'figure' && row)) {
      row = row ? extend(row, { token, digits }) : begin(token, digits);
      if (row.digitCount === digits) rows.push(row);
      timesSaid = 1;
    } else if (doesBreak(token, row)) row = null;
    if (token.kind === 'word') timesSaid = TIMES_SAID[token.plain] ?? 1;
    canJoin = isTens(token) || (canJoin && /^(-|y)$/.test(token.plain));
  }
  return rows;
}

const TIMES_SAID: Readonly<Record<string, number>> = { double: 2, doble: 2, triple: 3 };

function begin(token: Token, digitCount: number): DigitRow {
  return {
    start: token.start,
    end: token.end,
    digitCount,
    beginsWithThree: /^(3|thr|thi|tre)/.test(token.plain),
    groups: [digitCount],
  };
}

function extend(row: DigitRow, { token, digits }: { token: Token; digits: number }): DigitRow {
  row.digitCount += digits;
  if (digits > 0) row.groups.push(digits);
  row.end = token.end;
  return row;
}

const PHONE_GROUPS = /^(?:1-)?3-3-4$|^10$/;

/** A comma after the length of a telephone number ends it: "614 555 0115, 2280 Glenmawr". */
function doesBreak(token: Token, row: DigitRow | null): boolean {
  if (token.kind === 'word') return !FILLERS.has(token.plain) && !isDigitWord(token.plain);
  if (/[?!:$%]/.test(token.plain)) return true;
  const isPhoneLong =
    row !== null &&
    (!row.beginsWithThree || PHONE_GROUPS.test(row.groups.join('-'))) &&
    (row.digitCount === 10 || row.digitCount === 11);
  return isPhoneLong && /[.,;]/.test(token.plain);
}

/** "forty-two" has two digits, one of each word; "forty" alone has two. */
function countDigits(token: Token, canJoin: boolean): number {
  if (token.kind === 'figure') return /[$:.]/.test(token.plain) ? 0 : token.plain.replace(/\D/g, '').length;
  const word = findNumberWord(token.plain, 'en') ?? findNumberWord(token.plain, 'es');
  if (word === null || !('value' in word)) return 0;
  if (word.kind === 'digit') return canJoin && word.value > 0 ? 0 : 1;
  return word.kind === 'hundreds' ? 3 : 2;
}

function isDigitWord(word: string): boolean {
  return findNumberWord(word, 'en')?.kind === 'digit' || findNumberWord(word, 'es')?.kind === 'digit';
}

function isTens(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return false;
  const word = findNumberWord(token.plain, 'en') ?? findNumberWord(token.plain, 'es');
  return word?.kind === 'ten';
}

/** In the place of digits that nobody may keep. */
const MASKED = '[number not kept]';
/** The rest of a card that is read on: shorter rows are days, prices, house numbers. */
const LEAST_READ_ON_DIGITS = 3;

/** The text without card numbers: what may be stored. */
export function maskCardNumbers(text: string): string {
  return readCardNumber(text) === null ? text : maskDigitRows(text, { leastDigits: LEAST_READ_ON_DIGITS });
}

/** Every row of so many digits or more is left out. */
export function maskDigitRows(text: string, { leastDigits }: { leastDigits: number }): string {
  const rows = listDigitRows(toTokens(toPlain(text))).filter(({ digitCount }) => digitCount >= leastDigits);
  return rows.reduceRight((kept, { start, end }) => kept.slice(0, start) + MASKED + kept.slice(end), text);
}

/** How many digits each row in the text has, and whether there is anything else in it. */
export function readDigitRows(text: string): { digitCounts: number[]; isNothingElse: boolean } {
  const rows = listDigitRows(toTokens(toPlain(text)));
  const rest = rows.reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    toPlain(text),
  );
  return { digitCounts: rows.map(({ digitCount }) => digitCount), isNothingElse: !/\p{L}|\d/u.test(rest) };
}
