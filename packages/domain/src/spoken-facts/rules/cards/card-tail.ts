import { MONTHS } from '../date-words.ts';
import type { TextSpan } from '../finding.ts';

/** What stands before a card's date and its code. */
const TAIL =
  /\b(?:cvv2?|cvc2?|csc|c v v|c v c|security code|three digits|four digits|code|on the back|expires?|expiration|expiry|expiring|exp|(?:valid|good) (?:thru|through|until|to)|codigo|vence|vencimiento|caduca|caducidad|expira|expiracion|valida hasta|al reverso|atras)\b/g;
const REACH = 50;

/** Where the digits of a card's date and code are said; none overlaps the next. */
export function findTails(plain: string): TextSpan[] {
  const tails: TextSpan[] = [];
  for (const { index, 0: found } of plain.matchAll(TAIL)) {
    const end = index + found.length + REACH;
    const last = tails.at(-1);
    if (last && last.end >= index) last.end = end;
    else tails.push({ start: index, end });
  }
  return tails;
}

const WORD = /[a-z]+/g;

/** The months in them, which are half of a card's date. */
export function findTailMonths(plain: string, tails: readonly TextSpan[]): TextSpan[] {
  if (tails.length === 0) return [];
  const months = Array.from(plain.matchAll(WORD), ({ index, 0: word }) => ({ word, start: index }))
    .filter(({ word }) => MONTHS.en.has(word) || MONTHS.es.has(word))
    .map(({ word, start }) => ({ start, end: start + word.length }));
  return months.filter(({ start }) => isInTail(start, tails));
}

export function isInTail(start: number, tails: readonly TextSpan[]): boolean {
  return tails.some((tail) => tail.start <= start && start < tail.end);
}
