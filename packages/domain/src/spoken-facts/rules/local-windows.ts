import type { TimeWindow } from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';

export interface LocalTime {
  isoDate: string;
  minutesOfDay: number;
}

export interface LocalWindow {
  start: LocalTime;
  end: LocalTime;
}

// A zone's arithmetic costs some 10 µs, and each delta of a transcript asks for every window again.
const localWindows = new WeakMap<TimeWindow, { timeZone: string; local: LocalWindow }>();

/** A window by the clock of the business. */
export function toLocalWindow(window: TimeWindow, timeZone: string): LocalWindow {
  const known = localWindows.get(window);
  if (known?.timeZone === timeZone) return known.local;
  const local = { start: toLocalTime(window.startsAt, timeZone), end: toLocalTime(window.endsAt, timeZone) };
  localWindows.set(window, { timeZone, local });
  return local;
}

const localTimes = new WeakMap<Date, { timeZone: string; local: LocalTime }>();

export function toLocalTime(instant: Date, timeZone: string): LocalTime {
  const known = localTimes.get(instant);
  if (known?.timeZone === timeZone) return known.local;
  const at = DateTime.fromJSDate(instant, { zone: timeZone });
  const local = { isoDate: at.toFormat('yyyy-MM-dd'), minutesOfDay: at.hour * 60 + at.minute };
  localTimes.set(instant, { timeZone, local });
  return local;
}
