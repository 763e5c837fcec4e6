import type { TextSpan } from './finding.ts';
import { findNumberWord, type NumberWord } from './number-words.ts';
import { type Token, toPlain, toTokens } from './tokens.ts';

/** Digits that are said in one breath; a comma, a dash or another written figure begins a new group. */
export interface DigitGroup extends TextSpan {
  digits: string;
}

/** Groups with nothing but marks between them. */
export type DigitRow = readonly DigitGroup[];

const TIMES_SAID: Readonly<Record<string, number>> = { double: 2, doble: 2, triple: 3 };
const FILLERS = new Set('uh um uhm eh este'.split(' '));
const SEPARATORS = new Set([',', '.', ';', '-', '(', ')', '/', '+']);

/** Rows of digits in words or figures of either language: "6 1 4, 5 5 5, 0 1 1 5", "cero uno quince". */
export function listDigitRows(text: string): DigitRow[] {
  const builder = new RowBuilder();
  for (const token of toTokens(toPlain(text))) builder.add(token);
  return builder.end();
}

class RowBuilder {
  readonly #rows: DigitGroup[][] = [];
  #row: DigitGroup[] = [];
  #group: DigitGroup | null = null;
  /** Noughts at the end that the next word may fill: "fifty" has one until "five" comes, "quinientos" two. */
  #openDigits = 0;
  #timesSaid = 1;
  #isBehindWord = false;

  add(token: Token): void {
    if (token.kind === 'figure') this.#addFigure(token);
    else if (token.kind === 'word') this.#addWord(token);
    else this.#addMark(token.plain);
  }

  end(): DigitRow[] {
    this.#break();
    return this.#rows;
  }

  #addFigure(token: Token): void {
    if (/[$:]/.test(token.plain)) return this.#break();
    const isOne = token.plain.length === 1;
    if (!isOne) this.#group = null;
    let { start } = token;
    for (const digits of token.plain.split(/[.,]/)) {
      if (!isOne) this.#group = null;
      this.#append({ digits, start, end: start + digits.length });
      start += digits.length + 1;
    }
    if (!isOne) this.#group = null;
    this.#openDigits = 0;
    this.#isBehindWord = false;
  }

  #addWord({ plain, start, end }: Token): void {
    this.#isBehindWord = true;
    if (plain in TIMES_SAID) this.#timesSaid = TIMES_SAID[plain] ?? 1;
    else if (plain === 'hundred' && this.#group) this.#append({ digits: '00', start, end });
    else {
      const word = findNumberWord(plain, 'en') ?? findNumberWord(plain, 'es');
      if (word && 'value' in word) this.#addNumber({ ...word, start, end });
      else if (!FILLERS.has(plain) && !(plain === 'y' && this.#openDigits > 0)) this.#break();
    }
  }

  #addNumber({ kind, value, start, end }: Extract<NumberWord, { value: number }> & TextSpan): void {
    const digits = String(value);
    const isFilling = value > 0 && digits.length <= this.#openDigits && this.#group !== null;
    if (isFilling && this.#group) {
      this.#group.digits = this.#group.digits.slice(0, -digits.length) + digits;
      this.#group.end = end;
    } else this.#append({ digits: digits.repeat(this.#timesSaid), start, end });
    this.#timesSaid = 1;
    this.#openDigits = kind === 'ten' ? 1 : kind === 'hundreds' ? 2 : 0;
  }

  /** The hyphen of "fifty-five" and of "five-five-five" separates nothing. */
  #addMark(mark: string): void {
    if (!SEPARATORS.has(mark)) return this.#break();
    if (mark === '-' && this.#isBehindWord) return;
    this.#group = null;
    this.#openDigits = 0;
  }

  #append(piece: DigitGroup): void {
    if (this.#group) {
      this.#group.digits += piece.digits;
      this.#group.end = piece.end;
      return;
    }
    this.#group = piece;
    this.#row.push(piece);
  }

  #break(): void {
    if (this.#row.length > 0) this.#rows.push(this.#row);
    this.#row = [];
    this.#group = null;
    this.#openDigits = 0;
    this.#timesSaid = 1;
  }
}
