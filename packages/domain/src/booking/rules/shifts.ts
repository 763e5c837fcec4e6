import { addDays, toInstant, weekdayOf } from '@afterhourfix/vocabulary';
import { type Stretches, toMinute, toStretches } from './stretches.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MINUTES_PER_DAY = 1_440;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** Wall-clock times, `HH:MM`; a shift that ends when or before it begins ends on the next day. */
export interface ShiftHours {
  startsLocal: string;
  endsLocal: string;
}

export interface WeeklyShift extends ShiftHours {
  /** 0 is Sunday. */
  weekday: number;
  isOnCall: boolean;
}

export type MergedShifts =
  | { ok: true; shifts: WeeklyShift[] }
  | { ok: false; refusal: 'not-a-time' | 'not-a-weekday' | 'empty-shift'; shift: WeeklyShift };

/** A week's shifts with those that overlap or touch made one, those at work and those on call apart. */
export function mergeShifts(shifts: readonly WeeklyShift[]): MergedShifts {
  for (const shift of shifts) {
    const refusal = findFault(shift);
    if (refusal) return { ok: false, refusal, shift };
  }
  const merge = (isOnCall: boolean) =>
    mergeWeek(shifts.filter((shift) => shift.isOnCall === isOnCall)).map((shift) => ({ ...shift, isOnCall }));
  return { ok: true, shifts: [...merge(false), ...merge(true)] };
}

function findFault(shift: WeeklyShift) {
  if (!Number.isInteger(shift.weekday) || shift.weekday < 0 || shift.weekday > 6) return 'not-a-weekday';
  if (!TIME.test(shift.startsLocal) || !TIME.test(shift.endsLocal)) return 'not-a-time';
  // Twenty-four hours of a day are two shifts of twelve: the same time twice is rather a slip.
  return shift.startsLocal === shift.endsLocal ? 'empty-shift' : null;
}

function mergeWeek(shifts: readonly WeeklyShift[]) {
  const pairs = shifts.map(toWeekMinutes);
  const merged = toStretches(pairs);
  const weekly: Omit<WeeklyShift, 'isOnCall'>[] = [];
  for (let index = 0; index < merged.length; index += 2)
    weekly.push(...toDayShifts(merged[index] ?? 0, merged[index + 1] ?? 0));
  return weekly;
}

function toWeekMinutes(shift: WeeklyShift): [number, number] {
  const from = shift.weekday * MINUTES_PER_DAY + minutesOf(shift.startsLocal);
  const length = minutesOf(shift.endsLocal) - minutesOf(shift.startsLocal);
  return [from, from + (length <= 0 ? length + MINUTES_PER_DAY : length)];
}

/** Longer than a day cannot be written as one shift: cut into pieces of twelve hours. */
function toDayShifts(from: number, until: number): Omit<WeeklyShift, 'isOnCall'>[] {
  const pieces: Omit<WeeklyShift, 'isOnCall'>[] = [];
  const step = until - from < MINUTES_PER_DAY ? MINUTES_PER_DAY : MINUTES_PER_DAY / 2;
  for (let start = from; start < until; start += step) {
    const minute = start % MINUTES_PER_WEEK;
    pieces.push({
      weekday: Math.floor(minute / MINUTES_PER_DAY),
      startsLocal: toTime(minute % MINUTES_PER_DAY),
      endsLocal: toTime(Math.min(until, start + step) % MINUTES_PER_DAY),
    });
  }
  return pieces;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const toTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export interface DayOverride {
  onDay: string;
  /** Null: the day is off. */
  startsLocal: string | null;
  endsLocal: string | null;
}

export interface ShiftPlan {
  weekly: readonly WeeklyShift[];
  overrides: readonly DayOverride[];
  timeZone: string;
}

/**
 * The minutes that a technician works, from the first of `days` days on; with the shift that has begun on the day
 * before. Computed from instants: a shift from 18:00 to 06:00 has 13 hours in the fall and 11 in spring.
 */
export function toWorkingTime(plan: ShiftPlan, span: { firstDay: string; days: number }): Stretches {
  const pairs: [number, number][] = [];
  for (let count = -1; count < span.days; count += 1) {
    const day = addDays(span.firstDay, count);
    for (const hours of hoursOn(plan, day)) pairs.push(toMinutes(hours, { day, timeZone: plan.timeZone }));
  }
  return toStretches(pairs);
}

function hoursOn({ weekly, overrides }: ShiftPlan, day: string): ShiftHours[] {
  const instead = overrides.filter(({ onDay }) => onDay === day);
  if (instead.length === 0) {
    const weekday = weekdayOf(day);
    return weekly.filter((shift) => shift.weekday === weekday);
  }
  return instead.flatMap(({ startsLocal, endsLocal }) =>
    startsLocal === null || endsLocal === null ? [] : [{ startsLocal, endsLocal }],
  );
}

function toMinutes(
  { startsLocal, endsLocal }: ShiftHours,
  { day, timeZone }: { day: string; timeZone: string },
): [number, number] {
  const endDay = endsLocal <= startsLocal ? addDays(day, 1) : day;
  return [
    toMinute(toInstant({ day, time: startsLocal, timeZone })),
    toMinute(toInstant({ day: endDay, time: endsLocal, timeZone })),
  ];
}
