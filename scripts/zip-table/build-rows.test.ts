import { expect, test } from 'vitest';
import { buildRows } from './build-rows.ts';
import { distanceKm, findNearest, PointGrid } from './point-grid.ts';
import type { SourcePlace, ZipSources } from './read-sources.ts';

const ohio = (latitude: number, longitude: number, city = 'Columbus'): SourcePlace => ({
  latitude,
  longitude,
  city,
  state: 'OH',
});

/** A row of towns 0.1 degrees apart, which are 11.1 km. */
const TOWNS = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [`4300${index}`, ohio(40 + index / 10, -83, `Town ${index}`)]),
);

function build(changes: Partial<ZipSources>, exceptions: Record<string, string> = {}) {
  const sources = { areas: TOWNS, places: TOWNS, findTimeZone: () => 'America/New_York', ...changes };
  const { rows, lost } = buildRows(sources, new Map(Object.entries(exceptions)));
  return { lost, of: (zip: string) => rows.find((row) => row.zip === zip), zips: rows.map((row) => row.zip) };
}

test('areas keep the point of the Census and the name of the post office, in the order of their ZIPs', () => {
  const { of, zips } = build({ areas: { ...TOWNS, '43000': { latitude: 40.01, longitude: -83.01 } } });
  expect(of('43000')).toMatchObject({ latitude: 40.01, longitude: -83.01, city: 'Town 0', hasArea: true });
  expect(zips).toEqual(Object.keys(TOWNS).toSorted());
});

test('an area that only the Census knows has the name of its nearest neighbour', () => {
  const { of } = build({ areas: { ...TOWNS, '43099': { latitude: 40.31, longitude: -83 } } });
  expect(of('43099')).toMatchObject({ city: 'Town 3', state: 'OH' });
});

test('a ZIP without an area is a box, one of the armed forces or of nowhere is left out', () => {
  const { of, zips, lost } = build({
    places: {
      ...TOWNS,
      '43200': ohio(40.05, -83.05),
      '09001': { ...ohio(40, -83), state: 'AE' },
      '43201': ohio(0, 0),
      '43202': ohio(40, 83),
    },
  });
  expect(of('43200')).toMatchObject({ hasArea: false });
  expect(zips.filter((zip) => !(zip in TOWNS))).toEqual(['43200']);
  expect(lost).toEqual(['43202']);
});

test('a radius is that of a cell of the honeycomb, and reaches the town', () => {
  // The six nearest of the middle town are one to three steps away: the fourth of them, two.
  expect(build({}).of('43004')?.radiusKm).toBe(Math.ceil(0.58 * 2 * 11.12));
  const offside = { ...TOWNS, '43004': ohio(40.4, -83.2) };
  expect(build({ places: offside }).of('43004')?.radiusKm).toBe(
    Math.ceil(distanceKm(ohio(40.4, -83), ohio(40.4, -83.2))),
  );
});

test('the clock is that of the town, of a neighbour when the state does not have it, and of the law before all', () => {
  const findTimeZone = (latitude: number) => (latitude < 40.35 ? 'America/New_York' : 'America/Toronto');
  const { of } = build({ findTimeZone }, { '43001': 'America/Chicago' });
  expect(of('43000')?.timeZone).toBe('America/New_York');
  expect(of('43008')?.timeZone).toBe('America/New_York');
  expect(of('43001')?.timeZone).toBe('America/Chicago');
});

test('the nearest points are found across the cells of the grid', () => {
  const towns = Object.entries(TOWNS).map(([zip, town]) => ({ zip, ...town }));
  const nearest = findNearest(new PointGrid(towns), { latitude: 43.5, longitude: -83.5 }, { count: 2 });
  expect(nearest.map(({ zip }) => zip)).toEqual(['43008', '43007']);
  expect(
    findNearest(new PointGrid(towns), { latitude: 40, longitude: -83 }, { count: 1, state: 'IN' }),
  ).toEqual([]);
});
