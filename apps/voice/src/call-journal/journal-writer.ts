import { isConnectionLost } from '@afterhourfix/database';
import { type DomainContext, type JournalEntry, writeJournal } from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import type { BusinessId } from '@afterhourfix/vocabulary';

const FLUSH_PERIOD_MS = 250;
const MAX_BATCH = 500;
/** About ten minutes of 50 busy calls while PostgreSQL is away; past it the oldest events go first. */
const MAX_WAITING = 50_000;
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 5_000];
/** A row refused so often for its own sake would block all behind it. */
const MAX_REFUSALS = 5;
const DRAIN_LIMIT_MS = 10_000;

type Waiting =
  | { kind: 'entry'; entry: JournalEntry }
  | { kind: 'verb'; name: string; run: (ctx: DomainContext) => Promise<unknown> };

type Lane = { ctx: DomainContext; waiting: Waiting[]; refusals: number };

/**
 * Writes what calls leave behind, in order within a business, without making a call wait: PostgreSQL may be away
 * for a while and the rows are written when it is back. Verbs must be idempotent; a batch may run twice.
 */
export class JournalWriter implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #lanes = new Map<BusinessId, Lane>();
  #timer: Disposable | null = null;
  #flushing: Promise<void> | null = null;
  #failures = 0;
  #waitingCount = 0;
  /** Entries given up: overflow while PostgreSQL was away, or refused for their own sake. */
  dropped = 0;

  constructor(parts: { clock: Clock; log: Logger }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  get waitingCount(): number {
    return this.#waitingCount;
  }

  append(ctx: DomainContext, entry: JournalEntry): void {
    this.#add(ctx, { kind: 'entry', entry });
  }

  /** For rows that are verbs of their own (a call's end, a message): after all entries before them. */
  perform(ctx: DomainContext, name: string, run: (ctx: DomainContext) => Promise<unknown>): void {
    this.#add(ctx, { kind: 'verb', name, run });
  }

  /** Resolves when everything appended so far was written, or rejects when PostgreSQL is away. */
  async flush(): Promise<void> {
    await this.#flushing;
    await this.#flushLanes();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer?.[Symbol.dispose]();
    const deadlineMs = this.#clock.monotonicMs() + DRAIN_LIMIT_MS;
    while (this.#waitingCount > 0 && this.#clock.monotonicMs() < deadlineMs) {
      const isWritten = await this.flush().then(
        () => true,
        () => false,
      );
      if (!isWritten) break;
    }
    if (this.#waitingCount > 0) this.#log.error({ lost: this.#waitingCount }, 'journal could not be written');
  }

  #add(ctx: DomainContext, waiting: Waiting): void {
    let lane = this.#lanes.get(ctx.business.id);
    if (!lane) {
      lane = { ctx, waiting: [], refusals: 0 };
      this.#lanes.set(ctx.business.id, lane);
    }
    lane.waiting.push(waiting);
    this.#waitingCount++;
    if (this.#waitingCount > MAX_WAITING) this.#dropOldest();
    this.#schedule(FLUSH_PERIOD_MS);
  }

  #schedule(delayMs: number): void {
    if (this.#timer || this.#flushing) return;
    this.#timer = this.#clock.after(delayMs, () => {
      this.#timer = null;
      this.#flushing = this.#flushAndRetry().finally(() => {
        this.#flushing = null;
        if (this.#waitingCount > 0) this.#schedule(this.#retryDelayMs());
      });
    });
  }

  #retryDelayMs(): number {
    if (this.#failures === 0) return FLUSH_PERIOD_MS;
    return RETRY_DELAYS_MS[Math.min(this.#failures, RETRY_DELAYS_MS.length) - 1] ?? FLUSH_PERIOD_MS;
  }

  async #flushAndRetry(): Promise<void> {
    try {
      await this.#flushLanes();
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      // Said at the first failure only: an outage of minutes must not fill the log.
      if (this.#failures === 1) this.#log.warn({ err: error, waiting: this.#waitingCount }, 'journal waits');
    }
  }

  async #flushLanes(): Promise<void> {
    for (const [businessId, lane] of this.#lanes) {
      while (lane.waiting.length > 0) await this.#flushBatch(lane);
      this.#lanes.delete(businessId);
    }
  }

  /** Takes from the lane only what was written, so a failure in between loses nothing. */
  async #flushBatch(lane: Lane): Promise<void> {
    const size = batchSize(lane.waiting, lane.refusals > 0 ? 1 : MAX_BATCH);
    const batch = lane.waiting.slice(0, size);
    try {
      await writeBatch(lane.ctx, batch);
      lane.refusals = 0;
    } catch (error) {
      lane.refusals++;
      if (size > 1 || lane.refusals < MAX_REFUSALS || isConnectionLost(error)) throw error;
      this.#log.error({ err: error, kind: batch[0]?.kind }, 'journal entry refused');
      this.dropped++;
      lane.refusals = 0;
    }
    lane.waiting.splice(0, size);
    this.#waitingCount -= size;
  }

  #dropOldest(): void {
    for (const lane of this.#lanes.values()) {
      const index = lane.waiting.findIndex(
        ({ kind, ...rest }) => kind === 'entry' && 'entry' in rest && rest.entry.kind === 'event',
      );
      if (index < 0) continue;
      lane.waiting.splice(index, 1);
      this.#waitingCount--;
      this.dropped++;
      return;
    }
  }
}

function batchSize(waiting: readonly Waiting[], limit: number): number {
  if (waiting[0]?.kind === 'verb') return 1;
  const verbAt = waiting.findIndex(({ kind }) => kind === 'verb');
  return Math.min(limit, verbAt < 0 ? waiting.length : verbAt);
}

async function writeBatch(ctx: DomainContext, batch: readonly Waiting[]): Promise<void> {
  const [first] = batch;
  if (first?.kind === 'verb') {
    await first.run(ctx);
    return;
  }
  await writeJournal(
    ctx,
    batch.flatMap((waiting) => (waiting.kind === 'entry' ? [waiting.entry] : [])),
  );
}
