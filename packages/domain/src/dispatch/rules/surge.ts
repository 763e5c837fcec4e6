import { Severity } from '@afterhourfix/vocabulary';

/** Whether there is a rush, by what there is to do and who is there to do it. */
export interface Demand {
  isDemand: boolean;
  /** Since when there is little enough to do that it may end. */
  calmSince: Date | null;
}

export interface Load {
  /** Jobs that nobody has finished, those that wait among them. */
  openJobs: number;
  /** Who is on call and could go. */
  technicians: number;
  now: Date;
}

export interface SurgeThresholds {
  /** Open jobs for each technician at which a rush begins, and at which it may end. */
  surgeBeginsAt: number;
  surgeEndsAt: number;
}

/** Below it a single busy technician would make a rush. */
const LEAST_JOBS = 3;
/** A lull is not the end. */
const CALM_MS = 30 * 60_000;

/**
 * | rush | load | then |
 * |---|---|---|
 * | no | at least `surgeBeginsAt`, and three jobs | a rush begins |
 * | yes | above `surgeEndsAt` | it goes on |
 * | yes | `surgeEndsAt` or less for thirty minutes | it ends |
 */
export function stepDemand(before: Demand, load: Load, thresholds: SurgeThresholds): Demand {
  const perTechnician = load.openJobs / Math.max(1, load.technicians);
  if (!before.isDemand) {
    const begins = load.openJobs >= LEAST_JOBS && perTechnician >= thresholds.surgeBeginsAt;
    return { isDemand: begins, calmSince: null };
  }
  if (perTechnician > thresholds.surgeEndsAt) return { isDemand: true, calmSince: null };
  const calmSince = before.calmSince ?? load.now;
  const isOver = load.now.getTime() - calmSince.getTime() >= CALM_MS;
  return isOver ? { isDemand: false, calmSince: null } : { isDemand: true, calmSince };
}

/** Below and above it heating and cooling fail in numbers. */
const FREEZE_F = 15;
const HEAT_F = 100;

/** Whether the weather alone makes a rush likely. */
export function isSurgeWeather(report: {
  outdoorTemperatureF: number;
  roads?: string | undefined;
  isWarned?: boolean | undefined;
}): boolean {
  const { outdoorTemperatureF, roads, isWarned = false } = report;
  return isWarned || roads === 'ice' || outdoorTemperatureF <= FREEZE_F || outdoorTemperatureF >= HEAT_F;
}

/** In a rush, what is milder than the business sends then gets a slot; never where somebody vulnerable waits. */
export function isTooMild(
  job: { severity: Severity; isVulnerable: boolean },
  { surgeSends }: { surgeSends: Severity },
): boolean {
  const place = (severity: Severity) => Severity.options.indexOf(severity);
  return !job.isVulnerable && place(job.severity) > place(surgeSends);
}
