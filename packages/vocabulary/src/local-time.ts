const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Days that are remembered with their offsets; then all are forgotten. */
const MAX_REMEMBERED_DAYS = 5_000;

export interface LocalTime {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:MM`, 24-hour; `24:00` is the end of the day. */
  time: string;
  /** IANA zone. */
  timeZone: string;
}

/**
 * `skipped`: the clocks jump over it, `at` is the next time that exists. `twice`: the clocks show it two times, `at`
 * is the earlier one and `laterAt` the other. `no-such-day`, `no-such-time`, `no-such-zone`: nothing to resolve.
 */
export type ResolvedTime =
  | { kind: 'exact' | 'skipped'; at: Date }
  | { kind: 'twice'; at: Date; laterAt: Date }
  | { kind: 'no-such-day' | 'no-such-time' | 'no-such-zone' };

/** The instant of a wall-clock time. What the clocks leave open is named, never settled in silence. */
export function resolveLocalTime({ day, time, timeZone }: LocalTime): ResolvedTime {
  if (!isDay(day)) return { kind: 'no-such-day' };
  const minutes = readMinutes(time);
  if (minutes === null) return { kind: 'no-such-time' };
  if (!isZone(timeZone)) return { kind: 'no-such-zone' };
  const wallMs = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  const { beforeMs, afterMs } = offsetsAround(day, timeZone);
  if (beforeMs === afterMs) return { kind: 'exact', at: new Date(wallMs - beforeMs) };
  const [first, second] = [wallMs - beforeMs, wallMs - afterMs]
    .filter((ms) => ms + zoneOffsetMs(ms, timeZone) === wallMs)
    .toSorted((a, b) => a - b);
  // With the offset from before the jump the clocks show a time as much later as they jumped: 2:30 becomes 3:30.
  if (first === undefined) return { kind: 'skipped', at: new Date(wallMs - beforeMs) };
  if (second === undefined) return { kind: 'exact', at: new Date(first) };
  return { kind: 'twice', at: new Date(first), laterAt: new Date(second) };
}

/** The instant that counts when nobody can be asked: the next that exists, the earlier of two. Throws `RangeError`. */
export function toInstant(local: LocalTime): Date {
  const resolved = resolveLocalTime(local);
  if (!('at' in resolved)) throw new RangeError(`${resolved.kind}: ${local.day} ${local.time}`);
  return resolved.at;
}

/** The local day and minute of an instant. */
export function toLocalMoment(at: Date, timeZone: string): { day: string; minuteOfDay: number } {
  const wall = new Date(at.getTime() + zoneOffsetMs(at.getTime(), timeZone));
  return {
    day: wall.toISOString().slice(0, 10),
    minuteOfDay: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
}

/** `YYYY-MM-DD` on which an instant falls there. */
export function toLocalDay(at: Date, timeZone: string): string {
  return toLocalMoment(at, timeZone).day;
}

/** So many calendar days later; never hours, which two days a year have more or fewer of. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const ms = Date.parse(`${day}T00:00:00Z`);
  // JavaScript takes February 30th for March 2nd.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

function readMinutes(time: string): number | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) return null;
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function isZone(timeZone: string): boolean {
  if (formats.has(timeZone)) return true;
  try {
    formats.set(timeZone, new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone }));
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const FIELDS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

function zoneOffsetMs(atMs: number, timeZone: string): number {
  if (!isZone(timeZone)) throw new RangeError(`no-such-zone: ${timeZone}`);
  const parts = formats.get(timeZone)?.formatToParts(atMs) ?? [];
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wallMs = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return wallMs - Math.floor(atMs / 1_000) * 1_000;
}

interface Offsets {
  beforeMs: number;
  afterMs: number;
}

const offsetsByDay = new Map<string, Offsets>();

/** A search asks for the same days again and again, and asking Intl costs microseconds each time. */
function offsetsAround(day: string, timeZone: string): Offsets {
  const key = `${timeZone} ${day}`;
  const known = offsetsByDay.get(key);
  if (known) return known;
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  const offsets = {
    beforeMs: zoneOffsetMs(noonMs - 1.5 * DAY_MS, timeZone),
    afterMs: zoneOffsetMs(noonMs + 1.5 * DAY_MS, timeZone),
  };
  if (offsetsByDay.size >= MAX_REMEMBERED_DAYS) offsetsByDay.clear();
  offsetsByDay.set(key, offsets);
  return offsets;
}
