import type { Clock } from '@afterhourfix/foundation';
import type { CalcomSlot } from './wire.ts';

/** Callers who ask at the same time share an answer; the vendor counts requests by the minute. */
const FRESH_MS = 5_000;
const MAX_ENTRIES = 100;
const MINUTE_MS = 60_000;

export interface SlotQuery {
  eventTypeId: number;
  from: Date;
  until: Date;
}

interface Entry {
  askedAtMs: number;
  slots: Promise<CalcomSlot[]>;
}

/** The vendor's openings for a few seconds, so that one caller's two questions cost one request. */
export class SlotCache {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `ask` gets whole minutes around the query: no two calls ask in the same millisecond. */
  async list(query: SlotQuery, ask: (query: SlotQuery) => Promise<CalcomSlot[]>): Promise<CalcomSlot[]> {
    const from = new Date(Math.floor(query.from.getTime() / MINUTE_MS) * MINUTE_MS);
    const until = new Date(Math.ceil(query.until.getTime() / MINUTE_MS) * MINUTE_MS);
    const name = `${query.eventTypeId}/${from.getTime()}/${until.getTime()}`;
    const nowMs = this.#clock.monotonicMs();
    const known = this.#entries.get(name);
    if (known && nowMs - known.askedAtMs < FRESH_MS) return within(await known.slots, query);
    const slots = ask({ eventTypeId: query.eventTypeId, from, until });
    this.#remember(name, { askedAtMs: nowMs, slots });
    return within(await slots, query);
  }

  /** After anything that changes what is open. */
  forget(): void {
    this.#entries.clear();
  }

  #remember(name: string, entry: Entry): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    entry.slots.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
    });
  }
}

function within(slots: readonly CalcomSlot[], { from, until }: SlotQuery): CalcomSlot[] {
  return slots.filter(({ startsAt, endsAt }) => startsAt >= from && endsAt <= until);
}
