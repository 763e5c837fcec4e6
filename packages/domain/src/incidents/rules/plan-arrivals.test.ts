import { TechnicianId, Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArrivingTechnician, planArrivals } from './plan-arrivals.ts';
import { planWorkOrders } from './plan-work-orders.ts';

const idOf = (letter: string) => TechnicianId.parse(`00000000-0000-4000-8000-00000000000${letter}`);
const technician = (letter: string, minutes: number, ...skills: Trade[]): ArrivingTechnician => ({
  id: idOf(letter),
  skills,
  arrivalP80Minutes: minutes,
});
const orders = (trades: readonly Trade[], offered: readonly Trade[] = Trade.options) =>
  planWorkOrders({ trades, jobTypes: [], offered }).orders;
const LEAK: Trade[] = ['electrical', 'plumbing'];
const visit = (letter: string, arrivesInMinutes: number, ...trades: Trade[]) => ({
  technicianId: idOf(letter),
  arrivesInMinutes,
  works: trades.map((trade) => ({ trade, fromMinutes: arrivesInMinutes })),
});

describe('who comes', () => {
  test.each([
    ['is one for all when he is there as early', 45, [visit('c', 45, ...LEAK)]],
    ['is one for all who is there 20 minutes after two', 65, [visit('c', 65, ...LEAK)]],
    [
      'is two when he would be later than that',
      66,
      [visit('a', 30, 'electrical'), visit('b', 45, 'plumbing')],
    ],
  ])('%s', (_told, minutes, visits) => {
    const people = [
      technician('a', 30, 'electrical'),
      technician('b', 45, 'plumbing'),
      technician('c', minutes, 'electrical', 'plumbing'),
    ];
    expect(planArrivals(orders(LEAK), people).visits).toEqual(visits);
  });

  test('waits for who makes it safe, even when he could be there first', () => {
    const people = [technician('a', 60, 'electrical'), technician('b', 15, 'plumbing')];
    expect(planArrivals(orders(LEAK), people).visits).toEqual([
      visit('a', 60, 'electrical'),
      visit('b', 60, 'plumbing'),
    ]);
  });

  test('waits at the house with the one thing and begins with the other', () => {
    const people = [technician('a', 60, 'plumbing'), technician('b', 15, 'hvac', 'water_damage')];
    const wet = planWorkOrders({
      trades: ['hvac', 'plumbing', 'water_damage'],
      jobTypes: ['plumbing.burst_pipe', 'hvac.no_heat'],
      offered: Trade.options,
    });
    const [first] = planArrivals(wet.orders, people).visits;
    expect(first).toEqual({
      technicianId: idOf('b'),
      arrivesInMinutes: 15,
      works: [
        { trade: 'hvac', fromMinutes: 15 },
        { trade: 'water_damage', fromMinutes: 60 },
      ],
    });
  });

  test('is nobody for work that waits for somebody else’s, which has no time', () => {
    const plumber = [technician('b', 15, 'plumbing')];
    expect(planArrivals(orders(LEAK, ['plumbing']), plumber)).toEqual({
      visits: [],
      unmanned: [],
      waiting: ['plumbing'],
    });
    expect(planArrivals(orders(LEAK), plumber)).toEqual({
      visits: [],
      unmanned: ['electrical'],
      waiting: ['plumbing'],
    });
  });

  test('comes once for two things, of equals always the same', () => {
    const people = [technician('b', 30, 'hvac', 'plumbing'), technician('a', 30, 'hvac', 'plumbing')];
    expect(planArrivals(orders(['hvac', 'plumbing']), people).visits).toEqual([
      visit('a', 30, 'hvac', 'plumbing'),
    ]);
    expect(planArrivals([], people)).toEqual({ visits: [], unmanned: [], waiting: [] });
  });
});

test('nobody is planned to arrive before what his work depends on, without the skill, or earlier than he can', () => {
  const people = fc.uniqueArray(
    fc.record({
      id: fc.nat({ max: 9 }).map((digit) => idOf(String(digit))),
      skills: fc.uniqueArray(fc.constantFrom(...Trade.options)),
      arrivalP80Minutes: fc.nat({ max: 200 }),
    }),
    { selector: ({ id }) => id },
  );
  const trades = fc.uniqueArray(fc.constantFrom(...Trade.options), { maxLength: 5 });
  fc.assert(
    fc.property(trades, people, (needed, there) => {
      const planned = orders(needed);
      const { visits, unmanned, waiting } = planArrivals(planned, there);
      const works = visits.flatMap((one) => one.works.map((work) => ({ ...work, ...one })));
      const workOf = (trade: Trade) => works.find((work) => work.trade === trade);
      for (const { trade, dependsOn } of planned) {
        const work = workOf(trade);
        if (!work) continue;
        const who = there.find(({ id }) => id === work.technicianId);
        expect(who?.skills).toContain(trade);
        expect(work.arrivesInMinutes).toBeGreaterThanOrEqual(
          who?.arrivalP80Minutes ?? Number.POSITIVE_INFINITY,
        );
        expect(work.fromMinutes).toBeGreaterThanOrEqual(work.arrivesInMinutes);
        for (const before of dependsOn)
          expect(workOf(before)?.fromMinutes).toBeLessThanOrEqual(work.fromMinutes);
      }
      const all = [...works.map(({ trade }) => trade), ...unmanned, ...waiting];
      expect(all.toSorted()).toEqual(planned.map(({ trade }) => trade).toSorted());
    }),
  );
});
