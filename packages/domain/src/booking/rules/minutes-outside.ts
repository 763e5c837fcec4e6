import type { Stretches } from './stretches.ts';

/** How many minutes of a span no stretch covers. */
export function countMinutesOutside(
  stretches: Stretches,
  { from, until }: { from: number; until: number },
): number {
  let outside = Math.max(0, until - from);
  for (let index = 0; index < stretches.length; index += 2) {
    const begins = Math.max(from, stretches[index] ?? 0);
    const ends = Math.min(until, stretches[index + 1] ?? 0);
    outside -= Math.max(0, ends - begins);
  }
  return outside;
}
