import type { MindReply } from '../mind.ts';
import { type CallSoFar, lastCallHere, listCallsHere, sayFirst } from './call-so-far.ts';
import { type ClockWish, isNamedByClock, readClockWish, toMinuteOfDay } from './clock-wishes.ts';
import {
  type Calendar,
  type DayWish,
  HOUR_OF_PART,
  isWithinWish,
  readCalendar,
  readDayWish,
  toEarliestAt,
  toLocalMinute,
} from './day-wishes.ts';
import { asksPrice, asksPriceAtTime, wantsMove } from './intents.ts';
import { lines } from './lines.ts';
import type { Remark } from './remarks.ts';
import { callTool, type KnownArguments } from './replies.ts';
import { fillArguments } from './tool-arguments.ts';
import { type OfferedSlot, readRefusal } from './tool-memory.ts';

/** Nobody comes then who is not asked to come at night. */
const DAY_BEGINS_MINUTE = 6 * 60;
const DAY_ENDS_MINUTE = 20 * 60;

interface Wish extends DayWish {
  /** Where it was said. */
  index: number;
  clock: ClockWish | null;
  calendar: Calendar;
}

/** The day and time that the caller named last, ahead of today. */
function findWish(call: CallSoFar): Wish | null {
  const calendar = readCalendar(call.context.instructions);
  if (!calendar) return null;
  const since = wishesBegin(call);
  let wish: Wish | null = null;
  for (const remark of call.remarks) if (remark.index >= since) wish = hearWish(wish, { remark, calendar });
  return wish;
}

function hearWish(
  before: Wish | null,
  { remark: { text, index }, calendar }: { remark: Remark; calendar: Calendar },
): Wish | null {
  const clock = readClockWish(text);
  const day = isAboutPrice(text) ? null : readDayWish(text, calendar);
  // "Tuesday is fine" after "some morning next week" is still a morning; "three thirty then" is on the same day.
  if (day) return { ...day, part: day.part ?? before?.part ?? null, index, clock, calendar };
  return clock && before ? { ...before, index, clock } : before;
}

/** "What is the fee tonight?" wishes nobody to come. */
const isAboutPrice = (text: string): boolean =>
  /\b(?:tonight|today)\b/i.test(text) && (asksPrice(text) || asksPriceAtTime(text));

/** Who moves a visit speaks of its day first; the wish is what they answer to the question for another. */
function wishesBegin({ remarks, context }: CallSoFar): number {
  if (!remarks.some(({ text }) => wantsMove(text))) return 0;
  const asked = context.conversation.findIndex(
    (item) => item.kind === 'agent' && item.text.includes(lines.moveWhen),
  );
  return asked === -1 ? Number.POSITIVE_INFINITY : asked;
}

/** Whether the caller has named a day or a time that counts. */
export const hasWish = (call: CallSoFar): boolean => findWish(call) !== null;

/** Whether the caller has named the hour at which to come. */
export const hasHourWish = (call: CallSoFar): boolean => (findWish(call)?.clock ?? null) !== null;

/** Looks for windows as the caller wishes them: in their words where the tool takes those, else from an instant on. */
export function askForSlots(call: CallSoFar): MindReply {
  return callTool(call, 'get_slots', toWishArguments(call));
}

function toWishArguments(call: CallSoFar): KnownArguments {
  const { trade, zip } = call.facts;
  const wish = findWish(call);
  if (!wish) return { trade, zip };
  if (!takesWords(call)) return { trade, zip, earliestAt: toEarliestAt(wish, wish.calendar) };
  const minute = wishedMinute(wish);
  const isNight = minute !== null && (minute < DAY_BEGINS_MINUTE || minute >= DAY_ENDS_MINUTE);
  const isUrgent = wish.day === 'tonight' || isNight ? true : null;
  const time = minute === null ? null : toTime(minute);
  return { trade, zip, day: readAskedDay(call) ?? wish.day, time, isUrgent };
}

function takesWords({ context }: CallSoFar): boolean {
  const tool = context.tools.find(({ name }) => name === 'get_slots');
  return tool !== undefined && 'day' in fillArguments(tool, { day: 'today' });
}

function wishedMinute({ clock, part, day }: Wish): number | null {
  if (clock) return toMinuteOfDay(clock, day === 'tonight');
  return part === null || part === 'morning' ? null : HOUR_OF_PART[part] * 60;
}

const toTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Which of two days was meant, when the tool asked; null when it did not, or that is still open. */
export function readAskedDay(call: CallSoFar): string | null {
  const asked = lastCallHere(call, 'get_slots');
  const [first, second] = asked ? listAskedDays(asked.output) : [];
  const answer = call.remarks.findLast(({ index }) => asked !== null && index > asked.index)?.text ?? '';
  if (!first || !second || answer === '') return null;
  const said = answer.toLowerCase();
  const isNamed = (day: string) => said.includes(toWeekday(day).toLowerCase());
  if (isNamed(second) && !isNamed(first)) return second;
  if (isNamed(first) && !isNamed(second)) return first;
  if (/\b(?:second|tomorrow|later|next|after)\b/.test(said)) return second;
  return /\b(?:first|today|tonight|this)\b/.test(said) ? first : null;
}

/** The days between which a refused wish leaves the choice. */
export function listAskedDays(output: unknown): string[] {
  if (readRefusal(output) !== 'ask-day') return [];
  return [...JSON.stringify(output).matchAll(/"(\d{4}-\d\d-\d\d)"/g)].map(([, day = '']) => day);
}

const toWeekday = (day: string): string =>
  new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' }).format(new Date(day));

/** Slots on the day and at the time that the caller has named since the last were found; null when those fit. */
export function lookOnWishedDay(
  call: CallSoFar,
  offered: readonly OfferedSlot[],
  sinceIndex: number,
): MindReply | null {
  const wish = findWish(call);
  if (!wish || wish.index < sinceIndex || offered.some((slot) => isOnDay(slot, wish) && isAtTime(slot, wish)))
    return null;
  // "One to three" beside windows of that day: those are all there is.
  if (wish.clock?.toMinute && offered.some((slot) => isOnDay(slot, wish))) return null;
  const known = toWishArguments(call);
  const wasLookedFor = listCallsHere(call, 'get_slots').some((one) =>
    Object.entries(known).every(([name, value]) => value === null || one.arguments[name] === value),
  );
  return wasLookedFor ? null : callTool(sayFirst(call, lines.looking), 'get_slots', known);
}

/** What of the caller's wish none of the slots meets; null when one meets it. */
export function findMissedWish(call: CallSoFar, offered: readonly OfferedSlot[]): 'day' | 'time' | null {
  const wish = findWish(call);
  if (!wish) return null;
  const onDay = offered.filter((slot) => isOnDay(slot, wish));
  if (onDay.length === 0) return 'day';
  return onDay.some((slot) => isAtTime(slot, wish)) ? null : 'time';
}

/** The slot that an answer names by the clock: `unnamed` when it names no time, `missed` when no slot has it. */
export function findSlotByClock(
  call: CallSoFar,
  slots: readonly OfferedSlot[],
  answer: string,
): OfferedSlot | 'unnamed' | 'missed' {
  const calendar = readCalendar(call.context.instructions);
  const clock = readClockWish(answer);
  if (!calendar || !clock || slots.some(({ startsAt }) => startsAt === null)) return 'unnamed';
  const named = slots.filter((slot) => isNamedByClock(slot, clock, (at) => toLocalMinute(at, calendar)));
  const day = readDayWish(answer, calendar);
  const onDay = day
    ? named.filter(({ startsAt }) => startsAt && isWithinWish(startsAt, day, calendar))
    : named;
  return onDay[0] ?? 'missed';
}

function isOnDay({ startsAt }: OfferedSlot, wish: Wish): boolean {
  return startsAt === null || isWithinWish(startsAt, wish, wish.calendar);
}

function isAtTime(slot: OfferedSlot, { clock, calendar }: Wish): boolean {
  if (!clock || slot.startsAt === null) return true;
  return isNamedByClock(slot, clock, (at) => toLocalMinute(at, calendar));
}
