import type { TextSpan } from './finding.ts';

/** A word without its accents, a figure (`$1,258.50`, `9:30`), or a mark. */
export interface Token extends TextSpan {
  plain: string;
  kind: 'word' | 'figure' | 'mark';
}

const ACCENTS: Record<string, string> = {
  á: 'a',
  é: 'e',
  í: 'i',
  ó: 'o',
  ú: 'u',
  ü: 'u',
  ñ: 'n',
  '’': "'",
  '‑': '-',
  '–': '-',
  '—': '-',
};
const ACCENTED = new RegExp(`[${Object.keys(ACCENTS).join('')}]`, 'g');
const TOKEN =
  /(?<![a-z\d])[ap]\.\s?m\b\.?|(?<=\d)[ap]\.?m\b|\$\s?\d+(?:,\d{3})*(?:\.\d+)?|\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.:]\d+)?|[a-z]+(?:'[a-z]+)*|[^\sa-z\d]/g;

/** Lower case and without accents, of the same length: spans stay true. */
export function toPlain(text: string): string {
  const lower = text.toLowerCase();
  // Some capitals (İ) grow when lowered; then only ASCII is.
  const even =
    lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return even.replace(ACCENTED, (letter) => ACCENTS[letter] ?? letter);
}

export function toTokens(plain: string): Token[] {
  const tokens: Token[] = [];
  for (const match of plain.matchAll(TOKEN)) {
    const [found] = match;
    const span = { start: match.index, end: match.index + found.length };
    tokens.push({ ...span, plain: toWord(found), kind: kindOf(found) });
  }
  return tokens;
}

function toWord(found: string): string {
  return /^[ap]\./.test(found) ? `${found[0]}m` : found;
}

function kindOf(found: string): Token['kind'] {
  if (/\d/.test(found)) return 'figure';
  return /[a-z]/.test(found) ? 'word' : 'mark';
}

/** The word at an index; an empty string beyond the ends. */
export function wordAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.plain ?? '';
}

/** Whether two neighbours have nothing between them, as `24` and `th`. */
export function isJoined(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && left.end === right.start;
}

/** Words from `index` on, as many as `count`, in one string. */
export function phraseAt(tokens: readonly Token[], index: number, count: number): string {
  let phrase = wordAt(tokens, index);
  for (let at = index + 1; at < index + count; at++) phrase += ` ${wordAt(tokens, at)}`;
  return phrase;
}
