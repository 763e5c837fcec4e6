import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toP80Minutes } from './arrival-estimate.ts';
import { learnSpread, type ToldArrival, USUAL_SPREAD } from './learn-arrivals.ts';

/** Ten arrivals of a log-normal distribution, by its quantiles. */
const QUANTILES = [-1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645];
const arrivalsOf = (count: number, { bias, sigma }: { bias: number; sigma: number }): ToldArrival[] =>
  Array.from({ length: count }, (_, index) => ({
    namedMinutes: 30,
    realMinutes: 30 * Math.exp(bias + sigma * (QUANTILES[index % QUANTILES.length] ?? 0)),
  }));

test('without arrivals of its own a business has what is usual', () => {
  expect(learnSpread([])).toEqual(USUAL_SPREAD);
});

test.each([
  ['whoever is always late is told later', arrivalsOf(200, { bias: 0.5, sigma: 0.3 }), 55, 70],
  ['whoever keeps their minutes well is told sooner', arrivalsOf(200, { bias: 0, sigma: 0.1 }), 35, 35],
  ['one very late arrival teaches little', arrivalsOf(1, { bias: 3, sigma: 0 }), 40, 50],
])('%s', (_what, arrivals, atLeast, atMost) => {
  const told = toP80Minutes(30, learnSpread(arrivals));
  expect(told).toBeGreaterThanOrEqual(atLeast);
  expect(told).toBeLessThanOrEqual(atMost);
});

test('of many arrivals about four of five come by the time that they teach', () => {
  const law = {
    bias: fc.double({ min: -0.4, max: 0.8, noNaN: true }),
    sigma: fc.double({ min: 0.1, max: 0.6, noNaN: true }),
  };
  fc.assert(
    fc.property(fc.record(law), (real) => {
      const arrivals = arrivalsOf(400, real);
      const { bias, sigma } = learnSpread(arrivals);
      const told = 30 * Math.exp(bias + 0.8416 * sigma);
      const share = arrivals.filter(({ realMinutes }) => realMinutes <= told).length / arrivals.length;
      expect(share).toBeGreaterThanOrEqual(0.7);
      expect(share).toBeLessThanOrEqual(0.9);
    }),
  );
});

test('whatever was tapped, by when is never before the minutes named and never beyond reason', () => {
  const minutes = fc.double({ min: -10, max: 100_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.record({ namedMinutes: minutes, realMinutes: minutes })), (arrivals) => {
      const told = toP80Minutes(30, learnSpread(arrivals));
      expect(told).toBeGreaterThanOrEqual(30);
      expect(told).toBeLessThanOrEqual(30 * 8);
    }),
  );
});
