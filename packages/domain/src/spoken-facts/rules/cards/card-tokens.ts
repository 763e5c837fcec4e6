import type { TextSpan } from '../finding.ts';
import { toPlain } from '../tokens.ts';

/** `money` and `other` are no part of a row of digits; `date` and `time` may be. `plural` is the 1 of "four 1s". */
export interface CardToken extends TextSpan {
  plain: string;
  kind: 'word' | 'figure' | 'plural' | 'date' | 'time' | 'money' | 'other' | 'mark';
}

const UUID = '(?<![\\da-z])[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}(?![\\da-z])';
const INSTANT = '(?<!\\d)\\d{4}-\\d\\d-\\d\\dt\\d\\d:[\\d:.]{2,15}(?:z|[+-]\\d\\d:\\d\\d)?';
const MONEY = '[$€£]\\s?\\d[\\d,]*(?:\\.\\d\\d?)?(?!\\s?[-.]?\\s?\\d)';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const DATE = `(?<![\\d/-])(?:(?:0?[1-9]|1[0-2])/${DAY}/(?:19|20)?\\d\\d|(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-${DAY})(?![\\d/-])`;
const TIME = '(?<![\\d:])(?:[01]?\\d|2[0-3]):[0-5]\\d(?![\\d:])';
const KINDS: readonly [CardToken['kind'], string][] = [
  ['other', `${UUID}|${INSTANT}|(?<!\\d)\\d{1,4}(?:st|nd|rd|th)(?![a-z])`],
  ['money', MONEY],
  ['date', DATE],
  ['time', TIME],
  ['plural', "(?<!\\d)\\d'?s(?![a-z])"],
  ['figure', '\\d+'],
  ['word', "[a-z]+(?:'[a-z]+)*"],
  ['mark', '[^\\sa-z\\d]'],
];
const TOKEN = new RegExp(KINDS.map(([, pattern]) => `(${pattern})`).join('|'), 'g');

/** For rows of digits: unlike the tokens of amounts, a point or a comma between figures only separates them. */
export function toCardTokens(text: string): CardToken[] {
  return Array.from(toAsciiDigits(toPlain(text)).matchAll(TOKEN), (match) => {
    const place = match.findIndex((part, index) => index > 0 && part !== undefined);
    const kind = KINDS[place - 1]?.[0] ?? 'mark';
    return { kind, plain: match[0], start: match.index, end: match.index + match[0].length };
  });
}

const FULL_WIDTH_ZERO = 0xff10;
const ARABIC_ZERO = 0x0660;
const PERSIAN_ZERO = 0x06f0;

/** Digits of other scripts, one for one. */
function toAsciiDigits(plain: string): string {
  return plain.replace(/[０-９٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = [FULL_WIDTH_ZERO, PERSIAN_ZERO, ARABIC_ZERO].find((first) => code >= first) ?? code;
    return String(code - zero);
  });
}
