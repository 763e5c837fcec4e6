import type { TimeWindow } from '@afterhourfix/vocabulary';

const MINUTE_MS = 60_000;
/** An appointment at a time is kept when somebody comes within so long. */
const EXACT_MINUTES = 15;

/** What a caller is promised: a time, or a window in which the technician arrives. */
export type Arrival = 'exact' | 'two-hours' | 'four-hours';

const SHAPES: Readonly<Record<Arrival, { windowMinutes: number; stepMinutes: number }>> = {
  exact: { windowMinutes: EXACT_MINUTES, stepMinutes: 30 },
  'two-hours': { windowMinutes: 120, stepMinutes: 120 },
  'four-hours': { windowMinutes: 240, stepMinutes: 240 },
};

/** Whole arrival windows from opening time on; a rest shorter than a window is not offered. */
export function toArrivalWindows(opening: TimeWindow, arrival: Arrival): TimeWindow[] {
  const { windowMinutes, stepMinutes } = SHAPES[arrival];
  const windows: TimeWindow[] = [];
  const closesMs = opening.endsAt.getTime();
  for (
    let startMs = opening.startsAt.getTime();
    startMs + windowMinutes * MINUTE_MS <= closesMs;
    startMs += stepMinutes * MINUTE_MS
  ) {
    windows.push({ startsAt: new Date(startMs), endsAt: new Date(startMs + windowMinutes * MINUTE_MS) });
  }
  return windows;
}

/** Whether a window is so narrow that it is spoken as a time. */
export function isExact({ startsAt, endsAt }: TimeWindow): boolean {
  return endsAt.getTime() - startsAt.getTime() <= EXACT_MINUTES * MINUTE_MS;
}

/**
 * The last minute for which a visit is planned in a window: its middle. The other half is for the job before, which
 * may run late.
 */
export function lastPlannedStart(window: TimeWindow): Date {
  if (isExact(window)) return window.startsAt;
  return new Date((window.startsAt.getTime() + window.endsAt.getTime()) / 2);
}
