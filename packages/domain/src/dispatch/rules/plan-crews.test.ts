import { Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CrewOrder, planCrews } from './plan-crews.ts';

interface Person {
  trades: readonly Trade[];
  p80: number;
}

/** The fastest of the people who hold all of it. */
const arrivalOf = (people: readonly Person[]) => (trades: readonly Trade[]) => {
  const able = people.filter((person) => trades.every((trade) => person.trades.includes(trade)));
  return able.length > 0 ? Math.min(...able.map(({ p80 }) => p80)) : null;
};
const WET_HEATER: readonly CrewOrder[] = [
  { trade: 'electrical', dependsOn: [] },
  { trade: 'plumbing', dependsOn: ['electrical'] },
];
const FROZEN_PIPE: readonly CrewOrder[] = [
  { trade: 'hvac', dependsOn: [] },
  { trade: 'plumbing', dependsOn: [] },
];
const FLOODED: readonly CrewOrder[] = [
  ...WET_HEATER,
  { trade: 'water_damage', dependsOn: ['electrical', 'plumbing'] },
];
const cho = (p80: number): Person => ({ trades: ['electrical'], p80 });
const ben = (p80: number): Person => ({ trades: ['plumbing'], p80 });
const fay = (p80: number): Person => ({ trades: ['water_damage'], p80 });
const both = (p80: number): Person => ({ trades: ['electrical', 'plumbing'], p80 });

describe('who goes together', () => {
  test.each<[string, readonly CrewOrder[], readonly Person[], Trade[][]]>([
    ['two when nobody knows both', WET_HEATER, [cho(40), ben(30)], [['electrical'], ['plumbing']]],
    ['one who is there first', WET_HEATER, [cho(40), ben(30), both(20)], [['electrical', 'plumbing']]],
    [
      'one twenty minutes after the last of two',
      WET_HEATER,
      [cho(40), ben(30), both(60)],
      [['electrical', 'plumbing']],
    ],
    [
      'two when one is a minute later than that',
      WET_HEATER,
      [cho(40), ben(30), both(61)],
      [['electrical'], ['plumbing']],
    ],
    [
      'one measured by the electrician, before whom the plumber cannot begin',
      WET_HEATER,
      [cho(50), ben(10), both(70)],
      [['electrical', 'plumbing']],
    ],
    [
      'one for work that nobody waits with',
      FROZEN_PIPE,
      [{ trades: ['hvac', 'plumbing'], p80: 35 }],
      [['hvac', 'plumbing']],
    ],
    [
      'the two of three trades that one knows',
      FLOODED,
      [cho(40), ben(30), fay(45), both(50)],
      [['electrical', 'plumbing'], ['water_damage']],
    ],
    [
      'never two who would wait for each other',
      FLOODED,
      [ben(30), { trades: ['electrical', 'water_damage'], p80: 20 }],
      [['electrical'], ['plumbing'], ['water_damage']],
    ],
    ['everything alone for one trade', WET_HEATER.slice(0, 1), [both(20)], [['electrical']]],
    ['what nobody knows in one question to the owner', WET_HEATER, [], [['electrical', 'plumbing']]],
    ['what nobody knows beside what somebody does', WET_HEATER, [ben(30)], [['electrical'], ['plumbing']]],
  ])('is %s', (_what, orders, people, crews) => {
    expect(planCrews(orders, arrivalOf(people)).map(({ trades }) => trades)).toEqual(crews);
  });

  test('asks for all of it nobody who is later than the rule allows, and says when there is nobody', () => {
    expect(planCrews(WET_HEATER, arrivalOf([cho(40), ben(30), both(20)]))).toEqual([
      { trades: ['electrical', 'plumbing'], latestP80Minutes: 40 },
    ]);
    expect(planCrews(WET_HEATER, arrivalOf([ben(30)]))).toEqual([
      { trades: ['electrical'], latestP80Minutes: null },
      { trades: ['plumbing'], latestP80Minutes: 50 },
    ]);
  });
});

const orders = fc
  .subarray([...Trade.options], { minLength: 1, maxLength: 4 })
  .chain((trades) =>
    fc
      .tuple(...trades.map((_trade, index) => fc.subarray(trades.slice(0, index))))
      .map((before) => trades.map((trade, index): CrewOrder => ({ trade, dependsOn: before[index] ?? [] }))),
  );
const people = fc.array(
  fc.record({
    trades: fc.subarray([...Trade.options], { minLength: 1 }),
    p80: fc.integer({ min: 5, max: 120 }),
  }),
  { maxLength: 6 },
);

test('each trade is in one crew, behind what it waits for; one more who can do it never makes more crews', () => {
  fc.assert(
    fc.property(orders, people, (work, there) => {
      const crews = planCrews(work, arrivalOf(there));
      const all = crews.flatMap(({ trades }) => trades);
      expect(all.toSorted()).toEqual(work.map(({ trade }) => trade).toSorted());
      for (const { trade, dependsOn } of work) {
        const at = crews.findIndex(({ trades }) => trades.includes(trade));
        const before = dependsOn.map((one) => crews.findIndex(({ trades }) => trades.includes(one)));
        expect(before.every((one) => one <= at)).toBe(true);
      }
      for (const { trades, latestP80Minutes } of crews) {
        const arrival = arrivalOf(there)(trades);
        expect(latestP80Minutes === null).toBe(arrival === null);
        if (arrival !== null) expect(arrival).toBeLessThanOrEqual(latestP80Minutes ?? 0);
      }
      const isManned = work.every(({ trade }) => arrivalOf(there)([trade]) !== null);
      const slowest = Math.max(0, ...there.map(({ p80 }) => p80));
      if (isManned) {
        const allRounder = { trades: work.map(({ trade }) => trade), p80: slowest };
        const more = planCrews(work, arrivalOf([...there, allRounder]));
        expect(more.length).toBeLessThanOrEqual(crews.length);
      }
    }),
  );
});
