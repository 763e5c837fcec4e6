import type { SourcePoint } from './read-sources.ts';

const EARTH_RADIUS_KM = 6_371;
const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

export function distanceKm(a: SourcePoint, b: SourcePoint): number {
  const halfLatitude = Math.sin(toRadians(b.latitude - a.latitude) / 2);
  const halfLongitude = Math.sin(toRadians(b.longitude - a.longitude) / 2);
  const cosines = Math.cos(toRadians(a.latitude)) * Math.cos(toRadians(b.latitude));
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(halfLatitude ** 2 + cosines * halfLongitude ** 2));
}

const keyOf = (latitude: number, longitude: number) => `${Math.floor(latitude)}:${Math.floor(longitude)}`;

/** Points by the whole degree in which they lie. */
export class PointGrid<Point extends SourcePoint> {
  readonly #cells = new Map<string, Point[]>();

  constructor(points: readonly Point[]) {
    for (const point of points) {
      const key = keyOf(point.latitude, point.longitude);
      const cell = this.#cells.get(key);
      if (cell) cell.push(point);
      else this.#cells.set(key, [point]);
    }
  }

  /** All within `degrees` north, south, east and west, and some more. */
  listAround({ latitude, longitude }: SourcePoint, degrees: number): Point[] {
    const offsets = Array.from({ length: 2 * degrees + 1 }, (_, index) => index - degrees);
    return offsets.flatMap((north) =>
      offsets.flatMap((east) => this.#cells.get(keyOf(latitude + north, longitude + east)) ?? []),
    );
  }
}

const WIDEST_DEGREES = 16;

/** The nearest points, nearest first; fewer than `count` when there are no more within 16 degrees. */
export function findNearest<Point extends SourcePoint & { state: string }>(
  grid: PointGrid<Point>,
  from: SourcePoint,
  { count, state }: { count: number; state?: string },
): Point[] {
  for (let degrees = 1; ; degrees *= 2) {
    const around = grid.listAround(from, degrees).filter((point) => !state || point.state === state);
    if (around.length < count && degrees < WIDEST_DEGREES) continue;
    const ranked = around.map((point) => ({ point, km: distanceKm(from, point) }));
    return ranked
      .toSorted((a, b) => a.km - b.km)
      .slice(0, count)
      .map(({ point }) => point);
  }
}
