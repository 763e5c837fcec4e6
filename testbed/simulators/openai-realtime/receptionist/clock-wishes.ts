import { toDigitsEverywhere } from './spoken-numbers.ts';
import type { OfferedSlot } from './tool-memory.ts';

const HALF_DAY = 720;
const DAY = 1_440;
const MINUTE_MS = 60_000;
const HOURS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const MINUTES: Readonly<Record<string, number>> = { fifteen: 15, thirty: 30, 'forty-five': 45 };

const HOUR = `(?:${HOURS.join('|')}|1[0-2]|[1-9])`;
const MINUTE = `(?:[ :](?:${Object.keys(MINUTES).join('|')}|[0-5]\\d))`;
const AT = `(${HOUR})(${MINUTE})?`;
const NUMBER = 'zero|oh|\\w*teen|\\w*ty|hundred|thousand|\\d+';
/** No house number, ZIP code, `the first one` or `two weeks`. */
const NOT_AFTER = `(?<!\\b(?:${[...HOURS, NUMBER, 'first|second|third|that|this|other|which|earlier|later'].join('|')})[ -])`;
const NOT_BEFORE = `(?![ -](?:${[...HOURS, NUMBER].join('|')})\\b| (?:minute|hour|day|week|month|year|of|more|people|time)s?\\b)`;
const BEHIND = `(?: ?o'?clock|,? ?[ap]\\.?m\\b|,? in the (?:morning|afternoon|evening)| tonight| at night| then\\b| works\\b| is (?:fine|good|okay))`;

const RANGES = [
  new RegExp(`\\bbetween ${AT}\\b and ${AT}\\b`, 'i'),
  new RegExp(`${NOT_AFTER}\\b${AT}\\b (?:to|till|until) ${AT}\\b${NOT_BEFORE}`, 'i'),
];
const TIMES = [
  new RegExp(`\\b(?:at|around|about|by|after|from) ${AT}\\b${NOT_BEFORE}`, 'i'),
  new RegExp(`${NOT_AFTER}\\b${AT}\\b${BEHIND}`, 'i'),
];
const BEFORE_NOON = /\b(?:a\.?m\b|in the morning)/i;
const AFTER_NOON = /\b(?:p\.?m\b|in the (?:afternoon|evening))/i;

/** A time of day, or a window, by a clock with twelve hours: minutes below 720. `half` is null when it was not said. */
export interface ClockWish {
  fromMinute: number;
  toMinute: number | null;
  half: 'am' | 'pm' | null;
}

/** What time of day the caller names; null when none. A lone number is none. */
export function readClockWish(said: string): ClockWish | null {
  const half = BEFORE_NOON.test(said) ? 'am' : AFTER_NOON.test(said) ? 'pm' : null;
  const range = RANGES.map((pattern) => pattern.exec(said)).find((found) => found !== null);
  if (range) {
    const [, fromHour, fromMinute, toHour, toMinute] = range;
    return { fromMinute: toMinutes(fromHour, fromMinute), toMinute: toMinutes(toHour, toMinute), half };
  }
  const time = TIMES.map((pattern) => pattern.exec(said)).find((found) => found !== null);
  return time ? { fromMinute: toMinutes(time[1], time[2]), toMinute: null, half } : null;
}

function toMinutes(hour = '', minute = ''): number {
  const hours = Number(toDigitsEverywhere(hour.toLowerCase())) % 12;
  const after = minute.slice(1).toLowerCase();
  return hours * 60 + (MINUTES[after] ?? Number(after || 0));
}

/** Minutes after midnight, where the other half of the day is left to be understood. */
export function toMinuteOfDay({ fromMinute, half }: ClockWish, isTonight: boolean): number {
  if (half !== null) return fromMinute + (half === 'pm' ? HALF_DAY : 0);
  const firstMorningHour = isTonight ? 0 : 7;
  const lastMorningHour = isTonight ? 5 : 12;
  const isMorning = fromMinute >= firstMorningHour * 60 && fromMinute < lastMorningHour * 60;
  return fromMinute + (isMorning ? 0 : HALF_DAY);
}

/** Whether a slot is the window that was named, or begins at or holds the time. `localMinuteOf` gives minutes after midnight. */
export function isNamedByClock(
  slot: OfferedSlot,
  clock: ClockWish,
  localMinuteOf: (instant: string) => number,
): boolean {
  const { startsAt, endsAt } = slot;
  if (startsAt === null || endsAt === null) return false;
  const startMinute = localMinuteOf(startsAt);
  const lengthMinutes = (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS;
  const halves = clock.half === null ? [0, HALF_DAY] : [clock.half === 'pm' ? HALF_DAY : 0];
  return halves.some((half) => {
    const intoSlot = (clock.fromMinute + half - startMinute + DAY) % DAY;
    if (clock.toMinute === null) return intoSlot < lengthMinutes;
    const wishedMinutes = (clock.toMinute - clock.fromMinute + HALF_DAY) % HALF_DAY;
    return intoSlot === 0 && wishedMinutes === lengthMinutes;
  });
}
