/** Minutes since 1970 in order, disjoint and half-open: from, until, from, until, … */
export type Stretches = Int32Array;

const MINUTE_MS = 60_000;

export const toMinute = (at: Date) => Math.floor(at.getTime() / MINUTE_MS);

export const toDate = (minute: number) => new Date(minute * MINUTE_MS);

/** Sorts and merges what overlaps or touches; a pair that ends before it begins counts for nothing. */
export function toStretches(pairs: readonly (readonly [from: number, until: number])[]): Stretches {
  const sorted = pairs.filter(([from, until]) => from < until).toSorted((a, b) => a[0] - b[0]);
  const merged = new Int32Array(sorted.length * 2);
  let length = 0;
  for (const [from, until] of sorted) {
    const lastUntil = length > 0 ? merged[length - 1] : undefined;
    if (lastUntil !== undefined && from <= lastUntil) {
      merged[length - 1] = Math.max(lastUntil, until);
    } else {
      merged[length] = from;
      merged[length + 1] = until;
      length += 2;
    }
  }
  return merged.slice(0, length);
}

export function toPairs(stretches: Stretches): [number, number][] {
  return Array.from({ length: stretches.length / 2 }, (_, index) => [
    stretches[index * 2] ?? 0,
    stretches[index * 2 + 1] ?? 0,
  ]);
}

export interface StartSearch {
  working: Stretches;
  busy: Stretches;
  /** The first and the last minute at which the visit may begin. */
  from: number;
  until: number;
  /** What the visit takes of the day, with the way to the next one. */
  lengthMinutes: number;
  /** So much of the shift has to be left. */
  minimumMinutes: number;
}

/** The earliest minute at which a visit fits between what is promised already; null when there is none. */
export function findStart(search: StartSearch): number | null {
  const { working, from, until, minimumMinutes } = search;
  for (let index = firstEndingAfter(working, from); index < working.length; index += 2) {
    const begins = working[index];
    const ends = working[index + 1];
    if (begins === undefined || ends === undefined || begins > until) return null;
    const latest = Math.min(until, ends - minimumMinutes);
    const start = firstGap(search, Math.max(from, begins), latest);
    if (start !== null) return start;
  }
  return null;
}

function firstGap({ busy, lengthMinutes }: StartSearch, from: number, until: number): number | null {
  let start = from;
  for (let index = firstEndingAfter(busy, start); index < busy.length && start <= until; index += 2) {
    const begins = busy[index];
    const ends = busy[index + 1];
    if (begins === undefined || ends === undefined || begins >= start + lengthMinutes) break;
    start = Math.max(start, ends);
  }
  return start <= until ? start : null;
}

/** Index of the first stretch that ends later than the minute. */
function firstEndingAfter(stretches: Stretches, minute: number): number {
  let low = 0;
  let high = stretches.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const ends = stretches[middle * 2 + 1];
    if (ends !== undefined && ends <= minute) low = middle + 1;
    else high = middle;
  }
  return low * 2;
}
