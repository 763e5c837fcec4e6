// HOT PATH: the only timer of all calls; one wake-up serves every call of its slot.
import type { CarrierClock } from './clock.ts';

export const FRAME_MS = 20;
const SLOT_MS = 2;
const SLOT_COUNT = FRAME_MS / SLOT_MS;

export interface Ticking {
  /** Called once per 20 ms on average; late wake-ups are made up for, so the count never drifts. */
  tick(): void;
}

/** Spreads calls over ten phases of the 20 ms, as real calls arrive, instead of all in one burst. */
export class FrameTicker {
  readonly #slots: Set<Ticking>[] = Array.from({ length: SLOT_COUNT }, () => new Set<Ticking>());
  readonly #clock: CarrierClock;
  readonly #originMs: number;
  #nextTurn = 0;
  #timer: Disposable | null = null;

  constructor(clock: CarrierClock) {
    this.#clock = clock;
    this.#originMs = clock.monotonicMs();
  }

  add(ticking: Ticking): Disposable {
    const slot = this.#leastCrowdedSlot();
    if (this.#timer === null) this.#nextTurn = Math.floor(this.#elapsedMs() / SLOT_MS) + 1;
    slot.add(ticking);
    this.#schedule();
    return { [Symbol.dispose]: () => slot.delete(ticking) };
  }

  #leastCrowdedSlot(): Set<Ticking> {
    return this.#slots.reduce((best, slot) => (slot.size < best.size ? slot : best));
  }

  #schedule(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    for (let ahead = 0; ahead < SLOT_COUNT; ahead += 1) {
      const turn = this.#nextTurn + ahead;
      if (this.#slotOf(turn).size === 0) continue;
      const delayMs = turn * SLOT_MS - this.#elapsedMs();
      this.#timer = this.#clock.after(Math.max(0, delayMs), () => this.#run());
      return;
    }
  }

  #elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#originMs;
  }

  #slotOf(turn: number): Set<Ticking> {
    return this.#slots[turn % SLOT_COUNT] as Set<Ticking>;
  }

  #run(): void {
    const elapsedMs = this.#elapsedMs();
    while (this.#nextTurn * SLOT_MS <= elapsedMs) {
      for (const ticking of this.#slotOf(this.#nextTurn)) ticking.tick();
      this.#nextTurn += 1;
    }
    this.#schedule();
  }
}
