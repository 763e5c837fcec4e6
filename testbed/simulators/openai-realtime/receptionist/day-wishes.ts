const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const CALENDAR_DATE = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day, (\w+ \d{1,2}, \d{4})/i;
const TIME_ZONE = /\(([A-Z]\w+\/[\w/]+)\)/;
const WEEKDAY = new RegExp(`\\b(${WEEKDAYS.join('|')})\\b(?! right\\b|, right\\b)`, 'gi');
/** When a night is over that began in the evening. */
const NIGHT_ENDS_HOUR = 30;

/** A day on the calendar of the business: midnight of it in UTC, so that days can be counted. */
export interface Calendar {
  todayMs: number;
  timeZone: string;
}

export interface DayWish {
  /** As the caller said it, where one word says it; else the date. */
  day: string;
  dayMs: number;
  part: 'morning' | 'afternoon' | 'evening' | null;
}

/** The hour at which a part of the day begins; of a morning that is as early as can be. */
export const HOUR_OF_PART = { morning: 0, afternoon: 12, evening: 17 } as const;

/** What instructions say of the day and the zone; null when they do not. */
export function readCalendar(instructions: string): Calendar | null {
  const date = CALENDAR_DATE.exec(instructions)?.[1];
  const todayMs = date === undefined ? Number.NaN : Date.parse(`${date} UTC`);
  return Number.isNaN(todayMs) ? null : { todayMs, timeZone: TIME_ZONE.exec(instructions)?.[1] ?? 'UTC' };
}

const toIsoDate = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);

/** `2026-11-24` is `Tuesday, November 24`. */
export function nameDay(isoDate: string): string {
  return new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(isoDate));
}

function toDay(dayMs: number, word?: string): Omit<DayWish, 'part'> {
  return { day: word ?? toIsoDate(dayMs), dayMs };
}

function findDay(text: string, { todayMs }: Calendar): Omit<DayWish, 'part'> | null {
  const today = new Date(todayMs).getUTCDay();
  const isNextWeek = /\bnext week\b/.test(text);
  const nextMondayMs = todayMs + ((8 - today) % 7 || 7) * DAY_MS;
  const named = [...text.matchAll(WEEKDAY)].at(-1)?.[1];
  if (named !== undefined) {
    const ahead = (WEEKDAYS.indexOf(named) - today + 7) % 7 || 7;
    const dayMs = todayMs + ahead * DAY_MS;
    const isWeekLater = isNextWeek && dayMs < nextMondayMs;
    return isWeekLater || isNextWeek ? toDay(isWeekLater ? dayMs + 7 * DAY_MS : dayMs) : toDay(dayMs, named);
  }
  if (isNextWeek) return toDay(nextMondayMs);
  if (/\bday after tomorrow\b/.test(text)) return toDay(todayMs + 2 * DAY_MS);
  if (/\btomorrow\b|\bmañana\b/.test(text)) return toDay(todayMs + DAY_MS, 'tomorrow');
  if (/\btonight\b/.test(text)) return toDay(todayMs, 'tonight');
  return /\b(?:today|this (?:afternoon|evening))\b/.test(text) ? toDay(todayMs, 'today') : null;
}

function findPart(text: string): DayWish['part'] {
  if (/\bmorning\b|\bfirst thing\b/.test(text)) return 'morning';
  if (/\bafternoon\b/.test(text)) return 'afternoon';
  return /\bevening\b/.test(text) ? 'evening' : null;
}

/** The day a caller asks for, and the part of it; null when none is named. */
export function readDayWish(said: string, calendar: Calendar): DayWish | null {
  const text = said.toLowerCase().replace(/\btomorrow is (?:a )?\w+day\b/, ' ');
  const day = findDay(text, calendar);
  return day && { ...day, part: findPart(text) };
}

/** The instant at which a wish begins, ISO 8601. */
export function toEarliestAt(
  { dayMs, part }: Pick<DayWish, 'dayMs' | 'part'>,
  { timeZone }: Calendar,
): string {
  const localMs = dayMs + (part === null ? 0 : HOUR_OF_PART[part]) * HOUR_MS;
  const instantMs = localMs - offsetAtMs(localMs, timeZone);
  return new Date(localMs - offsetAtMs(instantMs, timeZone)).toISOString();
}

/** Whether an instant lies in the day and the part of it that is wished; a night goes on after midnight. */
export function isWithinWish(instant: string, { day, dayMs, part }: DayWish, calendar: Calendar): boolean {
  const atMs = Date.parse(instant);
  const hour = (atMs + offsetAtMs(atMs, calendar.timeZone) - dayMs) / HOUR_MS;
  const endHour = day === 'tonight' ? NIGHT_ENDS_HOUR : 24;
  const fromHour = part === null ? 0 : HOUR_OF_PART[part];
  return hour >= fromHour && hour < endHour;
}

/** Midnight in UTC of the local day of an instant. */
export function toDayMs(instant: string, calendar: Calendar): number {
  return Math.floor(toLocalMs(instant, calendar) / DAY_MS) * DAY_MS;
}

/** Minutes after local midnight. */
export function toLocalMinute(instant: string, calendar: Calendar): number {
  return (toLocalMs(instant, calendar) - toDayMs(instant, calendar)) / 60_000;
}

function toLocalMs(instant: string, { timeZone }: Calendar): number {
  const atMs = Date.parse(instant);
  return atMs + offsetAtMs(atMs, timeZone);
}

function offsetAtMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    atMs,
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
