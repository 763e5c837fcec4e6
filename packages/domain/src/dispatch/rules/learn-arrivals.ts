/** How arrivals fall around the minutes named for them: ln(real / named) has the mean `bias`, deviation `sigma`. */
export interface ArrivalSpread {
  bias: number;
  sigma: number;
}

export interface ToldArrival {
  /** Both from the moment the arrival was told. */
  namedMinutes: number;
  realMinutes: number;
}

/** What holds before a business has arrivals of its own: nobody is late on the whole, four of five by 1.34 times. */
export const USUAL_SPREAD: ArrivalSpread = { bias: 0, sigma: 0.35 };
/** As many own arrivals weigh as much as what is usual. */
const USUAL_WEIGHT = 20;
/** A tap that was forgotten until the evening, or made at once at the door of another job, must not teach much. */
const MOST_TIMES = 4;

/** What the arrivals of a business teach about the next; few teach little. */
export function learnSpread(arrivals: readonly ToldArrival[]): ArrivalSpread {
  const most = Math.log(MOST_TIMES);
  const logs = arrivals.map(({ namedMinutes, realMinutes }) =>
    Math.min(most, Math.max(-most, Math.log(Math.max(1, realMinutes) / Math.max(1, namedMinutes)))),
  );
  const weight = logs.length + USUAL_WEIGHT;
  const bias = (sum(logs) + USUAL_WEIGHT * USUAL_SPREAD.bias) / weight;
  const squares = sum(logs.map((log) => (log - bias) ** 2));
  const usual = USUAL_WEIGHT * (USUAL_SPREAD.sigma ** 2 + (bias - USUAL_SPREAD.bias) ** 2);
  return { bias, sigma: Math.sqrt((squares + usual) / weight) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
