import { DAY_MS, readWallTimes, toInstant } from './wall-time.ts';

const DAYS_OF_WEEK = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
/** A counted series is followed from its start for a century at most. */
const MAX_DAYS_COUNTED = 36_525;

/** What a whole feed may cost: its rules are somebody else's. */
export interface DayBudget {
  daysLeft: number;
}

/** Days are counted from 1 January 1970. */
export interface Rule {
  frequency: (typeof FREQUENCIES)[number];
  interval: number;
  count: number | null;
  /** Nothing begins after this instant, or, when the rule names a day, after that day. */
  untilMs: number | null;
  untilDay: number | null;
  months: readonly number[];
  monthDays: readonly number[];
  weekdays: readonly { ordinal: number | null; weekday: number }[];
  positions: readonly number[];
  weekStart: number;
  /** It was not understood, or names parts that were not. */
  isGuessed: boolean;
}

/**
 * A rule of RFC 5545, 3.3.10. Parts that are not understood (hours, week numbers, days of the year) and frequencies
 * below a day make it a daily one: what cannot be read is rather busy than free.
 */
export function readRule(text: string, timeZone: string): Rule {
  const parts = new Map(text.split(';').map((part) => toPair(part.toUpperCase())));
  const list = (name: string) => parts.get(name)?.split(',') ?? [];
  const numbers = (name: string) => list(name).map(Number).filter(Number.isInteger);
  const frequency = FREQUENCIES.find((known) => known === parts.get('FREQ'));
  const isStrange = ['BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYWEEKNO', 'BYYEARDAY'].some((name) =>
    parts.has(name),
  );
  const until = readUntil(parts.get('UNTIL'), timeZone);
  if (!frequency || isStrange) return { ...DAILY, ...until };
  return {
    frequency,
    interval: Math.max(1, numbers('INTERVAL')[0] ?? 1),
    count: numbers('COUNT')[0] ?? null,
    ...until,
    months: numbers('BYMONTH'),
    monthDays: numbers('BYMONTHDAY'),
    weekdays: list('BYDAY').flatMap(readWeekday),
    positions: numbers('BYSETPOS'),
    weekStart: Math.max(0, DAYS_OF_WEEK.indexOf(parts.get('WKST') ?? 'MO')),
    isGuessed: false,
  };
}

const DAILY: Rule = {
  frequency: 'DAILY',
  interval: 1,
  count: null,
  untilMs: null,
  untilDay: null,
  months: [],
  monthDays: [],
  weekdays: [],
  positions: [],
  weekStart: 1,
  isGuessed: true,
};

/**
 * The days from `from` to `to` on which a series begins anew whose first day is `first`; its end by instant is not
 * applied. Throws RangeError when the budget is used up.
 */
export function listDays(
  rule: Rule,
  { first, from, to, budget }: { first: number; from: number; to: number; budget: DayBudget },
): number[] {
  const last = Math.min(to, rule.untilDay ?? to);
  const days: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  const begin = rule.count === null ? Math.max(first, from) : first;
  const end = rule.count === null ? last : Math.min(last, first + MAX_DAYS_COUNTED);
  for (let day = begin; day <= end && left > 0; day += 1) {
    if (day !== first && !isOn(rule, { first, day, budget })) continue;
    left -= 1;
    if (day >= from) days.push(day);
  }
  return days;
}

export const toDay = (wallMs: number) => Math.floor(wallMs / DAY_MS);

interface Question {
  first: number;
  day: number;
}

function isOn(rule: Rule, { first, day, budget }: Question & { budget: DayBudget }): boolean {
  spend(budget, 1);
  if (!isInPhase(rule, { first, day }) || !isChosen(rule, { first, day })) return false;
  if (rule.positions.length === 0) return true;
  const [begin, end] = periodOf(rule, day);
  spend(budget, end - begin);
  const chosen: number[] = [];
  for (let other = begin; other <= end; other += 1)
    if (isChosen(rule, { first, day: other })) chosen.push(other);
  const place = chosen.indexOf(day);
  return rule.positions.some(
    (position) => place === (position > 0 ? position - 1 : chosen.length + position),
  );
}

function spend(budget: DayBudget, days: number): void {
  budget.daysLeft -= days;
  if (budget.daysLeft < 0) throw new RangeError('The rules of a feed take too long to follow');
}

function isInPhase({ frequency, interval, weekStart }: Rule, { first, day }: Question): boolean {
  const [a, b] = [toCivil(first), toCivil(day)];
  switch (frequency) {
    case 'DAILY':
      return (day - first) % interval === 0;
    case 'WEEKLY':
      return (weekOf(day, weekStart) - weekOf(first, weekStart)) % interval === 0;
    case 'MONTHLY':
      return (b.year * 12 + b.month - a.year * 12 - a.month) % interval === 0;
    case 'YEARLY':
      return (b.year - a.year) % interval === 0;
  }
}

/** Whether the parts of the rule pick this day; what the first day says counts where they leave it open. */
function isChosen(rule: Rule, { first, day }: Question): boolean {
  const { frequency, months, monthDays, weekdays } = rule;
  const [origin, civil] = [toCivil(first), toCivil(day)];
  if (months.length > 0 && !months.includes(civil.month)) return false;
  if (
    monthDays.length > 0 &&
    !monthDays.some((one) => one === civil.day || one === civil.day - 1 - civil.length)
  )
    return false;
  if (weekdays.length > 0) return weekdays.some((one) => isWeekday(one, { rule, day }));
  if (monthDays.length > 0 || frequency === 'DAILY') return true;
  if (frequency === 'WEEKLY') return weekdayOf(day) === weekdayOf(first);
  if (frequency === 'YEARLY' && months.length === 0 && civil.month !== origin.month) return false;
  return civil.day === origin.day;
}

function isWeekday(
  { ordinal, weekday }: Rule['weekdays'][number],
  { rule, day }: { rule: Rule; day: number },
): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (ordinal === null || rule.frequency === 'WEEKLY' || rule.frequency === 'DAILY') return true;
  const isOfYear = rule.frequency === 'YEARLY' && rule.months.length === 0;
  const [begin, end] = isOfYear ? yearOf(day) : monthOf(day);
  const nth = Math.floor((day - begin) / 7) + 1;
  const nthFromEnd = -Math.floor((end - day) / 7) - 1;
  return ordinal === nth || ordinal === nthFromEnd;
}

function periodOf({ frequency, weekStart }: Rule, day: number): [begin: number, end: number] {
  if (frequency === 'DAILY') return [day, day];
  if (frequency === 'MONTHLY') return monthOf(day);
  if (frequency === 'YEARLY') return yearOf(day);
  const begin = weekOf(day, weekStart) * 7 + weekStart - EPOCH_WEEKDAY;
  return [begin, begin + 6];
}

/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;
const weekdayOf = (day: number) => (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
const weekOf = (day: number, weekStart: number) => Math.floor((day + EPOCH_WEEKDAY - weekStart) / 7);

function toCivil(day: number): { year: number; month: number; day: number; length: number } {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  return { year, month, day: date.getUTCDate(), length: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}

function monthOf(day: number): [begin: number, end: number] {
  const civil = toCivil(day);
  const begin = day - civil.day + 1;
  return [begin, begin + civil.length - 1];
}

function yearOf(day: number): [begin: number, end: number] {
  const { year } = toCivil(day);
  return [toDay(Date.UTC(year, 0, 1)), toDay(Date.UTC(year, 11, 31))];
}

function readUntil(
  text: string | undefined,
  timeZone: string,
): { untilMs: number | null; untilDay: number | null } {
  const line = { name: 'UNTIL', parameters: {}, value: text ?? '' };
  const [until] = readWallTimes(line, timeZone);
  if (!until) return { untilMs: null, untilDay: null };
  if (until.isAllDay) return { untilMs: null, untilDay: toDay(until.wallMs) };
  return { untilMs: toInstant(until).getTime(), untilDay: null };
}

function readWeekday(text: string): { ordinal: number | null; weekday: number }[] {
  const [, ordinal = '', name = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? [];
  const weekday = DAYS_OF_WEEK.indexOf(name);
  return weekday < 0 ? [] : [{ ordinal: ordinal === '' ? null : Number(ordinal), weekday }];
}

function toPair(part: string): [string, string] {
  const equals = part.indexOf('=');
  return [part.slice(0, equals), part.slice(equals + 1)];
}
