import type { TimeWindow } from '@afterhourfix/vocabulary';
import { type Component, type ContentLine, findLine, readCalendar } from './content-lines.ts';
import { findLengthMs, listOccurrences, type OccurrenceQuery } from './occurrences.ts';
import { readRule } from './recurrence.ts';
import { DAY_MS, findKnownZone, readWallTimes } from './wall-time.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_EVENTS = 10_000;
const MAX_OCCURRENCES = 20_000;
const MAX_LISTED = 20;

/** One time that the calendar names, with what stands above it. */
export interface RotaEvent extends TimeWindow {
  summary: string;
}

export type ReadRotaResult =
  | { ok: true; events: RotaEvent[] }
  | { ok: false; refusal: 'not-a-calendar' | 'too-large' }
  /** `listed`: zones that nobody knows, or the events whose time or rule is not understood. */
  | { ok: false; refusal: 'unknown-zones' | 'unreadable-events'; listed: string[] };

/**
 * The events of a rota that touch a stretch of time. Unlike the reader of busy times it guesses nothing: a duty at the
 * wrong hour leaves callers without anybody, so a zone or a rule that is not understood is told instead.
 */
export function readRotaCalendar(text: string, query: OccurrenceQuery): ReadRotaResult {
  if (Buffer.byteLength(text) > MAX_BYTES) return { ok: false, refusal: 'too-large' };
  const calendar = readCalendar(text);
  if (!calendar) return { ok: false, refusal: 'not-a-calendar' };
  const components = calendar.components.filter(({ name }) => name === 'VEVENT');
  if (components.length > MAX_EVENTS) return { ok: false, refusal: 'too-large' };
  const zones = listUnknownZones(components);
  if (zones.length > 0) return { ok: false, refusal: 'unknown-zones', listed: zones };
  const unreadable = components.filter((event) => !isReadable(event, query.timeZone)).map(toSummary);
  if (unreadable.length > 0)
    return { ok: false, refusal: 'unreadable-events', listed: unreadable.slice(0, MAX_LISTED) };
  return listEvents(components, query);
}

function listEvents(components: readonly Component[], query: OccurrenceQuery): ReadRotaResult {
  try {
    const found = listOccurrences(components, { ...query, isMeant: isStanding });
    if (found.length > MAX_OCCURRENCES) return { ok: false, refusal: 'too-large' };
    const events = found.map(({ event, startsAt, endsAt }) => ({
      startsAt,
      endsAt,
      summary: toSummary(event),
    }));
    return { ok: true, events };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, refusal: 'too-large' };
    throw error;
  }
}

const isStanding = (event: Component) => findLine(event, 'STATUS')?.value.toUpperCase() !== 'CANCELLED';

const toSummary = (event: Component) => unescapeText(findLine(event, 'SUMMARY')?.value ?? '');

function listUnknownZones(components: readonly Component[]): string[] {
  const named = components.flatMap(({ lines }) => lines.flatMap(({ parameters }) => parameters.TZID ?? []));
  return [...new Set(named)].filter((zone) => findKnownZone(zone) === null).slice(0, MAX_LISTED);
}

function isReadable(event: Component, timeZone: string): boolean {
  const start = findLine(event, 'DTSTART');
  const rules = event.lines.filter(({ name }) => name === 'RRULE');
  return (
    start !== null &&
    readWallTimes(start, timeZone).length === 1 &&
    rules.length <= 1 &&
    rules.every(({ value }) => isRuleReadable(value, timeZone)) &&
    event.lines.every((line) => !DATED.includes(line.name) || isDated(line, timeZone)) &&
    (!isStanding(event) || hasLength(event, timeZone))
  );
}

const DATED = ['DTEND', 'EXDATE', 'RDATE', 'RECURRENCE-ID'];

const isDated = (line: ContentLine, timeZone: string) =>
  readWallTimes(line, timeZone).length === line.value.split(',').length;

/** A rota that is longer is none. */
const LONGEST_MS = 366 * DAY_MS;

function hasLength(event: Component, timeZone: string): boolean {
  const lengthMs = findLengthMs(event, timeZone);
  return lengthMs !== null && lengthMs > 0 && lengthMs <= LONGEST_MS;
}

const WEEKDAY = /^[+-]?\d{0,2}(?:SU|MO|TU|WE|TH|FR|SA)$/i;

/** The reader of busy times passes over parts that make no sense. */
function isRuleReadable(rule: string, timeZone: string): boolean {
  const isSound = rule.split(';').every((part) => {
    const [name = '', value = ''] = part.split('=');
    switch (name.toUpperCase()) {
      case 'UNTIL':
        return isDated({ name, parameters: {}, value }, timeZone);
      case 'COUNT':
      case 'INTERVAL':
        return /^[1-9]\d*$/.test(value);
      case 'BYDAY':
        return value.split(',').every((day) => WEEKDAY.test(day));
      default:
        return true;
    }
  });
  return isSound && !readRule(rule, timeZone).isGuessed;
}

function unescapeText(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_all, mark: string) => (/n/i.test(mark) ? '\n' : mark));
}
