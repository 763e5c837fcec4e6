import type { Duty } from '@afterhourfix/vocabulary';
import { type Candidate, isLicensed, type Job } from './choose-technician.ts';

/** Whether somebody could do it at all, whoever they are and wherever they are now. */
export function knowsAll(
  { skills, licences, state }: Pick<Job, 'skills' | 'licences' | 'state'>,
  candidate: Pick<Candidate, 'skills' | 'licences' | 'licensedStates'>,
): boolean {
  const mayWorkThere = candidate.licensedStates?.includes(state) ?? true;
  const isTaught = skills.every((skill) => candidate.skills.includes(skill));
  return mayWorkThere && isTaught && licences.every((name) => isLicensed(candidate, { name, state }));
}

/**
 * What counts of each technician for a job of several trades, of what counts for each of them. Who is on call for one
 * of them is awake for all; a van is as good as what it holds for the worst of them.
 */
export function joinCandidates<One extends Candidate & { duty: Duty }>(
  byTrade: readonly (readonly One[])[],
): One[] {
  const [first = [], ...others] = byTrade;
  return first.map((candidate) => {
    const same = others.flatMap((list) => list.find(({ id }) => id === candidate.id) ?? []);
    const all = [candidate, ...same];
    const isPrimary = all.some(({ isOnCall, duty }) => isOnCall && duty === 'primary');
    return {
      ...candidate,
      isOnCall: all.some(({ isOnCall }) => isOnCall),
      servesArea: all.every(({ servesArea }) => servesArea),
      duty: isPrimary ? 'primary' : candidate.duty,
      partsProbability: Math.min(...all.map(({ partsProbability }) => partsProbability)),
      skillLevel: Math.min(...all.map(({ skillLevel }) => skillLevel)),
      overtimeMinutes: Math.max(...all.map(({ overtimeMinutes }) => overtimeMinutes)),
    };
  });
}
