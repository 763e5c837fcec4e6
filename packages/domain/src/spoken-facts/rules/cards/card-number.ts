import type { TextSpan } from '../finding.ts';
import { toPlain } from '../tokens.ts';
import { type ReadGroup, type ReadRow, readDigits } from './card-digits.ts';
import { countDigits, isCardReading, isPhone, isWholeCard } from './card-shapes.ts';
import { findTailMonths, findTails, isInTail } from './card-tail.ts';

/** `digits`: as long as a card; `announced`: a card was named and at least four digits began. */
export interface CardNumberFinding extends TextSpan {
  digitCount: number;
  reason: 'digits' | 'announced';
}

const LEAST_ANNOUNCED_DIGITS = 4;
const ANNOUNCEMENT =
  /\b(?:(?:credit |debit )?card(?: number)?(?:'s| is|:)|card number\b|number (?:on|of) (?:my|the) (?:credit |debit )?card|numero de (?:mi |la )?tarjeta(?: de \w{1,20})?(?: es)?|(?:mi|la) tarjeta(?: de \w{1,20})? es|(?:visa|mastercard|amex|discover)(?: is| number is|,)?)/g;
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
  return findCard(toPlain(text), readDigits(text).rows);
}

function findCard(plain: string, rows: readonly ReadRow[]): CardNumberFinding | null {
  const long = rows.find(({ groups }) => isCardReading(groups));
  if (long) return { ...toSpan(long), digitCount: countDigits(long.groups), reason: 'digits' };
  return findBrokenCard(rows) ?? findAnnounced(plain, rows);
}

function toSpan({ start, end }: TextSpan): TextSpan {
  return { start, end };
}

/** How many words people put between the groups of a card, beside those they always do. */
const MAX_WORDS_BETWEEN = 5;
const MAX_CARD_GROUPS = 4;

/** Groups of a card with other words between them: those words do as little as a check digit by chance. */
function findBrokenCard(rows: readonly ReadRow[]): CardNumberFinding | null {
  const groups = rows.flatMap((row) =>
    row.groups.map((group, at) => ({ ...group, wordsBefore: at === 0 ? row.wordsBefore : 0 })),
  );
  for (let at = 0; at < groups.length; at++) {
    for (let length = 2; length <= MAX_CARD_GROUPS; length++) {
      const tried = groups.slice(at, at + length);
      const [first] = tried;
      const last = tried.at(-1);
      if (tried.length < length || !first || !last || last.wordsBefore > MAX_WORDS_BETWEEN) break;
      if (!isWholeCard(tried)) continue;
      return { start: first.start, end: last.end, digitCount: countDigits(tried), reason: 'digits' };
    }
  }
  return null;
}

function findAnnounced(plain: string, rows: readonly ReadRow[]): CardNumberFinding | null {
  let at = 0;
  for (const match of plain.matchAll(ANNOUNCEMENT)) {
    const from = match.index + match[0].length;
    while (at < rows.length && (rows[at]?.start ?? 0) < match.index) at++;
    const row = rows.slice(at, at + ANNOUNCEMENT_REACH).find((near) => isAnnounced(plain, { from, near }));
    if (row)
      return { start: match.index, end: row.end, digitCount: countDigits(row.groups), reason: 'announced' };
  }
  return null;
}

function isAnnounced(plain: string, { from, near }: { from: number; near: ReadRow }): boolean {
  if (near.start > from + ANNOUNCEMENT_REACH || isPhone(near.groups)) return false;
  const between = plain.slice(from, near.start);
  return (
    countDigits(near.groups) >= LEAST_ANNOUNCED_DIGITS && !ELSEWHERE.test(between) && !LAST_FOUR.test(between)
  );
}

/** In the place of digits that nobody may keep. */
const MASKED = '[number not kept]';
/** The rest of a card that is read on: shorter rows are days, prices, house numbers. */
const LEAST_READ_ON_DIGITS = 3;

/** The text without card numbers, and without what is read from a card behind them: what may be stored. */
export function maskCardNumbers(text: string): string {
  const plain = toPlain(text);
  const { rows } = readDigits(text);
  if (findCard(plain, rows) === null) return text;
  return maskRows(text, { plain, rows, leastDigits: LEAST_READ_ON_DIGITS, isOfCard: true });
}

/** Every row of so many digits or more is left out; `isOfCard`: also what is said of a card's date and code. */
export function maskDigitRows(text: string, wish: { leastDigits: number; isOfCard: boolean }): string {
  return maskRows(text, { ...wish, plain: toPlain(text), rows: readDigits(text).rows });
}

interface Masking {
  plain: string;
  rows: readonly ReadRow[];
  leastDigits: number;
  isOfCard: boolean;
}

function maskRows(text: string, { plain, rows, leastDigits, isOfCard }: Masking): string {
  const tails = isOfCard ? findTails(plain) : [];
  const masked = rows.filter(
    ({ start, groups }) => countNumberDigits(groups) >= leastDigits || isInTail(start, tails),
  );
  const spans = [...masked, ...findTailMonths(plain, tails)].toSorted((a, b) => a.start - b.start);
  let kept = '';
  let from = 0;
  for (const { start, end } of spans) {
    kept += text.slice(from, start) + MASKED;
    from = end;
  }
  return kept + text.slice(from);
}

/** Times and dates that stand alone are none of a card's digits. */
function countNumberDigits(groups: readonly ReadGroup[]): number {
  const count = countDigits(groups);
  if (groups.every(({ kind }) => kind === 'number') || isCardReading(groups)) return count;
  return countDigits(groups.filter(({ kind }) => kind === 'number'));
}
