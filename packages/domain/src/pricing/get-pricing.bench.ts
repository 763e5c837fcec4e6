// Prints how long a price takes, rules and database: node packages/domain/src/pricing/get-pricing.bench.ts
import { startTestRun } from '@afterhourfix/database/testing';
import type { Trade } from '@afterhourfix/vocabulary';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { benchVerb, type Timed } from '../testing/verb-bench.ts';
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
  const rounds = { warmUpRounds: WARM_UP_CALLS, rounds: CALLS };
  await benchVerb(world, {
    ...{ name: 'an idle transaction', ...rounds },
    async round(_nth, timed) {
      const { ctx } = await world.placeCall();
      await timed(() => ctx.db.transaction(() => Promise.resolve()));
    },
  });
  await benchVerb(world, {
    ...{ name: 'get_pricing, first', ...rounds },
    round: async (_nth, timed) => tellPrice(await world.placeCall(), timed),
  });
  await benchVerb(world, {
    ...{ name: 'get_pricing, again', ...rounds },
    async round(_nth, timed) {
      const placed = await world.placeCall();
      await tellPrice(placed, (run) => run());
      await tellPrice(placed, timed);
    },
  });
} finally {
  await endRun();
}

function timeRule(): number {
  const start = process.hrtime.bigint();
  priceVisit(VISIT);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

async function tellPrice({ ctx, call }: PlacedCall, timed: Timed): Promise<void> {
  const [trade = 'plumbing', ...otherTrades] = TRADES;
  const input = { callId: call.id, trade, otherTrades, zip: '43017', triage: TRIAGE };
  const priced = await timed(() => getPricing(ctx, input));
  if (!priced.ok) throw new Error(priced.refusal);
}

function report(name: string, timesMs: number[]): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(3);
  console.log(name.padEnd(20), `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${sorted.length} times`);
}
