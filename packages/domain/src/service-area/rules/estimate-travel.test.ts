import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTravelMinutes, type TravelQuestion, type TravelWeather } from './estimate-travel.ts';

const COLUMBUS = { latitude: 39.9612, longitude: -82.9988 };
/** 15.385 km north, which are 20 km by road. */
const NORTH = { latitude: 40.09956, longitude: -82.9988 };
const question: TravelQuestion = {
  from: COLUMBUS,
  to: NORTH,
  at: new Date('2026-11-24T05:00:00Z'),
  timeZone: 'America/New_York',
};

// 4 + 60 × (20 + 4) / v
test.each([
  ['midnight', '2026-11-24T05:00:00Z', 20.94],
  ['05:59', '2026-11-24T10:59:00Z', 20.94],
  ['06:00, with the first rush', '2026-11-24T11:00:00Z', 28],
  ['09:00', '2026-11-24T14:00:00Z', 24.57],
  ['15:00, with the second rush', '2026-11-24T20:00:00Z', 31.69],
  ['19:00', '2026-11-25T00:00:00Z', 24],
  ['22:00', '2026-11-25T03:00:00Z', 20.94],
])('at %s (%s) a drive of 20 km takes %d minutes', (_clock, at, minutes) => {
  const estimate = estimateTravelMinutes({ ...question, at: new Date(at) });
  expect(estimate.roadKm).toBeCloseTo(20, 1);
  expect(estimate.p50Minutes).toBeCloseTo(minutes, 1);
  expect(estimate.source).toBe('heuristic');
});

test('the clock that counts is the local one, also on the day that the clocks change', () => {
  const at = new Date('2026-11-01T10:30:00Z');
  const inNewYork = estimateTravelMinutes({ ...question, at });
  const inPhoenix = estimateTravelMinutes({ ...question, at, timeZone: 'America/Phoenix' });
  const inAzores = estimateTravelMinutes({ ...question, at, timeZone: 'Atlantic/Azores' });
  // 05:30 after the clocks went back, 03:30, and 09:30.
  expect(inNewYork.p50Minutes).toBe(inPhoenix.p50Minutes);
  expect(inAzores.p50Minutes).toBeGreaterThan(inNewYork.p50Minutes);
});

test.each<[TravelWeather, number, number]>([
  ['fair', 1, 1.343],
  ['rain', 1.15, 1.523],
  ['snow', 1.5, 1.523],
  ['ice', 2, 1.523],
])(
  '%s makes the drive %d times as long, and four of five take %d times the median',
  (weather, factor, spread) => {
    const fair = estimateTravelMinutes(question);
    const estimate = estimateTravelMinutes({ ...question, weather });
    expect(estimate.p50Minutes / fair.p50Minutes).toBeCloseTo(factor, 6);
    expect(estimate.p80Minutes / estimate.p50Minutes).toBeCloseTo(spread, 3);
  },
);

test('a drive is never shorter than the walk to the car, longer when farther, and longer on crooked roads', () => {
  const degrees = fc.double({ min: -3, max: 3, noNaN: true });
  const hours = fc.integer({ min: 0, max: 48 });
  fc.assert(
    fc.property(
      degrees,
      degrees,
      fc.double({ min: 1.01, max: 2, noNaN: true }),
      hours,
      (north, east, more, hour) => {
        const at = new Date(question.at.getTime() + hour * 3_600_000);
        const to = { latitude: COLUMBUS.latitude + north, longitude: COLUMBUS.longitude + east };
        const farther = {
          latitude: COLUMBUS.latitude + north * 1.2,
          longitude: COLUMBUS.longitude + east * 1.2,
        };
        const { p50Minutes, p80Minutes } = estimateTravelMinutes({ ...question, to, at });
        expect(p50Minutes).toBeGreaterThan(4);
        expect(p80Minutes).toBeGreaterThan(p50Minutes);
        const wayOut = estimateTravelMinutes({ ...question, to: farther, at });
        expect(wayOut.p50Minutes).toBeGreaterThanOrEqual(p50Minutes);
        const crooked = estimateTravelMinutes({ ...question, to, at, roadFactor: 1.3 * more });
        expect(crooked.p50Minutes).toBeGreaterThanOrEqual(p50Minutes);
      },
    ),
  );
});
