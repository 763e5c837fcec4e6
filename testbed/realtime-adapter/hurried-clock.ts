import { type Clock, systemClock } from '@afterhourfix/foundation';

/** A clock on which limits of many seconds pass in a fraction; the sockets beside it stay as slow as they are. */
export function hurriedClock(timesFaster: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonicMs: () => systemClock.monotonicMs() * timesFaster,
    after: (delayMs, run) => systemClock.after(delayMs / timesFaster, run),
    every: (periodMs, run) => systemClock.every(periodMs / timesFaster, run),
  };
}
