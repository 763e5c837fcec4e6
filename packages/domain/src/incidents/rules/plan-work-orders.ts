import type { Trade } from '@afterhourfix/vocabulary';

/** What one trade does in an incident. */
export interface PlannedOrder {
  trade: Trade;
  jobType: string;
  /** Trades whose work comes first. */
  dependsOn: readonly Trade[];
  /** `refer`: the business does not have the trade; the caller is told so, and by whom it may be done. */
  by: 'us' | 'refer';
}

export interface WorkPlan {
  /** In the order in which they come. */
  orders: readonly PlannedOrder[];
  /** Who has to come before anybody of ours does. */
  callFirst: 'police' | 'utility' | null;
}

/** Make electrically safe, stop the source, dry, repair: nobody works before what he stands in is safe. */
const STAGES: Readonly<Record<Trade, number>> = {
  electrical: 0,
  roofing: 1,
  plumbing: 1,
  hvac: 1,
  appliance: 1,
  locksmith: 1,
  water_damage: 2,
  garage_door: 3,
};
/** Jobs that stop water from coming; a trade that is there for something else holds nobody up. */
const WATER_SOURCES: ReadonlySet<string> = new Set([
  'plumbing.burst_pipe',
  'plumbing.supply_line',
  'plumbing.drain_clog',
  'plumbing.main_line',
  'plumbing.sewage_backup',
  'plumbing.water_heater_leak',
  'plumbing.toilet',
  'plumbing.sump_pump',
  'hvac.condensate_leak',
  'roofing.active_leak',
  'appliance.washer',
  'appliance.dishwasher',
]);
const SEWAGE: ReadonlySet<string> = new Set(['plumbing.main_line', 'plumbing.sewage_backup']);
const SEWAGE_DRYING = 'water_damage.sewage_cat3';
/** What is unknown until somebody has looked at it. */
const UNKNOWN_JOB = 'diagnosis';

/** The work orders of an incident from its trades and `trade.job` types; the same for any order in which they are told. */
export function planWorkOrders(input: {
  trades: readonly Trade[];
  jobTypes: readonly string[];
  offered: readonly Trade[];
}): WorkPlan {
  const trades = [...new Set([...input.trades, ...tradesOf(input.jobTypes)])].toSorted(
    (one, other) => STAGES[one] - STAGES[other] || (one < other ? -1 : 1),
  );
  const jobOf = (trade: Trade) => pickJob(trade, input.jobTypes);
  const orders = trades.map(
    (trade): PlannedOrder => ({
      trade,
      jobType: jobOf(trade),
      dependsOn: findPredecessors(trade, { trades, jobOf }),
      by: input.offered.includes(trade) ? 'us' : 'refer',
    }),
  );
  return { orders, callFirst: findFirstCall(input.jobTypes) };
}

function findPredecessors(
  trade: Trade,
  { trades, jobOf }: { trades: readonly Trade[]; jobOf(trade: Trade): string },
): Trade[] {
  if (STAGES[trade] === 0) return [];
  const safe = trades.filter((one) => STAGES[one] === 0);
  if (trade === 'water_damage') {
    const stopping = trades.filter((one) => STAGES[one] === 1 && one !== 'locksmith');
    const sources = stopping.filter((one) => WATER_SOURCES.has(jobOf(one)));
    return [...safe, ...(sources.length > 0 ? sources : stopping)];
  }
  if (trade === 'garage_door') return [...safe, ...trades.filter((one) => one === 'locksmith')];
  return safe;
}

function pickJob(trade: Trade, jobTypes: readonly string[]): string {
  const unknown = `${trade}.${UNKNOWN_JOB}`;
  const ofTrade = jobTypes.filter((job) => job.startsWith(`${trade}.`) && job !== unknown).toSorted();
  if (trade === 'water_damage' && jobTypes.some((job) => SEWAGE.has(job))) return SEWAGE_DRYING;
  return ofTrade.find((job) => WATER_SOURCES.has(job)) ?? ofTrade[0] ?? unknown;
}

function tradesOf(jobTypes: readonly string[]): Trade[] {
  const isTrade = (name: string | undefined): name is Trade => name !== undefined && name in STAGES;
  return jobTypes.map((job) => job.split('.')[0]).filter(isTrade);
}

function findFirstCall(jobTypes: readonly string[]): WorkPlan['callFirst'] {
  if (jobTypes.includes('locksmith.break_in_secure')) return 'police';
  const isOfUtility = jobTypes.some(
    (job) => job === 'plumbing.gas_leak' || job === 'electrical.service_down',
  );
  return isOfUtility ? 'utility' : null;
}
