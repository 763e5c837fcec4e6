import { isConnectionLost } from '@afterhourfix/database';
import type { DomainContext, JournalEntry } from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { BusinessId } from '@afterhourfix/vocabulary';
import { JournalLane, type Waiting } from './journal-lane.ts';

/** A crash loses so much of a call's memory at most; shorter costs the calls CPU (docs/bench.md). */
const FLUSH_PERIOD_MS = 1_000;
/** About ten minutes of 50 busy calls while PostgreSQL is away; past it the oldest events go first. */
const MAX_WAITING = 50_000;
/** The part dropped at once, so that an overflow costs a search now and then and not one for every entry. */
const DROPPED_SHARE = 0.02;
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 5_000];
const DRAIN_LIMIT_MS = 10_000;
const DRAIN_RETRY_MS = 500;

/**
 * Writes what calls leave behind, in order within a business, without making a call wait: PostgreSQL may be away
 * for a while and the rows are written when it is back. Verbs must be idempotent; a batch may run twice.
 */
export class JournalWriter implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #maxWaiting: number;
  readonly #lanes = new Map<BusinessId, JournalLane>();
  #timer: Disposable | null = null;
  #writing: Promise<void> | null = null;
  #failures = 0;
  #isClosed = false;
  /** Entries given up: overflow while PostgreSQL was away, or refused for their own sake. */
  dropped = 0;

  constructor(parts: { clock: Clock; log: Logger; maxWaiting?: number }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#maxWaiting = parts.maxWaiting ?? MAX_WAITING;
  }

  get waitingCount(): number {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.length;
    return count;
  }

  append(ctx: DomainContext, entry: JournalEntry): void {
    this.#add(ctx, { kind: 'entry', entry });
  }

  /** For rows that are verbs of their own (a call's end, a message): after all entries before them. */
  perform(ctx: DomainContext, name: string, run: (ctx: DomainContext) => Promise<unknown>): void {
    this.#add(ctx, { kind: 'verb', name, run: () => run(ctx) });
  }

  /** Resolves when everything appended so far was written, or rejects when PostgreSQL is away. */
  async flush(): Promise<void> {
    // What is being written now may have begun before the latest entry came.
    await this.#writing?.catch(() => null);
    await this.#write();
  }

  /** Writes what waits, for ten seconds at most. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#timer?.[Symbol.dispose]();
    const limit = Promise.withResolvers<void>();
    const timer = this.#clock.after(DRAIN_LIMIT_MS, limit.resolve);
    await Promise.race([this.#drain(limit.promise), limit.promise]);
    timer[Symbol.dispose]();
    if (this.waitingCount > 0) this.#log.error({ lost: this.waitingCount }, 'journal could not be written');
  }

  #add(ctx: DomainContext, waiting: Waiting): void {
    let lane = this.#lanes.get(ctx.business.id);
    if (!lane) {
      lane = new JournalLane({ ctx, log: this.#log, onDropped: (count) => this.#gaveUp(count) });
      this.#lanes.set(ctx.business.id, lane);
    }
    lane.add(waiting);
    if (this.waitingCount > this.#maxWaiting) this.#overflow();
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer || this.#writing || this.#isClosed) return;
    this.#timer = this.#clock.after(this.#delayMs(), () => {
      this.#timer = null;
      // Told in `#write`; the next try is scheduled there.
      this.#write().catch(() => null);
    });
  }

  #delayMs(): number {
    if (this.#failures === 0) return FLUSH_PERIOD_MS;
    return RETRY_DELAYS_MS[Math.min(this.#failures, RETRY_DELAYS_MS.length) - 1] ?? FLUSH_PERIOD_MS;
  }

  /** One at a time: two would write the same entries and then forget others. */
  #write(): Promise<void> {
    this.#writing ??= this.#writeLanes().finally(() => {
      this.#writing = null;
      if (this.#lanes.size > 0) this.#schedule();
    });
    return this.#writing;
  }

  async #writeLanes(): Promise<void> {
    try {
      await this.#writeEachLane();
      if (this.#failures > 0) this.#log.info({ dropped: this.dropped }, 'journal is being written again');
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      // Said at the first failure only: an outage of minutes must not fill the log.
      if (this.#failures === 1) this.#log.warn({ err: error, waiting: this.waitingCount }, 'journal waits');
      throw error;
    }
  }

  /** What stops one business stops no other, unless PostgreSQL itself is away. */
  async #writeEachLane(): Promise<void> {
    const failures: unknown[] = [];
    for (const [businessId, lane] of this.#lanes) {
      try {
        await lane.write();
        // Something may have come since its last look.
        if (lane.length === 0) this.#lanes.delete(businessId);
      } catch (error) {
        if (isConnectionLost(error)) throw error;
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #drain(limit: Promise<void>): Promise<void> {
    let isOver = false;
    void limit.then(() => {
      isOver = true;
    });
    while (this.waitingCount > 0 && !isOver) {
      const isWritten = await this.flush().then(
        () => true,
        () => false,
      );
      if (!isWritten) await new Promise<void>((resolve) => this.#clock.after(DRAIN_RETRY_MS, resolve));
    }
  }

  #overflow(): void {
    const longest = [...this.#lanes.values()].toSorted((a, b) => b.length - a.length)[0];
    this.#gaveUp(longest?.dropOldest(Math.ceil(this.#maxWaiting * DROPPED_SHARE)) ?? 0);
  }

  #gaveUp(count: number): void {
    if (count > 1) this.#log.error({ count }, 'journal overflows, its oldest entries are dropped');
    this.dropped += count;
  }
}
