import { LONGEST_WHEEL_DELAY_MS, TimerWheel } from './timer-wheel.ts';

/** Time as the only way to ask for it: tests pass a `ManualClock`. All durations are milliseconds. */
export interface Clock {
  /** The instant now, for records. */
  now(): Date;
  /** Milliseconds that never jump, with fractions; for durations and deadlines. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`, at most 20 ms later; disposing it first means never. */
  after(delayMs: number, run: () => void): Disposable;
  /** Calls `run` every `periodMs` until disposed. */
  every(periodMs: number, run: () => void): Disposable;
}

const wheel = new TimerWheel();
/** 24 days; Node takes anything longer for 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    if (delayMs > 0 && delayMs <= LONGEST_WHEEL_DELAY_MS) return wheel.after(delayMs, run);
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMEOUT_MS));
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
  every: (periodMs, run) =>
    periodMs <= LONGEST_WHEEL_DELAY_MS ? everyOnWheel(periodMs, run) : everyByItself(periodMs, run),
};

function everyByItself(periodMs: number, run: () => void): Disposable {
  const timer = setInterval(run, periodMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function everyOnWheel(periodMs: number, run: () => void): Disposable {
  let isOver = false;
  let timer = wheel.after(periodMs, again);
  function again() {
    timer = wheel.after(periodMs, again);
    run();
    if (isOver) timer[Symbol.dispose]();
  }
  return {
    [Symbol.dispose]() {
      isOver = true;
      timer[Symbol.dispose]();
    },
  };
}
