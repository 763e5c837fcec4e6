const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_MS = 86_400_000;
const CALENDAR_DATE = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day, (\w+ \d{1,2}, \d{4})/i;
const TIME_ZONE = /\(([A-Z]\w+\/[\w/]+)\)/;
const WEEKDAY = new RegExp(`\\b(${WEEKDAYS.join('|')})\\b(?! right\\b|, right\\b)`, 'gi');

/** A day on the calendar of the business: midnight of it in UTC, so that days can be counted. */
export interface Calendar {
  todayMs: number;
  timeZone: string;
}

export interface DayWish {
  dayMs: number;
  part: 'morning' | 'afternoon' | null;
}

/** What instructions say of the day and the zone; null when they do not. */
export function readCalendar(instructions: string): Calendar | null {
  const date = CALENDAR_DATE.exec(instructions)?.[1];
  const todayMs = date === undefined ? Number.NaN : Date.parse(`${date} UTC`);
  return Number.isNaN(todayMs) ? null : { todayMs, timeZone: TIME_ZONE.exec(instructions)?.[1] ?? 'UTC' };
}

function findDay(text: string, { todayMs }: Calendar): number | null {
  const today = new Date(todayMs).getUTCDay();
  const isNextWeek = /\bnext week\b/.test(text);
  const nextMondayMs = todayMs + ((8 - today) % 7 || 7) * DAY_MS;
  const named = [...text.matchAll(WEEKDAY)].at(-1)?.[1];
  if (named !== undefined) {
    const ahead = (WEEKDAYS.indexOf(named.toLowerCase()) - today + 7) % 7 || 7;
    const dayMs = todayMs + ahead * DAY_MS;
    return isNextWeek && dayMs < nextMondayMs ? dayMs + 7 * DAY_MS : dayMs;
  }
  if (isNextWeek) return nextMondayMs;
  if (/\bday after tomorrow\b/.test(text)) return todayMs + 2 * DAY_MS;
  return /\btomorrow\b|\bmañana\b/.test(text) ? todayMs + DAY_MS : null;
}

/** The day a caller asks for, and the part of it; null when none is named. */
export function readDayWish(said: string, calendar: Calendar): DayWish | null {
  const text = said.toLowerCase().replace(/\btomorrow is (?:a )?\w+day\b/, ' ');
  const dayMs = findDay(text, calendar);
  if (dayMs === null) return null;
  const part = /\bmorning|first thing\b/.test(text)
    ? 'morning'
    : /\bafternoon\b/.test(text)
      ? 'afternoon'
      : null;
  return { dayMs, part };
}

/** The instant at which a wish begins, ISO 8601. */
export function toEarliestAt({ dayMs, part }: DayWish, { timeZone }: Calendar): string {
  const localMs = dayMs + (part === 'afternoon' ? DAY_MS / 2 : 0);
  const instantMs = localMs - offsetAtMs(localMs, timeZone);
  return new Date(localMs - offsetAtMs(instantMs, timeZone)).toISOString();
}

/** Midnight in UTC of the local day of an instant. */
export function toDayMs(instant: string, { timeZone }: Calendar): number {
  const atMs = Date.parse(instant);
  return Math.floor((atMs + offsetAtMs(atMs, timeZone)) / DAY_MS) * DAY_MS;
}

function offsetAtMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    atMs,
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
