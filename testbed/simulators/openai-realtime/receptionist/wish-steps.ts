import type { MindReply } from '../mind.ts';
import { type CallSoFar, listCallsHere, sayFirst } from './call-so-far.ts';
import {
  type Calendar,
  type DayWish,
  readCalendar,
  readDayWish,
  toDayMs,
  toEarliestAt,
} from './day-wishes.ts';
import { lines } from './lines.ts';
import { callTool } from './replies.ts';
import { findText, type OfferedSlot } from './tool-memory.ts';

interface Wish extends DayWish {
  /** Where it was said. */
  index: number;
  calendar: Calendar;
}

/** The day that the caller named last, ahead of today. */
function findWish(call: CallSoFar): Wish | null {
  const calendar = readCalendar(call.context.instructions);
  if (!calendar) return null;
  const wishes = call.remarks.flatMap(({ text, index }) => {
    const wish = readDayWish(text, calendar);
    return wish ? [{ ...wish, index, calendar }] : [];
  });
  const last = wishes.at(-1);
  // "Tuesday is fine" after "some morning next week" is still a morning.
  return last
    ? { ...last, part: last.part ?? wishes.findLast(({ part }) => part !== null)?.part ?? null }
    : null;
}

/** From when on the caller wants a visit, ISO 8601; null for as soon as possible. */
export function wishedFrom(call: CallSoFar): string | null {
  const wish = findWish(call);
  return wish ? toEarliestAt(wish, wish.calendar) : null;
}

/** Slots on the day that the caller has named since the last were found; null when those are on it. */
export function lookOnWishedDay(
  call: CallSoFar,
  offered: readonly OfferedSlot[],
  sinceIndex: number,
): MindReply | null {
  const wish = findWish(call);
  if (!wish || wish.index < sinceIndex || offered.some((slot) => isOnDay(slot, wish))) return null;
  const earliestAt = toEarliestAt(wish, wish.calendar);
  const wasLookedFor = listCallsHere(call, 'get_slots').some(
    (one) => findText(one.arguments, 'earliestAt', 'earliest_at') === earliestAt,
  );
  if (wasLookedFor) return null;
  const { trade, zip } = call.facts;
  return callTool(sayFirst(call, lines.looking), 'get_slots', { trade, zip, earliestAt });
}

/** Whether none of the slots is on the day that was asked for. */
export function isWishMissed(call: CallSoFar, offered: readonly OfferedSlot[]): boolean {
  const wish = findWish(call);
  return wish !== null && !offered.some((slot) => isOnDay(slot, wish));
}

function isOnDay({ startsAt }: OfferedSlot, { dayMs, calendar }: Wish): boolean {
  return startsAt === null || toDayMs(startsAt, calendar) === dayMs;
}
