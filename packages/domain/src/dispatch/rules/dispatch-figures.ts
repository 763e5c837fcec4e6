export interface EndedDispatch {
  phase: string;
  ruleIds: readonly string[];
  wasEmergency: boolean | null;
  acknowledgedAt: Date | null;
  arrivedAt: Date | null;
  arrivesBy: Date | null;
  createdAt: Date;
}

export interface RuleFigures {
  ruleId: string;
  sent: number;
  /** Of those of which the technician told what it was. */
  real: number;
  false: number;
  /** Emergencies to which nobody was sent, though the rule fired or should have. */
  missed: number;
  /** Real of all told; null when none was told. */
  precision: number | null;
  /** Real of all real ones that are known, those that were missed among them; null without any. */
  recall: number | null;
}

/** An emergency to which nobody was sent. */
export interface MissedEmergency {
  /** Of the rules that fired in the call, and of those that should have by whoever reported it. */
  ruleIds: readonly string[];
}

export interface DispatchFigures {
  sent: number;
  exhausted: number;
  /** Median minutes until somebody said yes; null when nobody did. */
  ackMinutes: number | null;
  /** Share of arrivals by the time that was told; four in five is the goal. Null without arrivals. */
  arrivedInTime: number | null;
  /** By rule, whichever language it was heard in. */
  rules: RuleFigures[];
  missed: number;
  /** Of those the ones that no rule of ours tells: words to learn. */
  missedByNoRule: number;
}

const MS_PER_MINUTE = 60_000;

/** What came of dispatches, and of calls after which somebody should have been sent. */
export function toFigures(
  rows: readonly EndedDispatch[],
  missed: readonly MissedEmergency[] = [],
): DispatchFigures {
  const arrivals = rows.flatMap(({ arrivedAt, arrivesBy }) =>
    arrivedAt && arrivesBy ? [arrivedAt <= arrivesBy] : [],
  );
  const waits = rows.flatMap(({ acknowledgedAt, createdAt }) =>
    acknowledgedAt ? [(acknowledgedAt.getTime() - createdAt.getTime()) / MS_PER_MINUTE] : [],
  );
  const ruleIds = [...new Set([...rows, ...missed].flatMap(listRules))].toSorted();
  return {
    sent: rows.length,
    exhausted: rows.filter(({ phase }) => phase === 'exhausted').length,
    ackMinutes: toMedian(waits),
    arrivedInTime: arrivals.length > 0 ? arrivals.filter(Boolean).length / arrivals.length : null,
    rules: ruleIds.map((ruleId) => toRuleFigures(ruleId, { rows, missed })),
    missed: missed.length,
    missedByNoRule: missed.filter((one) => listRules(one).length === 0).length,
  };
}

/** A rule is one in all languages; what fires is named `rule.en`. */
const listRules = ({ ruleIds }: { ruleIds: readonly string[] }): string[] => [
  ...new Set(ruleIds.map((ruleId) => ruleId.replace(/\.(?:en|es)$/, ''))),
];

function toRuleFigures(
  ruleId: string,
  of: { rows: readonly EndedDispatch[]; missed: readonly MissedEmergency[] },
): RuleFigures {
  const sent = of.rows.filter((row) => listRules(row).includes(ruleId));
  const real = sent.filter(({ wasEmergency }) => wasEmergency === true).length;
  const wrong = sent.filter(({ wasEmergency }) => wasEmergency === false).length;
  const missed = of.missed.filter((one) => listRules(one).includes(ruleId)).length;
  const toShare = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    ruleId,
    sent: sent.length,
    real,
    false: wrong,
    missed,
    precision: toShare(real, real + wrong),
    recall: toShare(real, real + missed),
  };
}

function toMedian(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
