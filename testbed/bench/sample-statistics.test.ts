import { expect, test } from 'vitest';
import { toSlope, toSpread } from './sample-statistics.ts';

test('percentiles are samples that were measured, by nearest rank', () => {
  const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(toSpread(samples)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
  expect(toSpread([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
});

test('no samples have no percentile', () => {
  expect(toSpread([]).p99).toBeNaN();
});

test('the slope of a straight line is found among its points', () => {
  expect(toSlope([0, 1, 2, 5].map((x) => ({ x, y: 10 + 3 * x })))).toBeCloseTo(3);
  expect(toSlope([0, 1, 2].map((x) => ({ x, y: 4 })))).toBe(0);
});
