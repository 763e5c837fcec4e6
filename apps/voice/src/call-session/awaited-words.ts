import type { Clock } from '@afterhourfix/foundation';
import { Timers } from './timers.ts';

/** A recogniser that takes longer, or fails, holds up nothing any more. */
export const WORDS_LIMIT_MS = 700;
/** Sounds that never become words are forgotten, the oldest first. */
const MAX_AWAITED = 50;

/**
 * What the engine wants done about words that we do not know yet. The recogniser works beside the model and may be
 * the later of the two, and what is done must not come before what those words say of a danger.
 */
export class AwaitedWords implements Disposable {
  readonly #timers: Timers<'limit'>;
  readonly #awaited = new Set<string>();
  #held: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#timers = new Timers(clock);
  }

  /** Something is said, and its words will come under this id. */
  begun(utteranceId: string): void {
    this.#awaited.add(utteranceId);
    if (this.#awaited.size > MAX_AWAITED)
      this.#awaited.delete(this.#awaited.keys().next().value ?? utteranceId);
  }

  known(utteranceId: string): void {
    this.#awaited.delete(utteranceId);
    if (this.#awaited.size === 0) this.#letGo();
  }

  /** Runs it now, or when the words are known, or at the limit, which is the only bound: a flood must not lift the guard; in order. */
  behind(run: () => void): void {
    if (this.#awaited.size === 0) return run();
    if (this.#held.length === 0) this.#timers.start('limit', WORDS_LIMIT_MS, () => this.#letGo());
    this.#held.push(run);
  }

  [Symbol.dispose](): void {
    this.#timers[Symbol.dispose]();
    this.#held = [];
  }

  /** Words that are late are not waited for again. */
  #letGo(): void {
    this.#timers.stop('limit');
    this.#awaited.clear();
    const held = this.#held;
    this.#held = [];
    for (const run of held) run();
  }
}
