import type { Duty, TechnicianId } from '@afterhourfix/vocabulary';

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

/** When somebody cannot be called, whatever the rota says: off, ill, on leave, without a number. */
export interface Absence {
  technicianId: TechnicianId;
  startsAt: Date;
  endsAt: Date;
}

/** When nobody is primary who is there, between two instants; stretches that touch are one gap. */
export function findRotaGaps(
  stretches: readonly DutyStretch[],
  { startsAt, endsAt, absences = [] }: { startsAt: Date; endsAt: Date; absences?: readonly Absence[] },
): RotaGap[] {
  const bounds = [...stretches, ...absences]
    .flatMap((one) => [one.startsAt, one.endsAt])
    .filter((bound) => bound > startsAt && bound < endsAt);
  const instants = [startsAt, ...bounds.toSorted((one, other) => one.getTime() - other.getTime()), endsAt];
  const isCovered = (at: Date) =>
    listOnCallAt(stretches, at).some(
      ({ duty, technicianId }) => duty === 'primary' && !isAbsent(absences, { technicianId, at }),
    );
  const gaps: RotaGap[] = [];
  for (const [index, from] of instants.slice(0, -1).entries()) {
    const until = instants[index + 1];
    if (until === undefined || until.getTime() === from.getTime() || isCovered(from)) continue;
    const last = gaps.at(-1);
    if (last?.endsAt.getTime() === from.getTime()) last.endsAt = until;
    else gaps.push({ startsAt: from, endsAt: until });
  }
  return gaps;
}

const isAbsent = (
  absences: readonly Absence[],
  { technicianId, at }: { technicianId: TechnicianId; at: Date },
): boolean =>
  absences.some((one) => one.technicianId === technicianId && one.startsAt <= at && at < one.endsAt);
