import type { TimeWindow } from '@afterhourfix/vocabulary';

/** A technician arrives at some time inside his window; two hours is what the trades promise. */
export const ARRIVAL_WINDOW_MS = 2 * 3_600_000;

/** Whole arrival windows from opening time on; a rest shorter than a window is not offered. */
export function toArrivalWindows(opening: TimeWindow): TimeWindow[] {
  const windows: TimeWindow[] = [];
  const closesMs = opening.endsAt.getTime();
  for (
    let startMs = opening.startsAt.getTime();
    startMs + ARRIVAL_WINDOW_MS <= closesMs;
    startMs += ARRIVAL_WINDOW_MS
  ) {
    windows.push({ startsAt: new Date(startMs), endsAt: new Date(startMs + ARRIVAL_WINDOW_MS) });
  }
  return windows;
}
