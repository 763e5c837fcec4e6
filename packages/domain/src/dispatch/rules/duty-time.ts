const MS_PER_MINUTE = 60_000;

export interface WorkSpan {
  startsAt: Date;
  endsAt: Date;
}

/** Minutes since the first work that was not followed by a rest, and since the end of the last. */
export function readDutyTime(
  spans: readonly WorkSpan[],
  { now, restMinutes }: { now: Date; restMinutes: number },
): { dutyMinutes: number; minutesSinceLastJob: number | null } {
  const past = spans
    .filter(({ startsAt }) => startsAt <= now)
    .toSorted((one, other) => other.endsAt.getTime() - one.endsAt.getTime());
  const [last] = past;
  if (!last) return { dutyMinutes: 0, minutesSinceLastJob: null };
  let beganMs = now.getTime();
  for (const { startsAt, endsAt } of past) {
    if (beganMs - Math.min(endsAt.getTime(), now.getTime()) >= restMinutes * MS_PER_MINUTE) break;
    beganMs = Math.min(beganMs, startsAt.getTime());
  }
  const sinceLastMs = Math.max(0, now.getTime() - last.endsAt.getTime());
  return {
    dutyMinutes: (now.getTime() - beganMs) / MS_PER_MINUTE,
    minutesSinceLastJob: sinceLastMs / MS_PER_MINUTE,
  };
}
