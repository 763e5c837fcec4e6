import type { Trade } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { priceVisit, type Visit } from './price-visit.ts';
import { toSpeakablePrice } from './speakable-price.ts';

const REST = { diagnosticByTrade: {}, weekend: null, priority: 7500 };
const OAK = { trip: 4900, diagnostic: 8900, afterHours: 12_000, holiday: 18_000, edge: 3500, ...REST };
const MESA = { trip: 5900, diagnostic: 9900, afterHours: 14_000, holiday: 20_000, edge: 4000, ...REST };
const REDWOOD = { trip: 6900, diagnostic: 9900, afterHours: 13_000, holiday: 18_000, edge: 4500, ...REST };
const CLUB = { tripFree: true, timeSurchargePct: 50 };

function visit(fees: Visit['fees'], trades: Trade[], rest: Partial<Visit> = {}): Visit {
  return {
    fees,
    trades,
    fixedPrice: null,
    period: 'after-hours',
    isEdge: false,
    demandPct: 100,
    isPriority: false,
    terms: null,
    promotions: [],
    limits: { minTotalCents: 0, maxTotalCents: null },
    ...rest,
  };
}

test.each<[name: string, visit: Visit, totalCents: number]>([
  ['S04 burst pipe with water damage at night', visit(OAK, ['plumbing', 'water_damage']), 25_800],
  ['S05 no heat at night', visit(OAK, ['hvac']), 25_800],
  ['S07 tonight in Phoenix', visit(MESA, ['hvac']), 29_800],
  ['S07 on Monday in Phoenix', visit(MESA, ['hvac'], { period: 'business-hours' }), 15_800],
  ['S08 two trades, one trip, one surcharge', visit(OAK, ['electrical', 'plumbing']), 34_700],
  ['S09 tomorrow morning', visit(OAK, ['plumbing'], { period: 'business-hours' }), 13_800],
  ['S09 tonight', visit(OAK, ['plumbing']), 25_800],
  ['S12 garage door in the outer area at night', visit(OAK, ['garage_door'], { isEdge: true }), 29_300],
  ['S13 a club member at night', visit(OAK, ['plumbing'], { terms: CLUB }), 14_900],
  ['S24 by day', visit(OAK, ['hvac'], { period: 'business-hours' }), 13_800],
  ['a holiday replaces after-hours', visit(OAK, ['plumbing'], { period: 'holiday' }), 31_800],
  ['a member on a holiday', visit(OAK, ['plumbing'], { period: 'holiday', terms: CLUB }), 17_900],
  ['water damage alone by day', visit(REDWOOD, ['water_damage'], { period: 'business-hours' }), 6900],
  ['the outer area by day', visit(REDWOOD, ['plumbing'], { period: 'business-hours', isEdge: true }), 21_300],
  ['fees with cents go to the nearest dollar', visit({ ...OAK, trip: 4949 }, ['plumbing']), 25_800],
  ['half a dollar goes to the caller', visit({ ...OAK, trip: 4950 }, ['plumbing']), 25_800],
  ['more than half a dollar does not', visit({ ...OAK, trip: 4951 }, ['plumbing']), 25_900],
  ['a rush on the surcharge', visit(MESA, ['hvac'], { demandPct: 115 }), 31_900],
  ['a rush by day', visit(MESA, ['hvac'], { period: 'business-hours', demandPct: 150 }), 15_800],
  ['a weekend with its own fee', visit({ ...OAK, weekend: 15_000 }, ['hvac'], { period: 'weekend' }), 28_800],
  ['a weekend without one', visit(OAK, ['hvac'], { period: 'weekend' }), 25_800],
  ['a trade with its own diagnostic', visit({ ...OAK, diagnosticByTrade: { hvac: 9900 } }, ['hvac']), 26_800],
  [
    'water damage that is not assessed for free',
    visit({ ...OAK, diagnosticByTrade: { water_damage: 5000 } }, ['water_damage', 'plumbing']),
    30_800,
  ],
  ['a trade that is named twice', visit(OAK, ['plumbing', 'plumbing']), 25_800],
  [
    'a fixed price with its diagnostic',
    visit(OAK, ['plumbing'], {
      fixedPrice: { trade: 'plumbing', baseCents: 19_900, includesDiagnostic: true },
    }),
    36_800,
  ],
  [
    'a fixed price beside its diagnostic',
    visit(OAK, ['plumbing'], {
      fixedPrice: { trade: 'plumbing', baseCents: 19_900, includesDiagnostic: false },
    }),
    45_700,
  ],
  ['priority that was chosen', visit(OAK, ['plumbing'], { isPriority: true }), 33_300],
  [
    'the least that is charged',
    visit(OAK, ['water_damage'], {
      period: 'business-hours',
      limits: { minTotalCents: 8000, maxTotalCents: null },
    }),
    8000,
  ],
])('%s', (_name, given, totalCents) => {
  const price = priceVisit(given);
  expect(price.totalCents).toBe(totalCents);
  expect(price.lines.reduce((sum, line) => sum + line.amountCents, 0)).toBe(totalCents);
  expect(price.lines.every((line) => line.amountCents > 0)).toBe(true);
});

test('half a cent of a surcharge goes to the member', () => {
  const fees = { ...OAK, afterHours: 12_001 };
  expect(priceVisit(visit(fees, ['plumbing'], { terms: CLUB })).totalCents).toBe(8900 + 6000);
});

test('says the total first and then its parts in words', () => {
  expect(toSpeakablePrice(priceVisit(visit(OAK, ['plumbing']))).en).toBe(
    'two hundred fifty-eight dollars in total: trip fee forty-nine dollars, diagnostic fee eighty-nine dollars, and after-hours fee one hundred twenty dollars',
  );
});

test('savings never take more than there is, and what is left is charged', () => {
  const promotions = [
    { name: 'A', off: { cents: 20_000 }, isStackable: true },
    { name: 'B', off: { pct: 50 }, isStackable: true },
  ];
  const { totalCents, lines } = priceVisit(visit(OAK, ['plumbing'], { promotions }));
  expect(totalCents).toBe(0);
  expect(lines.slice(-2).map(({ code, amountCents }) => [code, amountCents])).toEqual([
    ['promotion', -20_000],
    ['promotion', -5800],
  ]);
});

test('a cap takes off what is above it', () => {
  const limits = { minTotalCents: 0, maxTotalCents: 20_050 };
  const { totalCents, lines } = priceVisit(visit(OAK, ['plumbing'], { limits }));
  expect(totalCents).toBe(20_000);
  expect(lines.at(-1)).toMatchObject({ code: 'cap', amountCents: -5800 });
});

test('the lines are the same in whatever order the trades were named', () => {
  const trades: Trade[] = ['plumbing', 'electrical', 'hvac'];
  expect(priceVisit(visit(OAK, trades))).toEqual(priceVisit(visit(OAK, trades.toReversed())));
});

test('names the trades when there are several', () => {
  expect(priceVisit(visit(OAK, ['electrical', 'plumbing'])).lines.map((line) => line.label)).toEqual([
    'trip fee',
    'electrical diagnostic fee',
    'plumbing diagnostic fee',
    'after-hours fee',
  ]);
});

test('a price of one part is its total alone', () => {
  const price = priceVisit(visit(REDWOOD, ['water_damage'], { period: 'business-hours' }));
  expect(toSpeakablePrice(price).en).toBe('sixty-nine dollars in total');
});
