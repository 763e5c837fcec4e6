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
