import type { Trade } from '@afterhourfix/vocabulary';

/** What one trade has to do, and after whom. */
export interface CrewOrder {
  trade: Trade;
  dependsOn: readonly Trade[];
}

/** Trades that one technician comes for. */
export interface Crew {
  /** In the order of the work. */
  trades: readonly Trade[];
  /** Nobody later than this is asked for all of it; null when nobody on call can do it. */
  latestP80Minutes: number | null;
}

/** Minutes by which somebody who can do all of it very likely is there; null when there is nobody. */
export type ArrivalOf = (trades: readonly Trade[]) => number | null;

/** One who can do it all is worth this much waiting: one is woken instead of two. */
const FEWER_PEOPLE_MINUTES = 20;

/**
 * Who goes together: the fewest technicians of whom the last is there at most 20 minutes after the last of the fastest
 * plan. Trades for which nobody is on call never hold the others back. No two crews wait for each other, and the crews
 * come in the order of their work. Of a handful of trades every division is looked at.
 */
export function planCrews(orders: readonly CrewOrder[], arrivalOf: ArrivalOf): Crew[] {
  const plans = listDivisions(orders).flatMap((division) => toPlan(division, arrivalOf) ?? []);
  const fewestUnmanned = Math.min(...plans.map(({ unmanned }) => unmanned));
  const manned = plans.filter(({ unmanned }) => unmanned === fewestUnmanned);
  const fastest = Math.min(...manned.map(({ minutes }) => minutes));
  const latest = fastest + FEWER_PEOPLE_MINUTES;
  const [best] = manned
    .filter(({ minutes }) => minutes <= latest)
    .toSorted((one, other) => one.crews.length - other.crews.length || one.minutes - other.minutes);
  return (best?.crews ?? []).map((crew) => {
    const trades = crew.map(({ trade }) => trade);
    return { trades, latestP80Minutes: arrivalOf(trades) === null ? null : latest };
  });
}

export type Division = readonly (readonly CrewOrder[])[];

/** Every way to divide the work among people. */
function listDivisions(orders: readonly CrewOrder[]): Division[] {
  return orders.reduce<Division[]>(
    (divisions, order) =>
      divisions.flatMap((division) => [
        ...division.map((_crew, at) =>
          division.map((crew, index) => (index === at ? [...crew, order] : crew)),
        ),
        [...division, [order]],
      ]),
    [[]],
  );
}

interface Plan {
  crews: Division;
  /** When the last of them is there. */
  minutes: number;
  /** How many trades nobody could come for. */
  unmanned: number;
}

/** Null when crews would wait for each other. */
function toPlan(division: Division, arrivalOf: ArrivalOf): Plan | null {
  const crews = inOrder(division);
  if (!crews) return null;
  const thereAt = new Map<Trade, number>();
  let unmanned = 0;
  for (const crew of crews) {
    const own = arrivalOf(crew.map(({ trade }) => trade));
    if (own === null) unmanned += crew.length;
    const before = listBefore(crew).map((trade) => thereAt.get(trade) ?? 0);
    const minutes = Math.max(0, own ?? 0, ...before);
    for (const { trade } of crew) thereAt.set(trade, minutes);
  }
  return { crews, minutes: Math.max(0, ...thereAt.values()), unmanned };
}

/** What of others has to be done before a crew's work. */
function listBefore(crew: readonly CrewOrder[]): Trade[] {
  return crew
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((trade) => !crew.some((order) => order.trade === trade));
}

/** Whether no two of them would wait for each other. */
export const isOrderly = (division: Division): boolean => inOrder(division) !== null;

function inOrder(division: Division): Division | null {
  const isThere = (trade: Trade) => division.flat().some((order) => order.trade === trade);
  const done = new Set<Trade>();
  const sorted: (readonly CrewOrder[])[] = [];
  while (sorted.length < division.length) {
    const next = division.find(
      (crew) =>
        !sorted.includes(crew) && listBefore(crew).every((trade) => done.has(trade) || !isThere(trade)),
    );
    if (!next) return null;
    sorted.push(next);
    for (const { trade } of next) done.add(trade);
  }
  return sorted;
}
