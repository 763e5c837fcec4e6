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
  /** Real of all told; null when none was told. */
  precision: number | null;
}

export interface DispatchFigures {
  sent: number;
  exhausted: number;
  /** Median minutes until somebody said yes; null when nobody did. */
  ackMinutes: number | null;
  /** Share of arrivals by the time that was told; four in five is the goal. Null without arrivals. */
  arrivedInTime: number | null;
  rules: RuleFigures[];
}

const MS_PER_MINUTE = 60_000;

/** What came of dispatches; a rule's recall needs calls that were not sent, which are counted with the calls. */
export function toFigures(rows: readonly EndedDispatch[]): DispatchFigures {
  const arrivals = rows.flatMap(({ arrivedAt, arrivesBy }) =>
    arrivedAt && arrivesBy ? [arrivedAt <= arrivesBy] : [],
  );
  const waits = rows.flatMap(({ acknowledgedAt, createdAt }) =>
    acknowledgedAt ? [(acknowledgedAt.getTime() - createdAt.getTime()) / MS_PER_MINUTE] : [],
  );
  const ruleIds = [...new Set(rows.flatMap((row) => row.ruleIds))].toSorted();
  return {
    sent: rows.length,
    exhausted: rows.filter(({ phase }) => phase === 'exhausted').length,
    ackMinutes: toMedian(waits),
    arrivedInTime: arrivals.length > 0 ? arrivals.filter(Boolean).length / arrivals.length : null,
    rules: ruleIds.map((ruleId) => toRuleFigures(ruleId, rows)),
  };
}

function toRuleFigures(ruleId: string, rows: readonly EndedDispatch[]): RuleFigures {
  const sent = rows.filter((row) => row.ruleIds.includes(ruleId));
  const real = sent.filter(({ wasEmergency }) => wasEmergency === true).length;
  const wrong = sent.filter(({ wasEmergency }) => wasEmergency === false).length;
  const precision = real + wrong > 0 ? real / (real + wrong) : null;
  return { ruleId, sent: sent.length, real, false: wrong, precision };
}

function toMedian(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
