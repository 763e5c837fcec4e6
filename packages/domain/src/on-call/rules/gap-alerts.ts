import type { RotaGap } from './on-call-at.ts';

export interface GapAlert {
  kind: 'ahead' | 'near' | 'under-way';
  /** Under which it is told once. */
  startsAt: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NEAR_MS = 12 * HOUR_MS;
/** What lies days ahead wakes nobody. */
const MORNING_HOUR = 8;
const EVENING_HOUR = 21;

/**
 * | the gap | is told |
 * |---|---|
 * | lasts already | at once, and again each day |
 * | begins within twelve hours | at once, in the night too |
 * | begins later | once, by day |
 */
export function planGapAlert(gap: RotaGap, { now, hour }: { now: Date; hour: number }): GapAlert | null {
  const aheadMs = gap.startsAt.getTime() - now.getTime();
  // A gap under way begins anew with each look: it stands under the day on which it was seen.
  if (aheadMs <= 0)
    return { kind: 'under-way', startsAt: new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS) };
  if (aheadMs <= NEAR_MS) return { kind: 'near', startsAt: gap.startsAt };
  const isDay = hour >= MORNING_HOUR && hour < EVENING_HOUR;
  return isDay ? { kind: 'ahead', startsAt: gap.startsAt } : null;
}

/** Nothing of what was told is left without anybody. */
export function isMended(
  told: RotaGap & { departmentId: string },
  { gaps, now }: { gaps: readonly (RotaGap & { departmentId: string })[]; now: Date },
): boolean {
  const from = told.startsAt > now ? told.startsAt : now;
  return !gaps.some(
    (gap) => gap.departmentId === told.departmentId && gap.startsAt < told.endsAt && gap.endsAt > from,
  );
}
