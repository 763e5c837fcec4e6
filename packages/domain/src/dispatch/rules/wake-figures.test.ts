import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toFairness, toWakesByMonth } from './wake-figures.ts';

test('wakes are counted by month, the newest first, and those for nothing apart', () => {
  const wake = (month: string, wasEmergency: boolean | null) => ({
    technicianId: 'ben',
    month,
    wasEmergency,
  });
  expect(toWakesByMonth([wake('2026-10', true), wake('2026-11', false), wake('2026-11', null)])).toEqual([
    { month: '2026-11', wakes: 2, false: 1 },
    { month: '2026-10', wakes: 1, false: 0 },
  ]);
});

test.each([
  [[], null],
  [[0, 0], null],
  [[3, 3, 3], 1],
  [[4, 0], 0.5],
  [[0, 0, 0, 5], 0.25],
])('nights shared as %o are fair to %s', (counts, fairness) => {
  expect(toFairness(counts)).toBe(fairness);
});

test('it is between one bearing all and all alike, whatever the nights', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), (counts) => {
      const fairness = toFairness(counts);
      if (fairness === null) return;
      expect(fairness).toBeGreaterThanOrEqual(1 / counts.length - 1e-9);
      expect(fairness).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});
