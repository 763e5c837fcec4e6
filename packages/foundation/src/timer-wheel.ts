// HOT PATH: some dozen timers per call and second. Budget: a set insertion each, and one wake-up for all that are due.

/** Timers due within the same tick run together; none runs early, none more than a tick late. */
const TICK_MS = 20;
const SLOTS = 128;
/** Longer delays would meet shorter ones of a later round in the same slot. */
export const LONGEST_WHEEL_DELAY_MS = TICK_MS * (SLOTS - 2);

type Run = () => void;

interface Entry {
  run: Run;
  tick: number;
}

/**
 * One-shot timers for many calls at once. A timer of Node's own wakes the process by itself: with a hundred calls
 * that is a thousand wake-ups a second, which cost more than what the timers do (docs/bench.md).
 */
export class TimerWheel {
  readonly #slots: Set<Entry>[] = Array.from({ length: SLOTS }, () => new Set());
  #count = 0;
  /** Everything up to this tick has run. */
  #doneTick = 0;
  #armedTick = Number.POSITIVE_INFINITY;
  #timeout: NodeJS.Timeout | null = null;

  /** `delayMs` must lie between 0 and `LONGEST_WHEEL_DELAY_MS`. */
  after(delayMs: number, run: Run): Disposable {
    const nowMs = performance.now();
    if (this.#count === 0) this.#doneTick = Math.floor(nowMs / TICK_MS);
    const tick = Math.max(this.#doneTick + 1, Math.ceil((nowMs + delayMs) / TICK_MS));
    const entry = { run, tick };
    this.#slot(tick).add(entry);
    this.#count++;
    if (tick < this.#armedTick) this.#arm(tick, nowMs);
    return { [Symbol.dispose]: () => this.#remove(entry) };
  }

  #slot(tick: number): Set<Entry> {
    // The remainder is always an index of the array.
    return this.#slots[tick % SLOTS] as Set<Entry>;
  }

  #remove(entry: Entry): boolean {
    const isWaiting = this.#slot(entry.tick).delete(entry);
    if (isWaiting && --this.#count === 0) this.#disarm();
    return isWaiting;
  }

  #arm(tick: number, nowMs: number): void {
    if (this.#timeout) clearTimeout(this.#timeout);
    this.#armedTick = tick;
    this.#timeout = setTimeout(() => this.#turn(), Math.max(1, Math.ceil(tick * TICK_MS - nowMs)));
  }

  #disarm(): void {
    if (this.#timeout) clearTimeout(this.#timeout);
    this.#timeout = null;
    this.#armedTick = Number.POSITIVE_INFINITY;
  }

  /** A process that was kept busy catches up with every tick it missed, in order. */
  #turn(): void {
    this.#disarm();
    const nowTick = Math.floor(performance.now() / TICK_MS);
    const missed = Math.min(nowTick - this.#doneTick, SLOTS);
    for (let tick = nowTick - missed + 1; tick <= nowTick; tick++) this.#runSlot(tick, nowTick);
    this.#doneTick = Math.max(this.#doneTick, nowTick);
    this.#armNext();
  }

  #runSlot(tick: number, nowTick: number): void {
    this.#doneTick = Math.max(this.#doneTick, tick);
    for (const entry of [...this.#slot(tick)])
      if (entry.tick <= nowTick && this.#remove(entry)) runApart(entry.run);
  }

  #armNext(): void {
    if (this.#count === 0) return;
    for (let tick = this.#doneTick + 1; tick <= this.#doneTick + SLOTS; tick++)
      if (this.#slot(tick).size > 0) return this.#arm(tick, performance.now());
  }
}

/** What one timer throws ends the process as it always did, and keeps no other timer from running. */
function runApart(run: Run): void {
  try {
    run();
  } catch (error) {
    setImmediate(() => {
      throw error;
    });
  }
}
