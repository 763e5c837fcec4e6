import {
  GUARD_LINES,
  maskCardNumbers,
  maskDigitRows,
  readCardNumber,
  readDigitRows,
  type SpokenLanguage,
} from '@afterhourfix/domain';
import type { OwedLine } from './owed-line.ts';

/** Whoever reads a card out may go on for so many utterances before the stop has reached them. */
const UTTERANCES_READ_ON = 3;
/** Cards are read in groups; what else is said in fours is rare. */
const GROUP_DIGITS = 4;
const LEAST_CARD_DIGITS = 12;
/** Nobody keys a card in more pieces. */
const MAX_BURSTS = 8;
const LEAST_GROUP_DIGITS = 3;
const PHONE_DIGITS: readonly number[] = [10, 11];
/** Of a half sentence more digits than these may be the start of a card. */
const MAX_HALF_SENTENCE_DIGITS = 6;

interface Utterance {
  itemId: string;
  text: string;
}

/**
 * Card numbers never reach storage. Knows which utterances hold one, or the rest of one, and what may be kept of them.
 * Its memory is a few utterances and dies with the call.
 */
export class CardGuard {
  readonly #tainted = new Set<string>();
  /** Those of late that were nothing but groups of four digits. */
  #groups: Utterance[] = [];
  #readOn = 0;
  /** Bursts of keys since the caller last spoke. */
  #keyed: Utterance[] = [];

  /**
   * Looks at an utterance of the caller as it grows. `isBegun`: a card begins to be read; `taintedIds`: earlier
   * utterances that turn out to have been its beginning and must be written anew.
   */
  heard(said: Utterance & { isFinal: boolean }): { isBegun: boolean; taintedIds: string[] } {
    if (said.isFinal) this.#keyed = [];
    if (this.#tainted.has(said.itemId)) return NOTHING;
    if (readCardNumber(said.text) !== null) return this.#begin([said.itemId]);
    if (this.#readOn > 0 && this.#isReadOn(said)) {
      this.#tainted.add(said.itemId);
      return NOTHING;
    }
    if (!said.isFinal) return NOTHING;
    this.#readOn = Math.max(0, this.#readOn - 1);
    return this.#gather(said);
  }

  /**
   * Keys come in bursts. `isBegun`: together they are as long as a card; `taintedIds`: those that were written before
   * anybody could know.
   */
  keyed(itemId: string, digits: string): { isBegun: boolean; taintedIds: string[] } {
    if (digits.length >= LEAST_CARD_DIGITS) return this.#begin([itemId]);
    // A ZIP and a telephone number, one after the other, are as long as a card.
    if (PHONE_DIGITS.includes(digits.length)) return NOTHING;
    this.#keyed = [...this.#keyed, { itemId, text: digits }].slice(-MAX_BURSTS);
    if (sum(this.#keyed.map(({ text }) => text.length)) < LEAST_CARD_DIGITS) return NOTHING;
    return this.#begin(this.#keyed.map((burst) => burst.itemId));
  }

  /** What may be kept of a turn of either side. */
  toKept({ itemId, text, isFinal, speaker }: Utterance & { isFinal: boolean; speaker: string }): string {
    if (this.#tainted.has(itemId)) return maskDigitRows(text, { leastDigits: LEAST_GROUP_DIGITS });
    if (!isFinal && speaker === 'caller')
      return maskDigitRows(text, { leastDigits: MAX_HALF_SENTENCE_DIGITS + 1 });
    return maskCardNumbers(text);
  }

  #begin(itemIds: string[]): { isBegun: boolean; taintedIds: string[] } {
    for (const itemId of itemIds) this.#tainted.add(itemId);
    this.#readOn = UTTERANCES_READ_ON;
    this.#groups = [];
    return { isBegun: true, taintedIds: itemIds.slice(0, -1) };
  }

  #isReadOn({ text }: Utterance): boolean {
    return readDigitRows(text).digitCounts.some(
      (count) => count >= LEAST_GROUP_DIGITS && !PHONE_DIGITS.includes(count),
    );
  }

  #gather({ itemId, text }: Utterance): { isBegun: boolean; taintedIds: string[] } {
    const { digitCounts, isNothingElse } = readDigitRows(text);
    const isGroup = isNothingElse && digitCounts.length > 0 && sum(digitCounts) % GROUP_DIGITS === 0;
    this.#groups = isGroup ? [...this.#groups, { itemId, text }] : [];
    const digits = sum(this.#groups.flatMap((group) => readDigitRows(group.text).digitCounts));
    return digits >= LEAST_CARD_DIGITS ? this.#begin(this.#groups.map((group) => group.itemId)) : NOTHING;
  }
}

const NOTHING = { isBegun: false, taintedIds: [] };

export function toCardStop(language: SpokenLanguage): OwedLine {
  const text = GUARD_LINES.CARD_STOP[language];
  return { id: 'CARD_STOP', purpose: 'card', language, text, ruleIds: ['card-number'], mustBeOut: false };
}

/** Whether what the model passes on holds a card number; ids and instants do not count. */
export function hasCardNumber(argumentsJson: string): boolean {
  return listStrings(readJson(argumentsJson)).some(
    (text) => readCardNumber(text.replaceAll(NO_WORDS, ' , ')) !== null,
  );
}

const NO_WORDS =
  /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|\+\d{10,15}\b/gi;

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // What is not JSON is refused by the tools, and kept by nobody.
    return json;
  }
}

function listStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listStrings);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
