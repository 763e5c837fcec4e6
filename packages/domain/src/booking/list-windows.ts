import type { TimeWindow } from '@afterhourfix/vocabulary';
import { type BusinessCalendar, nextDay, openingOn, toLocalDay } from '../businesses/index.ts';
import { toArrivalWindows } from './rules/arrival-windows.ts';

/** How far ahead visits are offered. */
const HORIZON_DAYS = 21;

/** Arrival windows in business hours that begin at `notBefore` or later, soonest first. */
export function listWindows(calendar: BusinessCalendar, notBefore: Date): TimeWindow[] {
  const windows: TimeWindow[] = [];
  let day = toLocalDay(notBefore, calendar.timeZone);
  for (let count = 0; count < HORIZON_DAYS; count += 1) {
    const opening = openingOn(calendar, day);
    if (opening) windows.push(...toArrivalWindows(opening));
    day = nextDay(day);
  }
  return windows.filter((window) => window.startsAt >= notBefore);
}
