import type { TechnicianId, Trade } from '@afterhourfix/vocabulary';
import type { PlannedOrder } from './plan-work-orders.ts';

/** Who could come, and by when they very likely are there. */
export interface ArrivingTechnician {
  id: TechnicianId;
  skills: readonly Trade[];
  arrivalP80Minutes: number;
}

export interface PlannedVisit {
  technicianId: TechnicianId;
  arrivesInMinutes: number;
  /** What is done on it, and from when: who is there for one thing may have to wait with another. */
  works: { trade: Trade; fromMinutes: number }[];
}

export interface ArrivalPlan {
  /** The earliest first; who comes for several trades comes once. */
  visits: PlannedVisit[];
  /** Trades of ours for which nobody is there now. */
  unmanned: Trade[];
  /** Work that waits for one that is not ours, or for which nobody is there: no time can be told for it. */
  waiting: Trade[];
}

/** One who can do it all is worth this much waiting: one visit, one door bell, nobody left standing about. */
const ONE_VISIT_BONUS_MINUTES = 20;

/**
 * Who comes for which work and when. One technician for all of it when he is there at most 20 minutes after the best
 * plan of several has everybody there; else for each work the one who is there first. Nobody is planned to arrive
 * before the work that his depends on.
 */
export function planArrivals(
  orders: readonly PlannedOrder[],
  technicians: readonly ArrivingTechnician[],
): ArrivalPlan {
  const sorted = technicians.toSorted(
    (one, other) => one.arrivalP80Minutes - other.arrivalP80Minutes || (one.id < other.id ? -1 : 1),
  );
  const ours = orders.filter(({ by }) => by === 'us');
  const several = assign(ours, (trade) => sorted.find(({ skills }) => skills.includes(trade)));
  const one = sorted.find(({ skills }) => ours.every(({ trade }) => skills.includes(trade)));
  const starts = several.visits.flatMap(({ works }) => works.map(({ fromMinutes }) => fromMinutes));
  const lastArrival = Math.max(0, ...starts);
  const isOneBetter = one && one.arrivalP80Minutes <= lastArrival + ONE_VISIT_BONUS_MINUTES;
  return isOneBetter && ours.length > 0 ? assign(ours, () => one) : several;
}

interface Arrival {
  technicianId: TechnicianId;
  inMinutes: number;
}

function assign(
  orders: readonly PlannedOrder[],
  choose: (trade: Trade) => ArrivingTechnician | undefined,
): ArrivalPlan {
  const arrivals = new Map<Trade, Arrival>();
  const unmanned: Trade[] = [];
  const waiting: Trade[] = [];
  for (const { trade, dependsOn } of orders) {
    const technician = choose(trade);
    const before = dependsOn.map((one) => arrivals.get(one));
    if (!technician) unmanned.push(trade);
    else if (before.includes(undefined)) waiting.push(trade);
    else {
      const latest = Math.max(0, ...before.map((arrival) => arrival?.inMinutes ?? 0));
      const inMinutes = Math.max(technician.arrivalP80Minutes, latest);
      arrivals.set(trade, { technicianId: technician.id, inMinutes });
    }
  }
  return { visits: toVisits(arrivals), unmanned, waiting };
}

/** Who does two things in one house comes for the first of them and stays. */
function toVisits(arrivals: ReadonlyMap<Trade, Arrival>): PlannedVisit[] {
  const visits = new Map<TechnicianId, PlannedVisit>();
  for (const [trade, { technicianId, inMinutes }] of arrivals) {
    const visit = visits.get(technicianId) ?? { technicianId, arrivesInMinutes: inMinutes, works: [] };
    visit.works.push({ trade, fromMinutes: inMinutes });
    visits.set(technicianId, { ...visit, arrivesInMinutes: Math.min(visit.arrivesInMinutes, inMinutes) });
  }
  return [...visits.values()].toSorted((one, other) => one.arrivesInMinutes - other.arrivesInMinutes);
}
