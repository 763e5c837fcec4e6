import type { Clock } from '@afterhourfix/foundation';

/** Timers of the same frame of audio run together; between two frames the sockets have their turn. */
const TURN_MS = 10;
/** Further behind than this the clock gives up what it missed: its time slows down instead of jumping. */
const MOST_BEHIND_MS = 20;
/** As in Node: a timer of nothing waits a moment. */
const SHORTEST_DELAY_MS = 1;

interface Timer {
  dueMs: number;
  periodMs: number | null;
  run: () => void;
}

export interface FastClock extends Clock {
  /** How many times faster than the wall it truly ran so far. */
  truePace(): number;
  /** Until it is disposed time is no faster than the wall: somebody waits for what cannot hurry. */
  atWallPace(): Disposable;
}

export interface FastClockOptions {
  startsAt: Date;
  speed: number;
  /** What a timer threw: it belongs to this world alone, and must not end the others beside it. */
  onFault(error: unknown): void;
}

/**
 * Time for a world whose parts all live in this process; it stands at `startsAt` until it is first asked. No timer is
 * ever seen late: time waits for what is due, so a busy machine makes a call slower, never different.
 */
export function createFastClock(options: FastClockOptions): FastClock {
  return new WaitingClock(options);
}

class WaitingClock implements FastClock {
  readonly #startsAt: Date;
  readonly #speed: number;
  readonly #onFault: (error: unknown) => void;
  /** By when they are due, and then by when they were asked for. */
  readonly #timers: Timer[] = [];
  #elapsedMs = 0;
  #beganAtMs: number | null = null;
  /** Where time would be if nobody was late, and the instant on the wall for which this holds. */
  #base = { wantedMs: 0, wallMs: 0 };
  #slowedBy = 0;
  /** While timers run it is exactly as late as they are due. */
  #isTurning = false;
  #cancelWake: (() => void) | null = null;
  #wakesForMs = Number.POSITIVE_INFINITY;

  constructor({ startsAt, speed, onFault }: FastClockOptions) {
    this.#onFault = onFault;
    this.#startsAt = startsAt;
    this.#speed = speed;
  }

  now(): Date {
    return new Date(this.#startsAt.getTime() + this.monotonicMs());
  }

  monotonicMs(): number {
    if (this.#isTurning) return this.#elapsedMs;
    const nextMs = this.#timers[0]?.dueMs ?? Number.POSITIVE_INFINITY;
    this.#elapsedMs = Math.max(this.#elapsedMs, Math.min(this.#wantedMs(), nextMs));
    return this.#elapsedMs;
  }

  after(delayMs: number, run: () => void): Disposable {
    return this.#add(delayMs, null, run);
  }

  every(periodMs: number, run: () => void): Disposable {
    return this.#add(periodMs, Math.max(SHORTEST_DELAY_MS, periodMs), run);
  }

  atWallPace(): Disposable {
    this.#slowDown(1);
    let isOver = false;
    return {
      [Symbol.dispose]: () => {
        if (!isOver) this.#slowDown(-1);
        isOver = true;
      },
    };
  }

  truePace(): number {
    const wallMs = performance.now() - (this.#beganAtMs ?? 0);
    return this.#beganAtMs === null ? this.#speed : this.monotonicMs() / wallMs;
  }

  #wantedMs(): number {
    const wallMs = performance.now();
    if (this.#beganAtMs === null) {
      this.#beganAtMs = wallMs;
      this.#base.wallMs = wallMs;
    }
    return this.#base.wantedMs + (wallMs - this.#base.wallMs) * this.#pace;
  }

  get #pace(): number {
    return this.#slowedBy > 0 ? 1 : this.#speed;
  }

  /** Time goes on from where it is wanted now, and no further ahead than `mostMs`. */
  #rebase(mostMs = Number.POSITIVE_INFINITY): void {
    this.#base = { wantedMs: Math.min(this.#wantedMs(), mostMs), wallMs: performance.now() };
  }

  #slowDown(by: 1 | -1): void {
    this.#rebase();
    const before = this.#pace;
    this.#slowedBy += by;
    if (this.#pace === before) return;
    this.#wakesForMs = Number.NaN;
    this.#arm();
  }

  #add(delayMs: number, periodMs: number | null, run: () => void): Disposable {
    const timer = { dueMs: this.monotonicMs() + Math.max(SHORTEST_DELAY_MS, delayMs), periodMs, run };
    this.#insert(timer);
    this.#arm();
    return {
      [Symbol.dispose]: () => {
        timer.periodMs = null;
        const index = this.#timers.indexOf(timer);
        if (index >= 0) this.#timers.splice(index, 1);
        this.#arm();
      },
    };
  }

  #insert(timer: Timer): void {
    const behind = this.#timers.findLastIndex(({ dueMs }) => dueMs <= timer.dueMs);
    this.#timers.splice(behind + 1, 0, timer);
  }

  /** Wakes up for the first timer: at its time, or in the next round of the event loop when that is past. */
  #arm(): void {
    const nextMs = this.#timers[0]?.dueMs ?? Number.POSITIVE_INFINITY;
    if (nextMs === this.#wakesForMs) return;
    this.#cancelWake?.();
    this.#cancelWake = null;
    this.#wakesForMs = nextMs;
    if (nextMs === Number.POSITIVE_INFINITY) return;
    const waitMs = (nextMs - this.#wantedMs()) / this.#pace;
    this.#cancelWake = waitMs > 0 ? wakeAfter(waitMs, () => this.#turn()) : wakeSoon(() => this.#turn());
  }

  #turn(): void {
    this.#wakesForMs = Number.POSITIVE_INFINITY;
    const untilMs = Math.min(this.#wantedMs(), (this.#timers[0]?.dueMs ?? 0) + TURN_MS);
    this.#isTurning = true;
    try {
      for (let timer = this.#takeDue(untilMs); timer; timer = this.#takeDue(untilMs)) this.#run(timer);
    } finally {
      this.#isTurning = false;
      this.#rebase(this.#elapsedMs + MOST_BEHIND_MS);
      this.#arm();
    }
  }

  #run({ run }: Timer): void {
    try {
      run();
    } catch (error) {
      this.#onFault(error);
    }
  }

  #takeDue(untilMs: number): Timer | null {
    const [timer] = this.#timers;
    if (!timer || timer.dueMs > untilMs) return null;
    this.#timers.shift();
    this.#elapsedMs = Math.max(this.#elapsedMs, timer.dueMs);
    if (timer.periodMs !== null) {
      timer.dueMs += timer.periodMs;
      this.#insert(timer);
    }
    return timer;
  }
}

/** Longer waits than Node's timers know are cut in pieces by waking for nothing. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function wakeAfter(delayMs: number, run: () => void): () => void {
  const timeout = setTimeout(run, Math.min(Math.ceil(delayMs), LONGEST_TIMEOUT_MS));
  return () => clearTimeout(timeout);
}

function wakeSoon(run: () => void): () => void {
  const immediate = setImmediate(run);
  return () => clearImmediate(immediate);
}
