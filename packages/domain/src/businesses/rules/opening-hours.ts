import { type TimeWindow, toInstant, toLocalDay } from '@afterhourfix/vocabulary';

type LocalHours = readonly [opensAt: string, closesAt: string] | null;

/** What of a business decides when it is open; a `Business` is one. */
export interface BusinessCalendar {
  timeZone: string;
  hours: { mon_fri: LocalHours; sat: LocalHours; sun: LocalHours };
  /** Local days, `YYYY-MM-DD`. */
  holidays: readonly string[];
}

/** Which fee an hour carries; a holiday counts all day long and replaces after-hours. */
export type RatePeriod = 'business-hours' | 'after-hours' | 'holiday';

/** When the business is open on a local day; null on closed days and holidays. */
export function openingOn(calendar: BusinessCalendar, day: string): TimeWindow | null {
  if (calendar.holidays.includes(day)) return null;
  const hours = hoursOf(calendar, day);
  if (hours === null) return null;
  const [opensAt, closesAt] = hours;
  const { timeZone } = calendar;
  const startsAt = toInstant({ day, time: opensAt, timeZone });
  const endsAt = toInstant({ day, time: closesAt, timeZone });
  // Clocks that skip the whole opening leave nothing to open.
  return startsAt < endsAt ? { startsAt, endsAt } : null;
}

export function ratePeriodAt(calendar: BusinessCalendar, at: Date): RatePeriod {
  const day = toLocalDay(at, calendar.timeZone);
  if (calendar.holidays.includes(day)) return 'holiday';
  const opening = openingOn(calendar, day);
  if (opening === null) return 'after-hours';
  return at >= opening.startsAt && at < opening.endsAt ? 'business-hours' : 'after-hours';
}

function hoursOf({ hours }: BusinessCalendar, day: string): LocalHours {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0) return hours.sun;
  return weekday === 6 ? hours.sat : hours.mon_fri;
}
