import type { TechnicianId } from '@afterhourfix/vocabulary';

export type Duty = 'primary' | 'secondary';

/** A stretch of time in which somebody is on call; `madeAtMs` tells which of two overrides is the newer. */
export interface DutyStretch {
  technicianId: TechnicianId;
  duty: Duty;
  source: 'rota' | 'override' | 'swap';
  startsAt: Date;
  endsAt: Date;
  madeAtMs: number;
}

export interface OnCall {
  technicianId: TechnicianId;
  duty: Duty;
}

export interface RotaGap {
  startsAt: Date;
  endsAt: Date;
}

/** Overrides and swaps stand before the rota of the same duty, and of several the newest. */
export function listOnCallAt(stretches: readonly DutyStretch[], at: Date): OnCall[] {
  const now = stretches.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  const duties: readonly Duty[] = ['primary', 'secondary'];
  return duties.flatMap((duty) => {
    const ofDuty = now.filter((one) => one.duty === duty);
    const changes = ofDuty.filter(({ source }) => source !== 'rota');
    const newest = changes.reduce<DutyStretch | null>(
      (found, one) => (found === null || one.madeAtMs >= found.madeAtMs ? one : found),
      null,
    );
    const standing = newest ? [newest] : ofDuty;
    return [...new Set(standing.map(({ technicianId }) => technicianId))].map((technicianId) => ({
      technicianId,
      duty,
    }));
  });
}

/** When nobody is primary, between two instants; stretches that touch are one gap. */
export function findRotaGaps(
  stretches: readonly DutyStretch[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): RotaGap[] {
  const bounds = stretches
    .flatMap((one) => [one.startsAt, one.endsAt])
    .filter((bound) => bound > startsAt && bound < endsAt);
  const instants = [startsAt, ...bounds.toSorted((one, other) => one.getTime() - other.getTime()), endsAt];
  const gaps: RotaGap[] = [];
  for (const [index, from] of instants.slice(0, -1).entries()) {
    const until = instants[index + 1];
    if (until === undefined || until.getTime() === from.getTime()) continue;
    if (listOnCallAt(stretches, from).some(({ duty }) => duty === 'primary')) continue;
    const last = gaps.at(-1);
    if (last?.endsAt.getTime() === from.getTime()) last.endsAt = until;
    else gaps.push({ startsAt: from, endsAt: until });
  }
  return gaps;
}
