// Prints how long a price takes, rules and database: node packages/domain/src/pricing/get-pricing.bench.ts
import { startTestRun } from '@afterhourfix/database/testing';
import type { Trade } from '@afterhourfix/vocabulary';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { getPricing, type PricingTriage } from './index.ts';
import { priceVisit, type Visit } from './rules/price-visit.ts';

const CALLS = 400;
const WARM_UP_CALLS = 50;
const RULE_ROUNDS = 20_000;
const TRIAGE: PricingTriage = {
  severity: 'routine',
  isVulnerable: false,
  flags: [],
  jobTypes: ['plumbing.drain_clog'],
};
const TRADES: readonly Trade[] = ['plumbing', 'water_damage'];

const VISIT: Visit = {
  fees: {
    trip: 4900,
    diagnostic: 8900,
    diagnosticByTrade: {},
    afterHours: 12_000,
    weekend: null,
    holiday: 18_000,
    edge: 3500,
    priority: 7500,
  },
  trades: TRADES,
  fixedPrice: null,
  period: 'after-hours',
  isEdge: true,
  demandPct: 115,
  isPriority: false,
  terms: null,
  promotions: [{ name: 'Winter', off: { pct: 10 }, isStackable: true }],
  limits: { minTotalCents: 0, maxTotalCents: null },
};

report(
  'the rule alone',
  Array.from({ length: RULE_ROUNDS }, () => timeRule()),
);
const endRun = await startTestRun();
try {
  await using world = await createDemoWorld();
  const firsts: number[] = [];
  const seconds: number[] = [];
  const floors: number[] = [];
  for (let count = 0; count < CALLS; count += 1) {
    const placed = await world.placeCall();
    firsts.push(await timePricing(placed));
    seconds.push(await timePricing(placed));
    floors.push(await timeTransaction(placed));
  }
  report('an idle transaction', floors.slice(WARM_UP_CALLS));
  report('getPricing, first', firsts.slice(WARM_UP_CALLS));
  report('getPricing, again', seconds.slice(WARM_UP_CALLS));
} finally {
  await endRun();
}

function timeRule(): number {
  const start = process.hrtime.bigint();
  priceVisit(VISIT);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

async function timePricing({ ctx, call }: PlacedCall): Promise<number> {
  const start = process.hrtime.bigint();
  const [trade = 'plumbing', ...otherTrades] = TRADES;
  const input = { callId: call.id, trade, otherTrades, zip: '43017', triage: TRIAGE };
  const priced = await getPricing(ctx, input);
  if (!priced.ok) throw new Error(priced.refusal);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** What the machine and its other work cost by themselves: three round trips to PostgreSQL. */
async function timeTransaction({ ctx }: PlacedCall): Promise<number> {
  const start = process.hrtime.bigint();
  await ctx.db.transaction(() => Promise.resolve());
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function report(name: string, timesMs: number[]): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(3);
  console.log(name.padEnd(20), `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${sorted.length} times`);
}
