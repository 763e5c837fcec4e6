import { isConnectionLost, sqlState } from '@afterhourfix/database';
import { type DomainContext, type JournalEntry, writeJournal } from '@afterhourfix/domain';
import type { Logger } from '@afterhourfix/foundation';

const MAX_BATCH = 500;
/** An entry refused so often for its own sake would block all behind it. */
const MAX_REFUSALS = 5;
/** SQLSTATE classes 22 (data) and 23 (integrity): the row itself is wrong. All else may pass. */
const WRONG_ROW = /^2[23]/;

export type Waiting =
  | { kind: 'entry'; entry: JournalEntry }
  | { kind: 'verb'; name: string; run: () => Promise<unknown> };

/**
 * What one business's calls leave behind, waiting in order. Nothing leaves before it was written, except an entry
 * that was refused again and again, and the oldest when too much waits.
 */
export class JournalLane {
  readonly #ctx: DomainContext;
  readonly #log: Logger;
  readonly #onDropped: (count: number) => void;
  #waiting: Waiting[] = [];
  #inFlight = 0;
  /** So many are written one by one: a batch was refused, and only one of them is to blame. */
  #singles = 0;
  #refusals = 0;

  constructor(parts: { ctx: DomainContext; log: Logger; onDropped: (count: number) => void }) {
    this.#ctx = parts.ctx;
    this.#log = parts.log;
    this.#onDropped = parts.onDropped;
  }

  get length(): number {
    return this.#waiting.length + this.#inFlight;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** Rejects with the first failure that only time can mend; what was not written waits on. */
  async write(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeNext();
  }

  /** Events first, then other entries, verbs last: they are the ends of calls. Returns how many went. */
  dropOldest(count: number): number {
    const before = this.#waiting.length;
    for (const isDroppable of [isEvent, isEntry, () => true]) {
      let left = count - (before - this.#waiting.length);
      if (left > 0) this.#waiting = this.#waiting.filter((waiting) => !isDroppable(waiting) || left-- <= 0);
    }
    return before - this.#waiting.length;
  }

  /** In flight nothing is in the queue: what is dropped meanwhile can't be mistaken for what was written. */
  async #writeNext(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#batchSize());
    this.#inFlight = batch.length;
    try {
      await this.#writeBatch(batch);
      this.#refusals = 0;
      this.#singles = Math.max(0, this.#singles - batch.length);
    } catch (error) {
      this.#refused(batch, error);
    } finally {
      this.#inFlight = 0;
    }
  }

  #batchSize(): number {
    if (this.#waiting[0]?.kind === 'verb' || this.#singles > 0) return 1;
    const verbAt = this.#waiting.findIndex(({ kind }) => kind === 'verb');
    return Math.min(MAX_BATCH, verbAt < 0 ? this.#waiting.length : verbAt);
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    const [first] = batch;
    if (first?.kind === 'verb') await first.run();
    else
      await writeJournal(
        this.#ctx,
        batch.flatMap((waiting) => (waiting.kind === 'entry' ? [waiting.entry] : [])),
      );
  }

  #refused(batch: readonly Waiting[], error: unknown): void {
    if (batch.length === 1 && isRefusedForItself(error) && ++this.#refusals >= MAX_REFUSALS) {
      this.#log.error({ err: error, entry: toName(batch[0]) }, 'journal entry refused');
      this.#refusals = 0;
      this.#onDropped(1);
      return;
    }
    this.#waiting.unshift(...batch);
    if (batch.length === 1 || !isRefusedForItself(error)) throw error;
    this.#singles = batch.length;
  }
}

function isRefusedForItself(error: unknown): boolean {
  const state = sqlState(error);
  return state === null ? !isConnectionLost(error) : WRONG_ROW.test(state);
}

/** A refusal to be recorded goes last, with the verbs. */
const isEntry = (waiting: Waiting) => waiting.kind === 'entry' && waiting.entry.kind !== 'recording-wish';
const isEvent = (waiting: Waiting) => waiting.kind === 'entry' && waiting.entry.kind === 'event';

function toName(waiting: Waiting | undefined): string | undefined {
  return waiting?.kind === 'verb' ? waiting.name : waiting?.entry.kind;
}
