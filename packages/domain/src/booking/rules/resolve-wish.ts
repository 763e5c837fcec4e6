import {
  addDays,
  type ResolvedTime,
  resolveLocalTime,
  toLocalDay,
  toLocalMoment,
  weekdayOf,
} from '@afterhourfix/vocabulary';

/** Until then a caller who says "tomorrow" may well mean the day that has begun. */
const NIGHT_ENDS_MINUTE = 5 * 60;
/** "Tonight at 12:30" is after midnight. */
const EVENING_BEGINS_MINUTE = 17 * 60;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** When somebody would like a visit, in their words. */
export interface TimeWish {
  /** `today`, `tonight`, `tomorrow`, the name of a weekday, or `YYYY-MM-DD`. */
  day: string;
  /** `HH:MM`, 24-hour; left out: any time of the day. */
  time?: string | undefined;
}

/**
 * `ask-day`: the words fit two days, and which is meant has to be asked. `note` is to be said when the clocks do not
 * show the time, or show it twice.
 */
export type ResolvedWish =
  | { kind: 'at'; at: Date; note: Readonly<Record<'en' | 'es', string>> | null }
  | { kind: 'ask-day'; days: readonly [string, string] }
  | { kind: 'no-such-day' | 'no-such-time' | 'no-such-zone' | 'past' };

/** What a wish said at `now` comes to at the service address. Days are calendar days there, never 24 hours. */
export function resolveWish(
  wish: TimeWish,
  { now, timeZone }: { now: Date; timeZone: string },
): ResolvedWish {
  if (resolveLocalTime({ day: '2026-01-01', time: '00:00', timeZone }).kind === 'no-such-zone')
    return { kind: 'no-such-zone' };
  const days = readDays(wish, toLocalMoment(now, timeZone));
  const [day, other] = days;
  if (day === undefined) return { kind: 'no-such-day' };
  if (other !== undefined) return { kind: 'ask-day', days: [day, other] };
  const resolved = resolveLocalTime({ day, time: wish.time ?? '00:00', timeZone });
  if (!('at' in resolved)) return { kind: resolved.kind };
  const isToday = wish.time === undefined && day === toLocalDay(now, timeZone);
  if (resolved.at < now && !isToday) return { kind: 'past' };
  return { kind: 'at', at: isToday ? now : resolved.at, note: toNote(resolved, { wish, timeZone }) };
}

interface LocalNow {
  day: string;
  minuteOfDay: number;
}

function readDays({ day, time }: TimeWish, now: LocalNow): string[] {
  const word = day.trim().toLowerCase();
  const tomorrow = addDays(now.day, 1);
  if (word === 'today') return [now.day];
  if (word === 'tonight') return [isAfterMidnight(time, now) ? tomorrow : now.day];
  if (word === 'tomorrow') return now.minuteOfDay < NIGHT_ENDS_MINUTE ? [now.day, tomorrow] : [tomorrow];
  const weekday = WEEKDAYS.indexOf(word);
  if (weekday < 0) return /^\d{4}-/.test(word) ? [word] : [];
  return readWeekday(weekday, { time, now });
}

function isAfterMidnight(time: string | undefined, now: LocalNow): boolean {
  if (time === undefined || now.minuteOfDay < NIGHT_ENDS_MINUTE) return false;
  return time === '24:00' || time < toTime(Math.min(EVENING_BEGINS_MINUTE, now.minuteOfDay));
}

/** "Midnight Friday" may begin or end the day; "Sunday" said on a Sunday may be in a week. */
function readWeekday(weekday: number, { time, now }: { time: string | undefined; now: LocalNow }): string[] {
  const ahead = (weekday - weekdayOf(now.day) + 7) % 7;
  const day = addDays(now.day, ahead);
  if (time === '00:00' || time === '24:00') return [day, addDays(day, 1)];
  return ahead === 0 ? [day, addDays(day, 7)] : [day];
}

function toNote(
  resolved: ResolvedTime,
  { wish, timeZone }: { wish: TimeWish; timeZone: string },
): Readonly<Record<'en' | 'es', string>> | null {
  const asked = wish.time ?? '00:00';
  if (resolved.kind === 'skipped') {
    const next = toTime(toLocalMoment(resolved.at, timeZone).minuteOfDay);
    return {
      en: `The clocks go forward that night, so ${toSpokenClock(asked)} does not exist; the next is ${toSpokenClock(next)}.`,
      es: `Esa noche se adelantan los relojes: no existen ${toSpanishClock(asked)}; lo siguiente son ${toSpanishClock(next)}.`,
    };
  }
  if (resolved.kind !== 'twice') return null;
  const nameBoth = (locale: string) =>
    [resolved.at, resolved.laterAt].map((at) => nameZone(at, { timeZone, locale }));
  const [early, late] = nameBoth('en-US');
  const [temprana, tarde] = nameBoth('es-US');
  return {
    en: `The clocks go back that night and show ${toSpokenClock(asked)} twice; this is the earlier one, ${early}, not ${late}.`,
    es: `Esa noche se atrasan los relojes y marcan dos veces ${toSpanishClock(asked)}; esta es la primera, ${temprana}, no ${tarde}.`,
  };
}

const toTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function toSpokenClock(time: string): string {
  const hour = Number(time.slice(0, 2)) % 24;
  return `${hour % 12 || 12}:${time.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Clocks change between midnight and four. */
function toSpanishClock(time: string): string {
  const hour = Number(time.slice(0, 2)) % 12 || 12;
  return `${hour === 1 ? 'la' : 'las'} ${hour}:${time.slice(3)} de la madrugada`;
}

/** `Eastern Daylight Time`, `hora de verano oriental` */
function nameZone(at: Date, { timeZone, locale }: { timeZone: string; locale: string }): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
