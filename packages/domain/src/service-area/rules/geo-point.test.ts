import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceKm, type GeoPoint, toPlane } from './geo-point.ts';
import { depthInPolygonKm } from './polygon-distance.ts';

const COLUMBUS = { latitude: 39.9612, longitude: -82.9988 };
const points = fc.record({
  latitude: fc.double({ min: 15, max: 70, noNaN: true }),
  longitude: fc.double({ min: -170, max: -65, noNaN: true }),
});

test.each([
  ['Cincinnati', COLUMBUS, { latitude: 39.1031, longitude: -84.512 }, 160.8],
  ['New York', COLUMBUS, { latitude: 40.7128, longitude: -74.006 }, 766.5],
  ['itself', COLUMBUS, COLUMBUS, 0],
  [
    'the other side of the 180th meridian',
    { latitude: 52, longitude: 179.9 },
    { latitude: 52, longitude: -179.9 },
    13.7,
  ],
])('from Columbus or there to %s', (_name, from, to, km) => {
  expect(Math.abs(distanceKm(from, to) - km)).toBeLessThan(1);
  const { eastKm, northKm } = toPlane(from, to);
  expect(Math.abs(Math.hypot(eastKm, northKm) - km)).toBeLessThan(km / 50 + 0.1);
});

test('the way back is as long, and no detour is shorter', () => {
  fc.assert(
    fc.property(points, points, points, (a, b, c) => {
      expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
      expect(distanceKm(a, c)).toBeLessThanOrEqual(distanceKm(a, b) + distanceKm(b, c) + 1e-6);
    }),
  );
});

/** A square of 20 km around Columbus, as seen from its middle. */
const SQUARE = around(COLUMBUS, [
  [-10, -10],
  [10, -10],
  [10, 10],
  [-10, 10],
]);
const NOTCHED = around(COLUMBUS, [
  [-10, -10],
  [10, -10],
  [10, 10],
  [0, 2],
  [-10, 10],
]);

test.each<[string, readonly GeoPoint[], [number, number], number]>([
  ['the middle', SQUARE, [0, 0], 10],
  ['near the east edge', SQUARE, [9, 0], 1],
  ['just outside the east edge', SQUARE, [11, 0], -1],
  ['beyond a corner', SQUARE, [13, 14], -5],
  ['level with a corner', SQUARE, [20, 10], -10],
  ['in the notch', NOTCHED, [0, 5], -2.34],
  ['below the notch', NOTCHED, [0, 0], 2],
  ['in a corner that closed itself', [...SQUARE, ...SQUARE.slice(0, 1)], [9, 9], 1],
])('%s is as deep inside as it looks', (_name, polygon, [eastKm, northKm], depthKm) => {
  const [point = COLUMBUS] = around(COLUMBUS, [[eastKm, northKm]]);
  expect(Math.abs(depthInPolygonKm(point, polygon) - depthKm)).toBeLessThan(0.1);
});

test('turning a polygon around, or starting at another corner, changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: -30, max: 30, noNaN: true }),
          fc.double({ min: -30, max: 30, noNaN: true }),
        ),
        {
          minLength: 3,
          maxLength: 9,
        },
      ),
      fc.nat(8),
      (corners, start) => {
        const polygon = around(COLUMBUS, corners);
        const turned = [...polygon.slice(start), ...polygon.slice(0, start)];
        const depthKm = depthInPolygonKm(COLUMBUS, polygon);
        expect(depthInPolygonKm(COLUMBUS, turned)).toBeCloseTo(depthKm, 6);
        expect(depthInPolygonKm(COLUMBUS, polygon.toReversed())).toBeCloseTo(depthKm, 6);
      },
    ),
  );
});

function around(middle: GeoPoint, offsetsKm: readonly (readonly [number, number])[]): GeoPoint[] {
  const kmPerDegree = 111.195;
  return offsetsKm.map(([eastKm, northKm]) => ({
    latitude: middle.latitude + northKm / kmPerDegree,
    longitude: middle.longitude + eastKm / (kmPerDegree * Math.cos((middle.latitude * Math.PI) / 180)),
  }));
}
