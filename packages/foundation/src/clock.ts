/** Time as the only way to ask for it: tests pass a `ManualClock`. All durations are milliseconds. */
export interface Clock {
  /** The instant now, for records. */
  now(): Date;
  /** Milliseconds that never jump, with fractions; for durations and deadlines. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`; disposing it first means never. */
  after(delayMs: number, run: () => void): Disposable;
  /** Calls `run` every `periodMs` until disposed. */
  every(periodMs: number, run: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
  every(periodMs, run) {
    const timer = setInterval(run, periodMs);
    return { [Symbol.dispose]: () => clearInterval(timer) };
  },
};
