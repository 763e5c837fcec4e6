import type { Severity } from '@afterhourfix/vocabulary';

/** How much each cause counts; a business may set its own. */
export interface Weights {
  eta: number;
  overtime: number;
  load: number;
  fairness: number;
  parts: number;
  skill: number;
  continuity: number;
  disruption: number;
  fatigue: number;
  wakes: number;
}

/** One line of why somebody is sent or not. */
export interface Reason {
  what: keyof Weights;
  /** The value that counted, in its own unit. */
  value: number;
  /** What it adds to the cost. */
  minutes: number;
}

const EMERGENCY: Weights = {
  eta: 1,
  overtime: 0.2,
  load: 0.3,
  fairness: 0.2,
  parts: 0.6,
  skill: 0.6,
  continuity: 0.1,
  disruption: 0.2,
  fatigue: 0.5,
  wakes: 0.2,
};
const COMFORT: Weights = {
  eta: 0.7,
  overtime: 0.5,
  load: 0.5,
  fairness: 0.6,
  parts: 0.8,
  skill: 0.5,
  continuity: 0.5,
  disruption: 0.8,
  fatigue: 0.8,
  wakes: 0.6,
};
const ROUTINE: Weights = {
  eta: 0.3,
  overtime: 1,
  load: 0.6,
  fairness: 0.8,
  parts: 1,
  skill: 0.5,
  continuity: 1,
  disruption: 1.5,
  fatigue: 1,
  wakes: 0.8,
};

const DEFAULTS: Readonly<Record<Severity, Weights>> = {
  life_safety: EMERGENCY,
  property_damage: EMERGENCY,
  urgent_comfort: COMFORT,
  routine: ROUTINE,
};

const MINUTES_PER_JOB = 10;
const MINUTES_PER_CALLOUT = 6;
const MINUTES_PER_WAKE = 6;
const MINUTES_WITHOUT_PARTS = 45;
const MINUTES_WITHOUT_SKILL = 20;
const MINUTES_FOR_USUAL = -10;
const MINUTES_WHEN_TIRED = 15;

export interface CostInputs {
  etaP80Minutes: number;
  overtimeMinutes: number;
  jobsTonight: number;
  callouts14Days: number;
  partsProbability: number;
  skillLevel: number;
  isUsualTechnician: boolean;
  displacedMinutes: number;
  minutesSinceLastJob: number | null;
  /** Nights' offers in thirty days; 0 by day, when nobody is woken. */
  wakes30Days: number;
}

export interface TeamFigures {
  meanCallouts: number;
  meanWakes: number;
  /** Who has had less since their last job is tired. */
  restMinutes: number;
}

/** What sending somebody costs, cause by cause. Where somebody vulnerable waits, comfort counts as an emergency. */
export function costOf(
  job: { severity: Severity; isVulnerable: boolean },
  inputs: CostInputs,
  { weights: own = {}, ...team }: TeamFigures & { weights?: Partial<Weights> | undefined },
): readonly Reason[] {
  const isUrgent = job.isVulnerable && job.severity === 'urgent_comfort';
  const weights = { ...(isUrgent ? EMERGENCY : DEFAULTS[job.severity]), ...own };
  const isTired = inputs.minutesSinceLastJob !== null && inputs.minutesSinceLastJob < team.restMinutes;
  const lines: readonly [keyof Weights, number, number][] = [
    ['eta', inputs.etaP80Minutes, inputs.etaP80Minutes],
    ['overtime', inputs.overtimeMinutes, inputs.overtimeMinutes],
    ['load', inputs.jobsTonight, inputs.jobsTonight * MINUTES_PER_JOB],
    [
      'fairness',
      inputs.callouts14Days,
      Math.max(0, inputs.callouts14Days - team.meanCallouts) * MINUTES_PER_CALLOUT,
    ],
    ['parts', inputs.partsProbability, (1 - inputs.partsProbability) * MINUTES_WITHOUT_PARTS],
    ['skill', inputs.skillLevel, (1 - inputs.skillLevel) * MINUTES_WITHOUT_SKILL],
    ['continuity', Number(inputs.isUsualTechnician), inputs.isUsualTechnician ? MINUTES_FOR_USUAL : 0],
    ['disruption', inputs.displacedMinutes, inputs.displacedMinutes],
    ['fatigue', Number(isTired), isTired ? MINUTES_WHEN_TIRED : 0],
    ['wakes', inputs.wakes30Days, Math.max(0, inputs.wakes30Days - team.meanWakes) * MINUTES_PER_WAKE],
  ];
  return lines.map(([what, value, minutes]) => ({ what, value, minutes: weights[what] * minutes }));
}
