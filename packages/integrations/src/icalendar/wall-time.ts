import type { ContentLine } from './content-lines.ts';

export const DAY_MS = 24 * 60 * 60_000;

/** A time as a clock on the wall shows it, in milliseconds as if the wall were in UTC, and where that wall is. */
export interface WallTime {
  wallMs: number;
  timeZone: string;
  isAllDay: boolean;
}

/** What Outlook calls the zones of the United States instead of their IANA names. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indiana/Indianapolis',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'US Mountain Standard Time': 'America/Phoenix',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Alaskan Standard Time': 'America/Anchorage',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  UTC: 'UTC',
};

const formats = new Map<string, Intl.DateTimeFormat | null>();
const MAX_FORMATS = 500;

/** Dates and times of a line, of which some have several; `defaultZone` is for times without a zone of their own. */
export function readWallTimes(line: ContentLine, defaultZone: string): WallTime[] {
  const timeZone = findZone(line.parameters.TZID, defaultZone);
  return line.value.split(',').flatMap((text) => readWallTime(text.trim(), timeZone) ?? []);
}

function readWallTime(text: string, timeZone: string): WallTime | null {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?/.exec(text);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  return {
    wallMs: Date.UTC(year, month - 1, day, hour, minute, second),
    timeZone: match[7] === 'Z' ? 'UTC' : timeZone,
    isAllDay: match[4] === undefined,
  };
}

/**
 * The instant at which the wall shows the time: the earlier one of an hour that happens twice; in an hour that does not
 * exist, by the offset of before (RFC 5545, 3.3.5).
 */
export function toInstant({ wallMs, timeZone }: { wallMs: number; timeZone: string }): Date {
  const before = offsetMsAt(wallMs - DAY_MS, timeZone);
  const after = offsetMsAt(wallMs + DAY_MS, timeZone);
  const candidates = [wallMs - before, wallMs - after].toSorted((a, b) => a - b);
  const shown = candidates.find((instantMs) => instantMs + offsetMsAt(instantMs, timeZone) === wallMs);
  return new Date(shown ?? wallMs - before);
}

function offsetMsAt(instantMs: number, timeZone: string): number {
  const format = findFormat(timeZone);
  if (timeZone === 'UTC' || !format) return 0;
  const wholeMs = Math.floor(instantMs / 1_000) * 1_000;
  const parts = Object.fromEntries(
    format.formatToParts(wholeMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs;
}

function findZone(name: string | undefined, defaultZone: string): string {
  return name === undefined ? defaultZone : (findKnownZone(name) ?? defaultZone);
}

/** Null for a zone that nobody knows. Names of other makers end with the IANA name: `/example.org/2005/America/New_York`. */
export function findKnownZone(name: string): string | null {
  const ending = /[A-Za-z_]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(name)?.[0];
  const candidates = [name, WINDOWS_ZONES[name], ending, ending?.split('/').slice(-2).join('/')];
  return candidates.find((zone) => zone !== undefined && findFormat(zone) !== null) ?? null;
}

function findFormat(timeZone: string): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  if (formats.size >= MAX_FORMATS) formats.clear();
  const format = toFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

function toFormat(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  } catch {
    return null;
  }
}
