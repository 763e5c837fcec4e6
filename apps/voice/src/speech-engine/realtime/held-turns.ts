import type { Clock } from '@afterhourfix/foundation';

/** How long we wait for the words of a turn that was spoken into a held floor. */
const WORDS_LIMIT_MS = 2_000;

/**
 * While turns are held the engine answers nobody; whatever was truly said is answered by us afterwards, noise is
 * not. Holding takes effect when the engine confirms the update, so a turn is judged by what was in force then.
 */
export class HeldTurns implements Disposable {
  readonly #clock: Clock;
  readonly #onAnswerable: () => void;
  #isInForce: boolean;
  #isAsked: boolean;
  readonly #awaitingWords = new Map<string, Disposable>();

  constructor(parts: { isHeld: boolean; clock: Clock; onAnswerable: () => void }) {
    this.#isInForce = parts.isHeld;
    this.#isAsked = parts.isHeld;
    this.#clock = parts.clock;
    this.#onAnswerable = parts.onAnswerable;
  }

  /** Whether the engine keeps from answering and interrupting right now. */
  get isInForce(): boolean {
    return this.#isInForce;
  }

  /** What the next session must be configured with. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** True when this is news that the engine must be told. */
  ask(isHeld: boolean): boolean {
    const isNews = this.#isAsked !== isHeld;
    this.#isAsked = isHeld;
    return isNews;
  }

  /** What the session says about itself; one that says nothing does what it was asked. */
  confirmed(isHeld: boolean | null): void {
    this.#isInForce = isHeld ?? this.#isAsked;
  }

  /** False when the engine answers this turn by itself. */
  turnCommitted(turnId: string): boolean {
    if (!this.#isInForce) return false;
    this.#awaitingWords.set(
      turnId,
      this.#clock.after(WORDS_LIMIT_MS, () => this.wordsKnown(turnId, true)),
    );
    return true;
  }

  wordsKnown(turnId: string, hasWords: boolean): void {
    const limit = this.#awaitingWords.get(turnId);
    if (!limit) return;
    limit[Symbol.dispose]();
    this.#awaitingWords.delete(turnId);
    if (hasWords) this.#onAnswerable();
  }

  [Symbol.dispose](): void {
    for (const limit of this.#awaitingWords.values()) limit[Symbol.dispose]();
    this.#awaitingWords.clear();
  }
}
