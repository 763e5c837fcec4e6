import type { Severity } from '@afterhourfix/vocabulary';

export type DemandLevel = 'normal' | 'high' | 'surge';

/** What a book charges in a rush, in percent of the time surcharge. */
export interface DemandCurve {
  highPct: number;
  surgePct: number;
  capPct: number;
}

/** Each of these but the level and the curve can only take the multiplier away. */
export interface DemandInputs {
  level: DemandLevel;
  curve: DemandCurve;
  /** Null when nobody has judged the call: then nothing is multiplied. */
  severity: Severity | null;
  isVulnerable: boolean;
  /** No heat in the cold or no cooling in the heat, with somebody at risk. */
  isWeatherDanger: boolean;
  isMember: boolean;
  isEmergencyDeclared: boolean;
}

export type DemandReason =
  | 'demand'
  | 'normal-demand'
  | 'declared-emergency'
  | 'life-safety'
  | 'vulnerable'
  | 'weather-danger'
  | 'member'
  | 'not-triaged';

export interface DemandRuling {
  pct: number;
  reason: DemandReason;
}

/** No book may ask for more, whatever it says. */
export const MAX_DEMAND_PCT = 150;

/** How much the time surcharge is multiplied, in percent from 100 to 150, and why not more. */
export function ruleDemand(inputs: DemandInputs): DemandRuling {
  const guard = findGuard(inputs);
  if (guard !== null) return { pct: 100, reason: guard };
  const { level, curve } = inputs;
  const wishedPct = { normal: 100, high: curve.highPct, surge: curve.surgePct }[level];
  const pct = Math.max(100, Math.min(wishedPct, curve.capPct, MAX_DEMAND_PCT));
  return { pct, reason: pct === 100 ? 'normal-demand' : 'demand' };
}

function findGuard(inputs: DemandInputs): DemandReason | null {
  if (inputs.isEmergencyDeclared) return 'declared-emergency';
  if (inputs.severity === 'life_safety') return 'life-safety';
  if (inputs.isVulnerable) return 'vulnerable';
  if (inputs.isWeatherDanger) return 'weather-danger';
  if (inputs.isMember) return 'member';
  return inputs.severity === null ? 'not-triaged' : null;
}

/** No heat in the cold, or no cooling in the heat, as the caller tells it. */
export function isWeatherDanger(flags: readonly string[]): boolean {
  const has = (flag: string) => flags.includes(flag);
  return (has('no-heat') && has('cold')) || (has('no-cooling') && has('hot'));
}
