import type { Clock } from './clock.ts';

type Timer = { dueMs: number; sequence: number; periodMs: number | null; run: () => void };

/** A clock that stands still until a test advances it. Timers due at the same instant run in order of creation. */
export class ManualClock implements Clock {
  #elapsedMs = 0;
  #sequence = 0;
  readonly #startedAt: Date;
  readonly #timers = new Set<Timer>();

  constructor(startedAt: Date = new Date('2026-11-24T03:00:00.000Z')) {
    this.#startedAt = startedAt;
  }

  now(): Date {
    return new Date(this.#startedAt.getTime() + this.#elapsedMs);
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  after(delayMs: number, run: () => void): Disposable {
    return this.#schedule(delayMs, null, run);
  }

  every(periodMs: number, run: () => void): Disposable {
    return this.#schedule(periodMs, periodMs, run);
  }

  /** Runs everything that falls due on the way, in order, and stops `byMs` later. */
  advance(byMs: number): void {
    const untilMs = this.#elapsedMs + byMs;
    for (let timer = this.#nextDue(untilMs); timer; timer = this.#nextDue(untilMs)) {
      this.#elapsedMs = Math.max(this.#elapsedMs, timer.dueMs);
      if (timer.periodMs === null) this.#timers.delete(timer);
      else timer.dueMs += timer.periodMs;
      timer.run();
    }
    this.#elapsedMs = untilMs;
  }

  #schedule(delayMs: number, periodMs: number | null, run: () => void): Disposable {
    const timer: Timer = {
      dueMs: this.#elapsedMs + Math.max(0, delayMs),
      sequence: this.#sequence++,
      periodMs,
      run,
    };
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  #nextDue(untilMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > untilMs) continue;
      if (!next || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.sequence < next.sequence))
        next = timer;
    }
    return next;
  }
}
