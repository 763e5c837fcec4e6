import { type Clock, systemClock } from '@afterhourfix/foundation';

/** Begins at `startsAt` and runs at the pace of the telephone from there: a call takes time. */
export function startScenarioClock(startsAt: Date): Clock {
  const originMs = performance.now();
  return {
    ...systemClock,
    now: () => new Date(startsAt.getTime() + performance.now() - originMs),
  };
}
