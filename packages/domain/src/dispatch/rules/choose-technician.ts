import type { Severity } from '@afterhourfix/vocabulary';
import { costOf, type Reason, type TeamFigures, type Weights } from './technician-cost.ts';

/** What of one technician counts for one job. Times in minutes. */
export interface Candidate {
  id: string;
  skills: readonly string[];
  /** States in which they may do licensed work; null when the trade needs none or nobody wrote it down. */
  licensedStates: readonly string[] | null;
  /** Those that are valid now; `state` null holds everywhere. */
  licences: readonly { name: string; state: string | null }[];
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
  /** What the ETA was reckoned from. */
  inputs: EtaInputs;
  /** To the door, from where they are, without the current job. */
  etaP50Minutes: number;
  etaP80Minutes: number;
  travelMinutes: number;
  /** Of the drive and the job, outside of their working hours. */
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
  wakes30Days: number;
}

export interface EtaInputs {
  turnoutMinutes: number;
  roads: 'fair' | 'rain' | 'snow' | 'ice';
  source: 'heuristic' | 'router';
}

export interface Job {
  severity: Severity;
  isVulnerable: boolean;
  /** A trade, and finer skills such as `gas`; a vehicle's name is one too. */
  skills: readonly string[];
  /** Of the address. */
  state: string;
  licences: readonly string[];
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
  inputs: EtaInputs & { waitMinutes: number };
  /** Whose visit must be given another time, when the job under way is put off for this one. */
  displaces: { bookingId: string | null; minutes: number } | null;
}

export interface Choice {
  chosen: Ranked | null;
  /** All who could come, the best first. */
  ranked: readonly Ranked[];
  rejected: readonly { id: string; failed: FailedFilter }[];
}

/** Fourteen hours on duty, then eight of rest. */
const DEFAULT_LIMITS: DutyLimits = { longestDutyMinutes: 14 * 60, restMinutes: 8 * 60 };
const SEVERITIES: readonly Severity[] = ['life_safety', 'property_damage', 'urgent_comfort', 'routine'];

const isWorse = (one: Severity, other: Severity) => SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);

export interface DutyLimits {
  longestDutyMinutes: number;
  restMinutes: number;
}

/**
 * Who is best sent: first who can come at all, then by what their coming costs, in minutes. Equal costs go to whoever
 * was called out less, then by id, so the order of the candidates never matters.
 */
export function chooseTechnician(
  job: Job,
  candidates: readonly Candidate[],
  options: { weights?: Partial<Weights> | undefined; limits?: DutyLimits | undefined } = {},
): Choice {
  const { weights, limits = DEFAULT_LIMITS } = options;
  const rejected: { id: string; failed: FailedFilter }[] = [];
  const able: Candidate[] = [];
  for (const candidate of candidates) {
    const failed = findFailedFilter(job, candidate, limits);
    if (failed) rejected.push({ id: candidate.id, failed });
    else able.push(candidate);
  }
  const mean = (of: (candidate: Candidate) => number) =>
    able.reduce((sum, candidate) => sum + of(candidate), 0) / (able.length || 1);
  const team = {
    meanCallouts: mean(({ callouts14Days }) => callouts14Days),
    meanWakes: mean(({ wakes30Days }) => wakes30Days),
    restMinutes: limits.restMinutes,
  };
  const callouts = new Map(able.map(({ id, callouts14Days }) => [id, callouts14Days]));
  const countOf = (id: string) => callouts.get(id) ?? 0;
  const ranked = able
    .map((candidate) => rank(job, candidate, { ...team, weights }))
    .sort(
      (one, other) =>
        one.cost - other.cost || countOf(one.id) - countOf(other.id) || (one.id < other.id ? -1 : 1),
    );
  rejected.sort((one, other) => (one.id < other.id ? -1 : 1));
  return { chosen: ranked[0] ?? null, ranked, rejected };
}

function findFailedFilter(job: Job, candidate: Candidate, limits: DutyLimits): FailedFilter | null {
  const { licensedStates, currentJob } = candidate;
  if (!job.skills.every((skill) => candidate.skills.includes(skill))) return 'skill';
  if (licensedStates !== null && !licensedStates.includes(job.state)) return 'licence';
  if (!job.licences.every((name) => isLicensed(candidate, { name, state: job.state }))) return 'licence';
  if (!candidate.isOnCall) return 'not-on-call';
  if (!candidate.servesArea) return 'area';
  if (!candidate.hasPhone) return 'no-phone';
  if (candidate.isAway) return 'away';
  if (candidate.dutyMinutes >= limits.longestDutyMinutes) return 'over-duty-hours';
  if (job.needsTwo && candidate.isAlone) return 'needs-two';
  if (candidate.hasDeclined) return 'declined';
  // One of equal severity is finished first when nobody is in danger; a worse one is never left.
  if (currentJob && isWorse(currentJob.severity, job.severity)) return 'on-as-bad-a-job';
  if (currentJob?.severity === 'life_safety') return 'on-as-bad-a-job';
  return null;
}

const isLicensed = ({ licences }: Candidate, { name, state }: { name: string; state: string }) =>
  licences.some((one) => one.name === name && (one.state === null || one.state === state));

function rank(
  job: Job,
  candidate: Candidate,
  given: TeamFigures & { weights: Partial<Weights> | undefined },
): Ranked {
  const { currentJob } = candidate;
  // A visit can be given another time; whoever waits for a job that was sent at once cannot be left.
  const isVisit = currentJob !== null && currentJob.bookingId !== null;
  const displaces = isVisit && job.mayDisplace && isWorse(job.severity, currentJob.severity);
  const waitMinutes = currentJob !== null && !displaces ? currentJob.remainingMinutes : 0;
  const etaP50Minutes = candidate.etaP50Minutes + waitMinutes;
  const spread = candidate.etaP50Minutes > 0 ? candidate.etaP80Minutes / candidate.etaP50Minutes : 1;
  const etaP80Minutes = candidate.etaP80Minutes + waitMinutes * spread;
  const displacedMinutes = displaces ? (currentJob?.remainingMinutes ?? 0) : 0;
  const reasons = costOf(job, { ...candidate, etaP80Minutes, displacedMinutes }, given);
  return {
    id: candidate.id,
    cost: reasons.reduce((sum, { minutes }) => sum + minutes, 0),
    reasons,
    etaP50Minutes,
    etaP80Minutes,
    travelMinutes: candidate.travelMinutes,
    inputs: { ...candidate.inputs, waitMinutes },
    displaces: displaces ? { bookingId: currentJob?.bookingId ?? null, minutes: displacedMinutes } : null,
  };
}
