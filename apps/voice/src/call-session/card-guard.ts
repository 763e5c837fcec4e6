import {
  GUARD_LINES,
  hasCardNumber,
  maskCardNumbers,
  maskDigitRows,
  readCardNumber,
  readCardUtterance,
  type SpokenLanguage,
} from '@afterhourfix/domain';
import { CardReading } from './card-reading.ts';
import type { OwedLine } from './owed-line.ts';

/** Whoever reads a card out may go on for so many utterances before the stop has reached them. */
const UTTERANCES_READ_ON = 6;
const LEAST_CARD_DIGITS = 12;
const LEAST_WHOLE_CARD_DIGITS = 15;
const LEAST_GROUP_DIGITS = 3;
/** Of a half sentence more digits than these may be the start of a card. */
const MAX_HALF_SENTENCE_DIGITS = 6;
/** What the agent has said of late: it may have repeated a group. */
const MAX_AGENT_TURNS = 12;
const MAX_TAINTED = 1_000;
/** Longer than a ZIP with its four, and no telephone number. */
const LEAST_DIGITS_OF_NOTHING_ELSE = 10;

interface Utterance {
  itemId: string;
  text: string;
}

/** `isBegun`: a card begins to be read; `taintedIds`: what is to be written anew, for it turns out to hold some of it. */
export interface CardHeard {
  isBegun: boolean;
  taintedIds: string[];
}

/**
 * Card numbers never reach storage. Knows which utterances hold one, or the rest of one, and what may be kept of them.
 * Its memory is a few utterances and dies with the call.
 */
export class CardGuard {
  /** With the length from which on a row of digits in it is not kept. */
  readonly #tainted = new Map<string, number>();
  readonly #reading = new CardReading();
  #agentTurns: Utterance[] = [];
  /** What was read while the window is open: the agent may repeat it. */
  #cardDigits = '';
  #readOn = 0;
  /** The agent has asked for what has digits of its own. */
  #isElseAsked = false;

  /** Looks at an utterance of the caller as it grows. */
  heard(said: Utterance & { isFinal: boolean }): CardHeard {
    if (this.isTainted(said.itemId)) return this.#heardMore(said);
    if (readCardNumber(said.text) !== null) return this.#begin([said], LEAST_GROUP_DIGITS);
    if (!said.isFinal) return NOTHING;
    const heard = this.#isReadOn(said.text) ? this.#readOnWith(said) : this.#gather(said);
    this.#isElseAsked = false;
    return heard;
  }

  /** Keys come in bursts. */
  keyed(itemId: string, digits: string): CardHeard {
    const said = { itemId, text: digits };
    const count = toDigits(digits).length;
    if (count >= LEAST_CARD_DIGITS) return this.#begin([said], 1);
    const heard = this.#isReadOn(digits) ? this.#readOnWith(said) : this.#gather(said);
    this.#isElseAsked = false;
    return heard;
  }

  /** The agent may ask for something else, or repeat what it was told. */
  agentSaid(said: Utterance): void {
    const { isOfElse, namesCard, digitCounts } = readCardUtterance(said.text);
    this.#isElseAsked = isOfElse;
    if (isOfElse) this.#reading.forget();
    else if (namesCard) this.#reading.announce();
    if (!digitCounts.some((count) => count >= LEAST_GROUP_DIGITS)) return;
    this.#agentTurns = [...this.#agentTurns, said].slice(-MAX_AGENT_TURNS);
    this.#taintRepeated();
  }

  isTainted(itemId: string): boolean {
    return this.#tainted.has(itemId);
  }

  /** What may be kept of a turn of either side. */
  toKept({ itemId, text, isFinal, speaker }: Utterance & { isFinal: boolean; speaker: string }): string {
    const tainted = this.#tainted.get(itemId);
    if (tainted !== undefined) return maskDigitRows(text, { leastDigits: tainted, isOfCard: true });
    if (isFinal || speaker !== 'caller') return maskCardNumbers(text);
    const isOfCard = this.#readOn > 0;
    const leastDigits = isOfCard ? LEAST_GROUP_DIGITS : MAX_HALF_SENTENCE_DIGITS + 1;
    return maskDigitRows(text, { leastDigits, isOfCard });
  }

  #heardMore({ text, isFinal }: Utterance & { isFinal: boolean }): CardHeard {
    if (isFinal) this.#cardDigits += toDigits(text);
    return NOTHING;
  }

  #readOnWith(said: Utterance): CardHeard {
    this.#taint(said.itemId, 1);
    this.#cardDigits += toDigits(said.text);
    return { isBegun: false, taintedIds: this.#taintRepeated() };
  }

  #gather(said: Utterance): CardHeard {
    this.#readOn = Math.max(0, this.#readOn - 1);
    return this.#reading.add(said, readCardUtterance(said.text)) ? this.#begin([], 1) : NOTHING;
  }

  /** With what was gathered before it, unless it is long enough alone. The last of them is being written as it is. */
  #begin(said: readonly Utterance[], leastDigits: number): CardHeard {
    const gathered = this.#reading.take();
    const isAlone = said.some(({ text }) => toDigits(text).length >= LEAST_WHOLE_CARD_DIGITS);
    const pieces = isAlone ? [] : gathered;
    this.#readOn = UTTERANCES_READ_ON;
    this.#cardDigits = [...pieces, ...said].map(({ text }) => toDigits(text)).join('');
    for (const { itemId } of pieces) this.#taint(itemId, 1);
    for (const { itemId } of said) this.#taint(itemId, leastDigits);
    const earlier = pieces.slice(0, said.length > 0 ? pieces.length : -1).map(({ itemId }) => itemId);
    return { isBegun: true, taintedIds: [...earlier, ...this.#taintRepeated()] };
  }

  /** Turns of the agent that hold a group of the card. */
  #taintRepeated(): string[] {
    if (this.#readOn === 0 || this.#cardDigits === '') return [];
    const repeated = this.#agentTurns.filter(
      ({ itemId, text }) => !this.isTainted(itemId) && this.#isOfCard(text),
    );
    for (const { itemId } of repeated) this.#taint(itemId, LEAST_GROUP_DIGITS);
    return repeated.map(({ itemId }) => itemId);
  }

  #isOfCard(text: string): boolean {
    return readCardUtterance(text).groups.some(
      ({ digits }) => digits.length >= LEAST_GROUP_DIGITS && this.#cardDigits.includes(digits),
    );
  }

  #taint(itemId: string, leastDigits: number): void {
    this.#tainted.set(itemId, leastDigits);
    if (this.#tainted.size > MAX_TAINTED) this.#tainted.delete(this.#tainted.keys().next().value ?? itemId);
  }

  #isReadOn(text: string): boolean {
    if (this.#readOn === 0) return false;
    const { digitCounts, isOfElse, isNothingElse, hasTail } = readCardUtterance(text);
    if (digitCounts.some((count) => count >= LEAST_DIGITS_OF_NOTHING_ELSE)) return true;
    if (isOfElse || this.#isElseAsked) return false;
    const least = hasTail || isNothingElse ? 1 : LEAST_GROUP_DIGITS;
    return digitCounts.some((count) => count >= least);
  }
}

const NOTHING: CardHeard = { isBegun: false, taintedIds: [] };

export function toCardStop(language: SpokenLanguage): OwedLine {
  const text = GUARD_LINES.CARD_STOP[language];
  return { id: 'CARD_STOP', purpose: 'card', language, text, ruleIds: ['card-number'], mustBeOut: false };
}

/** Whether what the model passes on holds a card number. */
export function isCardAsked({ name, argumentsJson }: { name: string; argumentsJson: string }): boolean {
  return hasCardNumber([name, readJson(argumentsJson)]);
}

function toDigits(text: string): string {
  return readCardUtterance(text)
    .groups.map(({ digits }) => digits)
    .join('');
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // What is not JSON is refused by the tools, and kept by nobody.
    return json;
  }
}
