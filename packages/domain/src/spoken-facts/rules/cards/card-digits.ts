import type { TextSpan } from '../finding.ts';
import { type DigitPiece, readDigitPiece } from './card-pieces.ts';
import { type CardToken, toCardTokens } from './card-tokens.ts';
import { COUNTED, COUNTED_THINGS, FILLERS, LEADS } from './card-words.ts';

/** Digits said in one breath, or one figure. */
export interface ReadGroup extends TextSpan {
  digits: string;
  kind: 'number' | 'date' | 'time';
  /** Said digit by digit, as no price and no house is. */
  isSpelled: boolean;
  /** A mark or a word stands before it, more than a space or a hyphen. */
  isBehindPause: boolean;
  /** As before the country of a telephone number. */
  hasPlus: boolean;
}

/** Groups with nothing between them but marks and what people say while they read on. */
export interface ReadRow extends TextSpan {
  groups: ReadGroup[];
  /** Other words between the row before and this one. */
  wordsBefore: number;
}

export interface ReadDigits {
  rows: readonly ReadRow[];
  /** Words that nobody says who only reads a number out. */
  otherWords: number;
}

/** All that can be digits in a text, in words or figures of either language. Time is linear in its length. */
export function readDigits(text: string): ReadDigits {
  const tokens = toCardTokens(text);
  const builder = new RowBuilder();
  for (let at = 0, token = tokens[0]; token; token = tokens[at]) {
    const labelEnd = findLabelEnd(tokens, at);
    const piece = labelEnd === null ? readDigitPiece({ tokens, at }) : null;
    if (piece) builder.addDigits(piece, toSpan(tokens, at, piece.next));
    else if (labelEnd !== null) builder.pause();
    else builder.addOther(token);
    at = piece?.next ?? labelEnd ?? at + 1;
  }
  return builder.end();
}

function toSpan(tokens: readonly CardToken[], at: number, next: number): TextSpan {
  return { start: tokens[at]?.start ?? 0, end: tokens[next - 1]?.end ?? 0 };
}

/** "The next four are": behind its number. */
function findLabelEnd(tokens: readonly CardToken[], at: number): number | null {
  if (!COUNTED.has(tokens[at]?.plain ?? '')) return null;
  const count = readDigitPiece({ tokens, at: at + 1 });
  if (!count || count.digits.length > 1) return null;
  const behind = tokens[count.next];
  const isLabel =
    behind !== undefined &&
    (COUNTED_THINGS.has(behind.plain) ||
      (behind.kind === 'figure' && behind.plain.length > 1 && behind.plain.length === Number(count.digits)));
  return isLabel ? count.next : null;
}

class RowBuilder {
  readonly #rows: ReadRow[] = [];
  #row: ReadRow | null = null;
  #isGroupOpen = false;
  #isBehindPause = false;
  #hasPlus = false;
  #wordsBefore = 0;
  #otherWords = 0;

  addDigits({ digits, isOpen, isSpelled }: DigitPiece, span: TextSpan): void {
    const group = this.#isGroupOpen && isOpen ? this.#row?.groups.at(-1) : undefined;
    if (group) {
      group.digits += digits;
      group.isSpelled &&= isSpelled;
      group.end = span.end;
      if (this.#row) this.#row.end = span.end;
    } else this.#append({ digits, kind: 'number', isSpelled, ...span });
    this.#isGroupOpen = isOpen;
    this.#isBehindPause = false;
  }

  addOther(token: CardToken): void {
    if (token.kind === 'date' || token.kind === 'time') {
      const { start, end } = token;
      const digits = token.plain.replaceAll(/\D/g, '');
      this.#append({ digits, kind: token.kind, isSpelled: false, start, end });
      this.#isGroupOpen = false;
    } else if (token.kind === 'mark') this.#addMark(token.plain);
    else if (FILLERS.has(token.plain)) this.pause();
    else this.#break(token);
  }

  end(): ReadDigits {
    return { rows: this.#rows, otherWords: this.#otherWords };
  }

  #append(group: Pick<ReadGroup, 'digits' | 'kind' | 'isSpelled' | 'start' | 'end'>): void {
    if (!this.#row) {
      this.#row = { start: group.start, end: group.end, groups: [], wordsBefore: this.#wordsBefore };
      this.#rows.push(this.#row);
    }
    this.#row.groups.push({ ...group, isBehindPause: this.#isBehindPause, hasPlus: this.#hasPlus });
    this.#row.end = group.end;
    this.#wordsBefore = 0;
    this.#hasPlus = false;
    this.#isBehindPause = false;
  }

  #addMark(mark: string): void {
    if (mark === '%') return this.#breakRow();
    this.#hasPlus = mark === '+';
    // The hyphen of "five-five-five" separates nothing.
    if (mark === '-') return;
    this.#isGroupOpen = false;
    if (/[,;.!?]/.test(mark)) this.#isBehindPause = true;
  }

  pause(): void {
    this.#isGroupOpen = false;
    this.#isBehindPause = true;
  }

  #break({ plain, kind }: CardToken): void {
    this.#wordsBefore += 1;
    if (kind !== 'word' || !LEADS.has(plain)) this.#otherWords += 1;
    this.#breakRow();
  }

  #breakRow(): void {
    this.#row = null;
    this.#isGroupOpen = false;
    this.#isBehindPause = false;
    this.#hasPlus = false;
  }
}
