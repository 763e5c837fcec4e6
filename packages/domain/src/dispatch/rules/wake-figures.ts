/** One offer by night to one technician. */
export interface Wake {
  technicianId: string;
  /** `2026-11`, by the clock of the business. */
  month: string;
  /** What the job turned out to be; null: not told. */
  wasEmergency: boolean | null;
}

export interface WakesOfMonth {
  month: string;
  wakes: number;
  /** For what was no emergency. */
  false: number;
}

/** By month, the newest first. */
export function toWakesByMonth(wakes: readonly Wake[]): WakesOfMonth[] {
  const months = [...new Set(wakes.map(({ month }) => month))].toSorted().toReversed();
  return months.map((month) => {
    const own = wakes.filter((wake) => wake.month === month);
    return {
      month,
      wakes: own.length,
      false: own.filter(({ wasEmergency }) => wasEmergency === false).length,
    };
  });
}

/**
 * Jain's index of how evenly nights are shared: 1 when all are woken alike, 1/n when one of n bears it all. Null when
 * nobody was woken.
 */
export function toFairness(counts: readonly number[]): number | null {
  const sum = counts.reduce((total, one) => total + one, 0);
  const squares = counts.reduce((total, one) => total + one * one, 0);
  return squares === 0 ? null : (sum * sum) / (counts.length * squares);
}
