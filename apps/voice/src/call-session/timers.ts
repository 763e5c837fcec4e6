import type { Clock } from '@afterhourfix/foundation';

/** Named one-shot timers: setting one again replaces it, and all end together. */
export class Timers<Name extends string> implements Disposable {
  readonly #clock: Clock;
  readonly #running = new Map<Name, Disposable>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(name: Name, delayMs: number, run: () => void): void {
    this.stop(name);
    this.#running.set(name, this.#clock.after(delayMs, run));
  }

  stop(name: Name): void {
    this.#running.get(name)?.[Symbol.dispose]();
    this.#running.delete(name);
  }

  [Symbol.dispose](): void {
    for (const timer of this.#running.values()) timer[Symbol.dispose]();
    this.#running.clear();
  }
}
