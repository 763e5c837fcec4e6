import type { Clock } from '@afterhourfix/foundation';

/** How long we wait for the words of what we took; a recogniser needs well under a second. */
const WORDS_LIMIT_MS = 2_000;

/**
 * A caller's turn that does not end: somebody in distress, or noise, perhaps with words in it. Nobody knows which,
 * for voice activity carries no words and the recogniser is given whole turns only. So what was said is made a turn.
 *
 * | state | held for long | turn committed | words known | no words in it | caller stopped |
 * |---|---|---|---|---|---|
 * | at rest | ask for a commit: asked | – | – | – | – |
 * | asked | – | wait for its words: taken | – | – | at rest |
 * | taken | – | – | answer: at rest | answer the first time, then not: at rest | – |
 *
 * Waiting has a second reason: the engine may begin to hear the same noise anew, which would cut off our answer.
 */
export class HeldFloor implements Disposable {
  readonly #parts: HeldFloorParts;
  #isAsked = false;
  #taken: { turnId: string; limit: Disposable } | null = null;
  #hasAnsweredNoise = false;

  constructor(parts: HeldFloorParts) {
    this.#parts = parts;
  }

  held(): void {
    this.#isAsked = true;
    this.#parts.commit();
  }

  /** The engine has found the end by itself. */
  callerStopped(): void {
    this.#isAsked = false;
  }

  /** False when this turn ended by itself. */
  turnCommitted(turnId: string): boolean {
    if (!this.#isAsked) return false;
    this.#isAsked = false;
    const limit = this.#parts.clock.after(WORDS_LIMIT_MS, () => this.wordsKnown(turnId, true));
    this.#taken = { turnId, limit };
    return true;
  }

  wordsKnown(turnId: string, hasWords: boolean): void {
    if (hasWords) this.#hasAnsweredNoise = false;
    if (this.#taken?.turnId !== turnId) return;
    this.#taken.limit[Symbol.dispose]();
    this.#taken = null;
    const isAnswerable = hasWords || !this.#hasAnsweredNoise;
    if (!hasWords) this.#hasAnsweredNoise = true;
    this.#parts.onTaken(isAnswerable);
  }

  sessionReplaced(): void {
    this.#isAsked = false;
    this.#taken?.limit[Symbol.dispose]();
    this.#taken = null;
  }

  [Symbol.dispose](): void {
    this.sessionReplaced();
  }
}

interface HeldFloorParts {
  clock: Clock;
  /** Makes a turn of what was said so far. */
  commit(): void;
  /** The floor is ours; `isAnswerable`: and there is something to answer. */
  onTaken(isAnswerable: boolean): void;
}
