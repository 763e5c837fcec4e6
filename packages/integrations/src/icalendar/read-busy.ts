import type { TimeWindow } from '@afterhourfix/vocabulary';
import { type Component, findLine, readCalendar } from './content-lines.ts';
import { listOccurrences, type OccurrenceQuery } from './occurrences.ts';

const MAX_EVENTS = 10_000;
/** Of the events in our own feed, which come back when their calendar subscribes to it. */
export const OWN_UID_ENDING = '@afterhourfix';

export type BusyQuery = OccurrenceQuery;

/**
 * When a feed's events make busy, merged and in order; null when the text is no calendar. Throws RangeError when its
 * rules take too long to follow.
 */
export function readBusy(text: string, query: BusyQuery): TimeWindow[] | null {
  const calendar = readCalendar(text);
  if (!calendar) return null;
  const components = calendar.components.filter(({ name }) => name === 'VEVENT').slice(0, MAX_EVENTS);
  const busy = listOccurrences(components, { ...query, isMeant: makesBusy });
  return merge(busy);
}

function makesBusy(event: Component): boolean {
  const value = (name: string) => findLine(event, name)?.value.toUpperCase();
  return (
    value('STATUS') !== 'CANCELLED' &&
    value('TRANSP') !== 'TRANSPARENT' &&
    value('X-MICROSOFT-CDO-BUSYSTATUS') !== 'FREE' &&
    !findLine(event, 'UID')?.value.endsWith(OWN_UID_ENDING)
  );
}

function merge(windows: readonly TimeWindow[]): TimeWindow[] {
  const merged: TimeWindow[] = [];
  for (const window of windows.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = merged.at(-1);
    if (!last || window.startsAt > last.endsAt)
      merged.push({ startsAt: window.startsAt, endsAt: window.endsAt });
    else if (window.endsAt > last.endsAt) last.endsAt = window.endsAt;
  }
  return merged;
}
