import { isConnectionLost } from '@afterhourfix/database';
import type { Clock, Logger } from '@afterhourfix/foundation';

const TRY_LIMIT_MS = 2_000;
const RETRY_PERIOD_MS = 2_000;
const MAX_WAITING = 1_000;
const MAX_TRIES = 900;
/** A verb refused so often while the database is there is wrong in itself. */
const MAX_REFUSALS = 30;

type Deferred = { name: string; run: () => Promise<unknown>; tries: number; refusals: number };
type Try = 'done' | 'unreachable' | 'slow' | 'refused';

/**
 * What a carrier tells us once and never again: written now, or kept and tried again until the database takes it.
 * Verbs must be idempotent and need no order: a slow first try may still succeed, and one that is refused does not
 * hold up the others.
 */
export class DeferredVerbs implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #waiting = new Set<Deferred>();
  #timer: Disposable | null = null;
  #retrying: Promise<void> | null = null;
  #isClosed = false;

  constructor(parts: { clock: Clock; log: Logger }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** True when the verb is done, false when it waits; never rejects. */
  async run(name: string, run: () => Promise<unknown>): Promise<boolean> {
    const verb: Deferred = { name, run, tries: 0, refusals: 0 };
    if ((await this.#try(verb)) === 'done') return true;
    this.#keep(verb);
    return false;
  }

  /** One round over what waits. */
  retry(): Promise<void> {
    this.#retrying ??= this.#retryAll().finally(() => {
      this.#retrying = null;
    });
    return this.#retrying;
  }

  /** What waits is tried once more; never again after that. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await this.#retrying;
    await this.retry();
    this.#isClosed = true;
    this.#stop();
    if (this.#waiting.size > 0) this.#log.error({ lost: this.#waiting.size }, 'verbs could not be written');
    this.#waiting.clear();
  }

  async #retryAll(): Promise<void> {
    for (const verb of [...this.#waiting]) {
      const result = await this.#try(verb);
      this.#waiting.delete(verb);
      if (result !== 'done') this.#keep(verb);
      // The next round begins with the others.
      if (result === 'unreachable' || result === 'slow') return;
    }
    if (this.#waiting.size === 0) this.#stop();
  }

  #keep(verb: Deferred): void {
    if (this.#isClosed || verb.tries >= MAX_TRIES || verb.refusals >= MAX_REFUSALS) return this.#giveUp(verb);
    const [oldest] = this.#waiting;
    if (oldest && this.#waiting.size >= MAX_WAITING) {
      this.#waiting.delete(oldest);
      this.#giveUp(oldest);
    }
    this.#waiting.add(verb);
    this.#timer ??= this.#clock.every(RETRY_PERIOD_MS, () => void this.retry());
  }

  async #try(verb: Deferred): Promise<Try> {
    verb.tries++;
    const limit = Promise.withResolvers<'slow'>();
    const timer = this.#clock.after(TRY_LIMIT_MS, () => limit.resolve('slow'));
    const result = await Promise.race([this.#attempt(verb), limit.promise]);
    timer[Symbol.dispose]();
    if (result === 'refused') verb.refusals++;
    return result;
  }

  async #attempt({ name, run, tries }: Deferred): Promise<Try> {
    try {
      await run();
      return 'done';
    } catch (error) {
      if (tries === 1) this.#log.warn({ err: error, verb: name }, 'not written yet, will be tried again');
      return isConnectionLost(error) ? 'unreachable' : 'refused';
    }
  }

  #giveUp({ name, tries }: Deferred): void {
    this.#log.error({ verb: name, tries }, 'could not be written');
  }

  #stop(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }
}
