import type { Severity } from '@afterhourfix/vocabulary';
import { costOf, type Reason, type Weights } from './technician-cost.ts';

/** What of one technician counts for one job. Times in minutes. */
export interface Candidate {
  id: string;
  skills: readonly string[];
  /** States in which they may do licensed work; null when the trade needs none or nobody wrote it down. */
  licensedStates: readonly string[] | null;
  isOnCall: boolean;
  servesArea: boolean;
  hasPhone: boolean;
  /** Off, ill or on leave now. */
  isAway: boolean;
  /** On duty without a rest of eight hours. */
  dutyMinutes: number;
  /** Drives alone; jobs for two need another. */
  isAlone: boolean;
  hasDeclined: boolean;
  /** The job that they have taken and not finished. */
  currentJob: { severity: Severity; remainingMinutes: number; bookingId: string | null } | null;
  /** To the door, from where they are, without the current job. */
  etaP50Minutes: number;
  etaP80Minutes: number;
  travelMinutes: number;
  overtimeMinutes: number;
  jobsTonight: number;
  callouts14Days: number;
  /** 0 to 1: that the van holds what the job needs. */
  partsProbability: number;
  /** 0 to 1. */
  skillLevel: number;
  isUsualTechnician: boolean;
  /** Null when they had no job lately. */
  minutesSinceLastJob: number | null;
}

export interface Job {
  severity: Severity;
  isVulnerable: boolean;
  /** A trade, and finer skills such as `gas`; a vehicle's name is one too. */
  skills: readonly string[];
  state: string;
  needsTwo: boolean;
  /** A milder job under way may be put off for this one; its customer is then given another time. */
  mayDisplace: boolean;
}

export type FailedFilter =
  | 'skill'
  | 'licence'
  | 'not-on-call'
  | 'area'
  | 'no-phone'
  | 'away'
  | 'over-duty-hours'
  | 'needs-two'
  | 'declined'
  | 'on-as-bad-a-job';

export interface Ranked {
  id: string;
  /** In equivalent minutes; the lowest is sent. */
  cost: number;
  reasons: readonly Reason[];
  etaP50Minutes: number;
  etaP80Minutes: number;
  travelMinutes: number;
  /** Whose visit must be given another time, when the job under way is put off for this one. */
  displaces: { bookingId: string | null; minutes: number } | null;
}

export interface Choice {
  chosen: Ranked | null;
  /** All who could come, the best first. */
  ranked: readonly Ranked[];
  rejected: readonly { id: string; failed: FailedFilter }[];
}

const LONGEST_DUTY_MINUTES = 14 * 60;
const SEVERITIES: readonly Severity[] = ['life_safety', 'property_damage', 'urgent_comfort', 'routine'];

const isWorse = (one: Severity, other: Severity) => SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);

/**
 * Who is best sent: first who can come at all, then by what their coming costs, in minutes. Equal costs go to whoever
 * was called out less, then by id, so the order of the candidates never matters.
 */
export function chooseTechnician(
  job: Job,
  candidates: readonly Candidate[],
  options: { weights?: Partial<Weights> | undefined } = {},
): Choice {
  const rejected: { id: string; failed: FailedFilter }[] = [];
  const able: Candidate[] = [];
  for (const candidate of candidates) {
    const failed = findFailedFilter(job, candidate);
    if (failed) rejected.push({ id: candidate.id, failed });
    else able.push(candidate);
  }
  const meanCallouts = able.reduce((sum, { callouts14Days }) => sum + callouts14Days, 0) / (able.length || 1);
  const callouts = new Map(able.map(({ id, callouts14Days }) => [id, callouts14Days]));
  const countOf = (id: string) => callouts.get(id) ?? 0;
  const ranked = able
    .map((candidate) => rank(job, candidate, { meanCallouts, weights: options.weights }))
    .sort(
      (one, other) =>
        one.cost - other.cost || countOf(one.id) - countOf(other.id) || (one.id < other.id ? -1 : 1),
    );
  rejected.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { chosen: ranked[0] ?? null, ranked, rejected };
}

function findFailedFilter(job: Job, candidate: Candidate): FailedFilter | null {
  const { licensedStates, currentJob } = candidate;
  if (!job.skills.every((skill) => candidate.skills.includes(skill))) return 'skill';
  if (licensedStates !== null && !licensedStates.includes(job.state)) return 'licence';
  if (!candidate.isOnCall) return 'not-on-call';
  if (!candidate.servesArea) return 'area';
  if (!candidate.hasPhone) return 'no-phone';
  if (candidate.isAway) return 'away';
  if (candidate.dutyMinutes >= LONGEST_DUTY_MINUTES) return 'over-duty-hours';
  if (job.needsTwo && candidate.isAlone) return 'needs-two';
  if (candidate.hasDeclined) return 'declined';
  // One of equal severity is finished first when nobody is in danger; a worse one is never left.
  if (currentJob && isWorse(currentJob.severity, job.severity)) return 'on-as-bad-a-job';
  if (currentJob?.severity === 'life_safety') return 'on-as-bad-a-job';
  return null;
}

function rank(
  job: Job,
  candidate: Candidate,
  given: { meanCallouts: number; weights: Partial<Weights> | undefined },
): Ranked {
  const { currentJob } = candidate;
  const displaces = currentJob !== null && job.mayDisplace && isWorse(job.severity, currentJob.severity);
  const waitMinutes = currentJob !== null && !displaces ? currentJob.remainingMinutes : 0;
  const etaP50Minutes = candidate.etaP50Minutes + waitMinutes;
  const etaP80Minutes = candidate.etaP80Minutes + waitMinutes;
  const displacedMinutes = displaces ? (currentJob?.remainingMinutes ?? 0) : 0;
  const reasons = costOf(job, { ...candidate, etaP80Minutes, displacedMinutes }, given);
  return {
    id: candidate.id,
    cost: reasons.reduce((sum, { minutes }) => sum + minutes, 0),
    reasons,
    etaP50Minutes,
    etaP80Minutes,
    travelMinutes: candidate.travelMinutes,
    displaces: displaces ? { bookingId: currentJob?.bookingId ?? null, minutes: displacedMinutes } : null,
  };
}
