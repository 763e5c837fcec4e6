import type { TimeWindow } from '@afterhourfix/vocabulary';
import { type Component, findLine } from './content-lines.ts';
import { type DayBudget, listDays, type Rule, readRule, toDay } from './recurrence.ts';
import { DAY_MS, readWallTimes, toInstant, type WallTime } from './wall-time.ts';

/** Half a second's work at worst. */
const MAX_DAYS = 500_000;

interface CalendarEvent {
  component: Component;
  uid: string;
  start: WallTime;
  /** True time; of whole days by the wall, so that a day stays one when clocks change. */
  lengthMs: number;
  /** An end that is told by the same clock on the wall stays where it is on that, as calendars show it. */
  wallLengthMs: number | null;
  rule: Rule | null;
  more: readonly WallTime[];
  except: readonly WallTime[];
  /** Which one of its series this event stands for. */
  replaces: WallTime | null;
}

export interface OccurrenceQuery {
  /** IANA zone of times that name none. */
  timeZone: string;
  from: Date;
  until: Date;
}

/** One time of an event, with the event it comes from. */
export interface Occurrence extends TimeWindow {
  event: Component;
}

/**
 * When events take place that touch a stretch of time, of those that `isMeant` picks; the others still replace their
 * occurrence of a series. Throws RangeError when the rules take too long to follow.
 */
export function listOccurrences(
  components: readonly Component[],
  query: OccurrenceQuery & { isMeant: (event: Component) => boolean },
): Occurrence[] {
  const replaced = toReplaced(components, query.timeZone);
  const budget = { daysLeft: MAX_DAYS };
  return components
    .filter(query.isMeant)
    .flatMap((component) => readEvent(component, query.timeZone) ?? [])
    .flatMap((event) =>
      listWindows(event, { query, replaced, budget }).map((window) => ({
        ...window,
        event: event.component,
      })),
    );
}

const toName = (uid: string, time: WallTime) =>
  `${uid}/${time.isAllDay ? toDay(time.wallMs) : toInstant(time).getTime()}`;

/** A cancelled or transparent event replaces its occurrence too. */
function toReplaced(components: readonly Component[], timeZone: string): Set<string> {
  const names = components.flatMap((component) => {
    const line = findLine(component, 'RECURRENCE-ID');
    const uid = findLine(component, 'UID')?.value ?? '';
    return line ? readWallTimes(line, timeZone).map((time) => toName(uid, time)) : [];
  });
  return new Set(names);
}

function readEvent(component: Component, timeZone: string): CalendarEvent | null {
  const timesOf = (name: string) =>
    component.lines.filter((line) => line.name === name).flatMap((line) => readWallTimes(line, timeZone));
  const [start] = timesOf('DTSTART');
  if (!start) return null;
  const [end = null] = timesOf('DTEND');
  const rule = findLine(component, 'RRULE');
  return {
    component,
    uid: findLine(component, 'UID')?.value ?? '',
    start,
    lengthMs: readLengthMs(component, { start, end }),
    wallLengthMs: end && end.timeZone === start.timeZone ? end.wallMs - start.wallMs : null,
    rule: rule ? readRule(rule.value, start.timeZone) : null,
    more: timesOf('RDATE'),
    except: timesOf('EXDATE'),
    replaces: timesOf('RECURRENCE-ID')[0] ?? null,
  };
}

/** Null when an event tells neither an end nor a length that is understood; of a whole day a day. */
export function findLengthMs(component: Component, timeZone: string): number | null {
  const [start = null, end = null] = ['DTSTART', 'DTEND'].map((name) => {
    const line = findLine(component, name);
    return line && (readWallTimes(line, timeZone)[0] ?? null);
  });
  const duration = findLine(component, 'DURATION');
  if (!start || (!end && !duration && !start.isAllDay)) return null;
  if (!end && duration && !DURATION.test(duration.value)) return null;
  return readLengthMs(component, { start, end });
}

const DURATION = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function readLengthMs(
  component: Component,
  { start, end }: { start: WallTime; end: WallTime | null },
): number {
  if (end?.isAllDay) return Math.max(0, end.wallMs - start.wallMs);
  if (end) return Math.max(0, toInstant(end).getTime() - toInstant(start).getTime());
  const duration = findLine(component, 'DURATION')?.value;
  if (duration === undefined) return start.isAllDay ? DAY_MS : 0;
  const [, weeks, days, hours, minutes, seconds] = DURATION.exec(duration) ?? [];
  const number = (text: string | undefined) => Number(text ?? 0);
  const minutesLong = number(hours) * 60 + number(minutes);
  return (number(weeks) * 7 + number(days)) * DAY_MS + minutesLong * 60_000 + number(seconds) * 1_000;
}

function listWindows(
  event: CalendarEvent,
  { query, replaced, budget }: { query: OccurrenceQuery; replaced: ReadonlySet<string>; budget: DayBudget },
): TimeWindow[] {
  const excepted = new Set(event.except.map((time) => toName(event.uid, time)));
  return listStarts(event, { ...query, budget }).flatMap((start) => {
    const name = toName(event.uid, start);
    const isGone = event.replaces === null && (excepted.has(name) || replaced.has(name));
    const window = toWindow(start, event);
    const isOver = event.rule?.untilMs != null && window.startsAt.getTime() > event.rule.untilMs;
    const isWithin = window.startsAt < query.until && window.endsAt > query.from;
    return isGone || isOver || !isWithin || window.startsAt >= window.endsAt ? [] : [window];
  });
}

function toWindow(
  start: WallTime,
  { lengthMs, wallLengthMs }: Pick<CalendarEvent, 'lengthMs' | 'wallLengthMs'>,
): TimeWindow {
  const startsAt = toInstant(start);
  const onWallMs = start.isAllDay ? lengthMs : wallLengthMs;
  const endsAt = onWallMs === null ? null : toInstant({ ...start, wallMs: start.wallMs + onWallMs });
  // What begins in an hour that does not exist begins later, and may begin after its end.
  const isSound = endsAt !== null && (start.isAllDay || endsAt > startsAt);
  return { startsAt, endsAt: isSound ? endsAt : new Date(startsAt.getTime() + lengthMs) };
}

/** Starts that may reach into the asked time; a day too many on both sides, for zones differ. */
function listStarts(
  { start, lengthMs, rule, more }: CalendarEvent,
  { from, until, budget }: OccurrenceQuery & { budget: DayBudget },
): WallTime[] {
  if (rule === null) return [start, ...more];
  const days = listDays(rule, {
    first: toDay(start.wallMs),
    from: toDay(from.getTime() - lengthMs) - 1,
    to: toDay(until.getTime()) + 1,
    budget,
  });
  const timeOfDayMs = start.wallMs - toDay(start.wallMs) * DAY_MS;
  return [...days.map((day) => ({ ...start, wallMs: day * DAY_MS + timeOfDayMs })), ...more];
}
