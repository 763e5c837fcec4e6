import type { Clock } from '@afterhourfix/foundation';

const CHECK_PERIOD_MS = 500;
/** A response must begin, and keep coming, within this time. */
export const STALL_LIMIT_MS = 6_000;
/** A floor held so long by "speech" is noise. */
export const FLOOR_LIMIT_MS = 30_000;

/**
 * Notices an engine that owes us something and stays silent.
 *
 * | owed since | cleared by | when late |
 * |---|---|---|
 * | response asked for, or running | put off by any event of the response; cleared by its end | `stalled` |
 * | caller's turn ended, the engine should answer | a response begins | `unanswered` |
 * | caller began to speak | caller stopped | `unanswered` after 30 s |
 */
export class EngineWatch implements Disposable {
  readonly #clock: Clock;
  readonly #onLate: (what: 'stalled' | 'unanswered') => void;
  readonly #timer: Disposable;
  #responseDueAtMs = Number.POSITIVE_INFINITY;
  #answerDueAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, onLate: (what: 'stalled' | 'unanswered') => void) {
    this.#clock = clock;
    this.#onLate = onLate;
    this.#timer = clock.every(CHECK_PERIOD_MS, () => this.#check());
  }

  responseOwed(): void {
    this.#responseDueAtMs = this.#clock.monotonicMs() + STALL_LIMIT_MS;
  }

  responseEnded(): void {
    this.#responseDueAtMs = Number.POSITIVE_INFINITY;
  }

  callerStarted(): void {
    this.#answerDueAtMs = this.#clock.monotonicMs() + FLOOR_LIMIT_MS;
  }

  answerOwed(): void {
    this.#answerDueAtMs = this.#clock.monotonicMs() + STALL_LIMIT_MS;
  }

  answerGiven(): void {
    this.#answerDueAtMs = Number.POSITIVE_INFINITY;
  }

  [Symbol.dispose](): void {
    this.#timer[Symbol.dispose]();
  }

  #check(): void {
    const nowMs = this.#clock.monotonicMs();
    if (nowMs > this.#responseDueAtMs) {
      this.#responseDueAtMs = Number.POSITIVE_INFINITY;
      this.#onLate('stalled');
    } else if (nowMs > this.#answerDueAtMs) {
      this.#answerDueAtMs = Number.POSITIVE_INFINITY;
      this.#onLate('unanswered');
    }
  }
}
