import type { TurnEntry } from '@afterhourfix/domain';
import type { Clock } from '@afterhourfix/foundation';
import type { CallId } from '@afterhourfix/vocabulary';
import type { HeardUtterance } from '../speech-engine/speech-engine.ts';
import { CardGuard } from './card-guard.ts';

const BYTES_PER_MS = 8;
/** A caller who says nothing new can't make us remember without end. */
const MAX_TURNS = 1_000;
/** Noises that never became words are forgotten. */
const MAX_WORDLESS = 50;
/** A telephone number with its country code. */
const MAX_KEPT_DIGITS = 11;

interface Turn {
  itemId: string;
  speaker: 'caller' | 'agent';
  text: string;
  audioBytes: number;
  startedAt: Date;
  endedAt: Date | null;
  heardMs: number | null;
  isInterrupted: boolean;
  /** No more words will come. */
  isFinal: boolean;
  /** Its words are for this call only: they are not written. */
  isWithheld: boolean;
  /** Something about it is not written yet. */
  isOpen: boolean;
}

/** Who said what, as far as it was heard; the memory for a fresh engine session and the rows of the transcript. */
export class ConversationLog {
  readonly #callId: CallId;
  readonly #clock: Clock;
  readonly #write: (entry: TurnEntry) => void;
  readonly #turns = new Map<string, Turn>();
  readonly #cards = new CardGuard();
  #keyedCount = 0;
  /** When the caller began what has no words yet; under '' when the engine did not say what it will be. */
  readonly #callerStarts = new Map<string, Date>();
  #speaking: Turn | null = null;
  #isWithheld: boolean;

  constructor(parts: {
    callId: CallId;
    clock: Clock;
    write: (entry: TurnEntry) => void;
    isWithheld?: boolean;
  }) {
    this.#isWithheld = parts.isWithheld ?? false;
    this.#callId = parts.callId;
    this.#clock = parts.clock;
    this.#write = parts.write;
  }

  get isWithheld(): boolean {
    return this.#isWithheld;
  }

  /** The caller refused to be recorded: from now on no words are written, those of before included. */
  withhold(): void {
    this.#isWithheld = true;
    for (const turn of this.#turns.values()) turn.isWithheld = true;
  }

  /** What begins from now on is written again. */
  keep(): void {
    this.#isWithheld = false;
  }

  callerStarted(utteranceId: string | null): void {
    this.#callerStarts.set(utteranceId ?? '', this.#clock.now());
    if (this.#callerStarts.size > MAX_WORDLESS)
      this.#callerStarts.delete(this.#callerStarts.keys().next().value ?? '');
  }

  /** The words known so far of this utterance, and whether a card number has begun in it. */
  callerSaid(itemId: string, text: string, isFinal: boolean): { text: string; isCardBegun: boolean } {
    const turn = this.#turn(itemId, 'caller');
    const all = isFinal ? text : turn.text + text;
    // Before anything of it is kept.
    const { isBegun, taintedIds } = this.#cards.heard({ itemId, text: all, isFinal });
    this.#grow(turn, text, isFinal);
    for (const id of taintedIds) this.#writeAnew(id);
    return { text: all, isCardBegun: isBegun };
  }

  /** Keys count as words: a fresh engine session must know them. Long rows of digits may be a card and are not kept. */
  callerKeyed(digits: string): { isCardLong: boolean; kept: string } {
    const itemId = `keys_${++this.#keyedCount}_${this.#clock.now().getTime()}`;
    const { isBegun, taintedIds } = this.#cards.keyed(itemId, digits);
    const isCardLong = isBegun || digits.length > MAX_KEPT_DIGITS;
    const kept = isCardLong || this.#cards.isTainted(itemId) ? 'a long number' : digits;
    this.#grow(this.#turn(itemId, 'caller'), `(keyed in ${kept})`, true);
    for (const id of taintedIds) this.#writeAnew(id);
    return { isCardLong, kept };
  }

  agentSaid(itemId: string, text: string, isFinal: boolean): void {
    const turn = this.#turn(itemId, 'agent');
    if (turn.isInterrupted) return;
    if (isFinal) this.#cards.agentSaid({ itemId, text });
    this.#grow(turn, text, isFinal);
  }

  /** HOT */
  agentSounded(itemId: string, byteLength: number): void {
    const turn = this.#speaking?.itemId === itemId ? this.#speaking : this.#turn(itemId, 'agent');
    this.#speaking = turn;
    turn.audioBytes += byteLength;
    turn.isOpen = true;
  }

  /** What was cut off was never said: the text keeps the share of words that was heard. */
  interrupted(heard: readonly HeardUtterance[]): void {
    for (const { utteranceId, heardMs: ofPartMs, earlierMs = 0 } of heard) {
      const heardMs = earlierMs + ofPartMs;
      const turn = this.#turns.get(utteranceId);
      if (!turn || turn.isInterrupted) continue;
      turn.isInterrupted = true;
      turn.heardMs = heardMs;
      turn.text = toHeardText(turn.text, heardMs / (turn.audioBytes / BYTES_PER_MS || 1));
      this.#finish(turn);
    }
  }

  /** All that was heard of the agent. */
  get agentWords(): string {
    return this.turns
      .filter(({ speaker }) => speaker === 'agent')
      .map(({ text }) => text)
      .join(' ');
  }

  isInterrupted(itemId: string): boolean {
    return this.#turns.get(itemId)?.isInterrupted ?? false;
  }

  /** How much sound of this turn there is, and how much of it was heard; all of it, until somebody cuts it. */
  heardOf(itemId: string): { audioMs: number; heardMs: number; isInterrupted: boolean } | null {
    const turn = this.#turns.get(itemId);
    if (!turn) return null;
    const audioMs = Math.floor(turn.audioBytes / BYTES_PER_MS);
    const heardMs = turn.isInterrupted ? (turn.heardMs ?? 0) : audioMs;
    return { audioMs, heardMs, isInterrupted: turn.isInterrupted };
  }

  /** Writes what is known so far of utterances that nobody has called final; an engine may never do so. */
  settle(): void {
    for (const turn of this.#turns.values()) if (turn.isOpen && turn.text !== '') this.#finish(turn);
  }

  get turns(): { speaker: 'caller' | 'agent'; text: string }[] {
    return [...this.#turns.values()]
      .filter(({ text }) => text.trim() !== '')
      .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
      .map((turn) => ({ speaker: turn.speaker, text: this.#cards.toKept(turn) }));
  }

  #writeAnew(itemId: string): void {
    const turn = this.#turns.get(itemId);
    if (turn && !turn.isOpen) this.#writeTurn(turn);
  }

  #turn(itemId: string, speaker: 'caller' | 'agent'): Turn {
    const known = this.#turns.get(itemId);
    if (known) return known;
    const startedAt = (speaker === 'caller' && this.#takeCallerStart(itemId)) || this.#clock.now();
    const turn: Turn = {
      itemId,
      speaker,
      text: '',
      audioBytes: 0,
      startedAt,
      endedAt: null,
      heardMs: null,
      isInterrupted: false,
      isFinal: false,
      isWithheld: this.#isWithheld,
      isOpen: true,
    };
    this.#turns.set(itemId, turn);
    if (this.#turns.size > MAX_TURNS) this.#turns.delete(this.#turns.keys().next().value ?? itemId);
    return turn;
  }

  #takeCallerStart(itemId: string): Date | undefined {
    const key = this.#callerStarts.has(itemId) ? itemId : '';
    const startedAt = this.#callerStarts.get(key);
    this.#callerStarts.delete(key);
    return startedAt;
  }

  #grow(turn: Turn, text: string, isFinal: boolean): void {
    turn.text = isFinal ? text : turn.text + text;
    turn.isOpen = true;
    turn.isFinal ||= isFinal;
    if (isFinal) this.#finish(turn);
  }

  #finish(turn: Turn): void {
    turn.isOpen = false;
    turn.endedAt = this.#clock.now();
    if (turn.speaker === 'agent' && !turn.isInterrupted)
      turn.heardMs = Math.floor(turn.audioBytes / BYTES_PER_MS);
    this.#writeTurn(turn);
  }

  #writeTurn(turn: Turn): void {
    const { itemId, speaker, startedAt, endedAt, heardMs, isInterrupted } = turn;
    this.#write({
      kind: 'turn',
      callId: this.#callId,
      itemId,
      speaker,
      text: turn.isWithheld ? '' : this.#cards.toKept(turn),
      startedAt,
      endedAt,
      heardMs,
      isInterrupted,
    });
  }
}

/** Transcripts carry no times, so words are counted out evenly over the audio. */
function toHeardText(text: string, share: number): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const heard = words.slice(0, Math.floor(words.length * Math.min(1, share)));
  if (heard.length === 0) return '';
  return heard.length === words.length ? text : `${heard.join(' ')} —`;
}
