import type { SimulatorClock } from './clock.ts';

interface Timer {
  dueMs: number;
  run: () => void;
}

/** A clock that stands still until a test moves it. */
export class TestClock implements SimulatorClock {
  #elapsedMs = 0;
  readonly #timers = new Set<Timer>();

  now(): Date {
    return new Date(1_795_000_000_000 + this.#elapsedMs);
  }

  after(delayMs: number, run: () => void): Disposable {
    const timer = { dueMs: this.#elapsedMs + delayMs, run };
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  /** Runs what falls due on the way, in order. */
  advance(byMs: number): void {
    const untilMs = this.#elapsedMs + byMs;
    for (;;) {
      const due = [...this.#timers]
        .filter((timer) => timer.dueMs <= untilMs)
        .toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#elapsedMs = Math.max(this.#elapsedMs, due.dueMs);
      due.run();
    }
    this.#elapsedMs = untilMs;
  }
}
