import { z } from 'zod';

/** Half-open interval [startsAt, endsAt) of instants. */
export const TimeWindow = z
  .object({ startsAt: z.date(), endsAt: z.date() })
  .refine((window) => window.startsAt < window.endsAt, 'a window ends after it starts');
export type TimeWindow = z.infer<typeof TimeWindow>;

/** Whether two half-open windows share an instant. */
export function doWindowsOverlap(a: TimeWindow, b: TimeWindow): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
