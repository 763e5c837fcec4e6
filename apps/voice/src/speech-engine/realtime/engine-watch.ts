import type { Clock } from '@afterhourfix/foundation';
import type { ReasoningEffort } from './model-abilities.ts';

const CHECK_PERIOD_MS = 500;
/** Nobody speaks so long without a pause of half a second, unless in great distress: noise does. */
export const FLOOR_LIMIT_MS = 10_000;
/** A model that thinks harder is silent for longer before its first word. */
const STALL_LIMITS_MS = { minimal: 6_000, low: 6_000, medium: 10_000, high: 15_000, xhigh: 15_000 } as const;

/** A response must begin, and keep coming, within this time; the vendor's default effort is low. */
export function toStallLimitMs(effort: ReasoningEffort): number {
  return STALL_LIMITS_MS[effort ?? 'low'];
}

export type LateEvent = 'stalled' | 'unanswered' | 'floor-held';

/**
 * Notices an engine that owes us something and stays silent.
 *
 * | owed since | cleared by | when late |
 * |---|---|---|
 * | response asked for, or running | put off by any event of the response; cleared by its end | `stalled` |
 * | caller's turn ended, the engine should answer | a response begins | `unanswered` |
 * | caller began to speak | caller stopped | `floor-held` after 10 s |
 */
export class EngineWatch implements Disposable {
  readonly #clock: Clock;
  readonly #stallLimitMs: number;
  readonly #onLate: (what: LateEvent) => void;
  readonly #timer: Disposable;
  #responseDueAtMs = Number.POSITIVE_INFINITY;
  #answerDueAtMs = Number.POSITIVE_INFINITY;
  #floorDueAtMs = Number.POSITIVE_INFINITY;

  constructor(parts: { clock: Clock; stallLimitMs: number; onLate: (what: LateEvent) => void }) {
    this.#clock = parts.clock;
    this.#stallLimitMs = parts.stallLimitMs;
    this.#onLate = parts.onLate;
    this.#timer = parts.clock.every(CHECK_PERIOD_MS, () => this.#check());
  }

  /** HOT: once for every piece of the agent's audio. */
  responseOwed(): void {
    this.#responseDueAtMs = this.#clock.monotonicMs() + this.#stallLimitMs;
  }

  responseEnded(): void {
    this.#responseDueAtMs = Number.POSITIVE_INFINITY;
  }

  callerStarted(): void {
    this.#answerDueAtMs = Number.POSITIVE_INFINITY;
    this.#floorDueAtMs = this.#clock.monotonicMs() + FLOOR_LIMIT_MS;
  }

  answerOwed(): void {
    this.#floorDueAtMs = Number.POSITIVE_INFINITY;
    this.#answerDueAtMs = this.#clock.monotonicMs() + this.#stallLimitMs;
  }

  answerGiven(): void {
    this.#floorDueAtMs = Number.POSITIVE_INFINITY;
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
    } else if (nowMs > this.#floorDueAtMs) {
      this.#floorDueAtMs = Number.POSITIVE_INFINITY;
      this.#onLate('floor-held');
    }
  }
}
