import type { Clock, Logger } from '@afterhourfix/foundation';

const FIRST_TRY_LIMIT_MS = 2_000;
const RETRY_PERIOD_MS = 2_000;
const MAX_WAITING = 1_000;
const MAX_TRIES = 900;

type Deferred = { name: string; run: () => Promise<unknown>; tries: number };

/**
 * What a carrier tells us once and never again: written now, or kept and tried again until the database takes it.
 * Verbs must be idempotent: a slow first try may still succeed.
 */
export class DeferredVerbs implements Disposable {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #waiting: Deferred[] = [];
  #timer: Disposable | null = null;
  #isRetrying = false;

  constructor(parts: { clock: Clock; log: Logger }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** True when the verb is done, false when it waits; never rejects. */
  async run(name: string, run: () => Promise<unknown>): Promise<boolean> {
    const isDone = await this.#try({ name, run, tries: 1 });
    if (isDone) return true;
    if (this.#waiting.length >= MAX_WAITING) this.#giveUp(this.#waiting.shift());
    this.#waiting.push({ name, run, tries: 1 });
    this.#timer ??= this.#clock.every(RETRY_PERIOD_MS, () => void this.retry());
    return false;
  }

  async retry(): Promise<void> {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    try {
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        next.tries++;
        const isDone = await this.#try(next);
        if (!isDone && next.tries < MAX_TRIES) return;
        this.#waiting.shift();
        if (!isDone) this.#giveUp(next);
      }
      this[Symbol.dispose]();
    } finally {
      this.#isRetrying = false;
    }
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }

  async #try({ name, run, tries }: Deferred): Promise<boolean> {
    const limit = Promise.withResolvers<never>();
    const timer = this.#clock.after(FIRST_TRY_LIMIT_MS, () =>
      limit.reject(new Error(`${name} took too long`)),
    );
    try {
      await Promise.race([run(), limit.promise]);
      return true;
    } catch (error) {
      if (tries === 1) this.#log.warn({ err: error, verb: name }, 'not written yet, will be tried again');
      return false;
    } finally {
      timer[Symbol.dispose]();
    }
  }

  #giveUp(deferred: Deferred | undefined): void {
    if (deferred) this.#log.error({ verb: deferred.name, tries: deferred.tries }, 'could not be written');
  }
}
