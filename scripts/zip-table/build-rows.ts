import { distanceKm, findNearest, PointGrid } from './point-grid.ts';
import type { SourcePoint, ZipSources } from './read-sources.ts';
import { listStateZones } from './state-zones.ts';

export interface ZipRow extends SourcePoint {
  zip: string;
  /** Within which an address of the ZIP most likely lies. */
  radiusKm: number;
  /** False for post boxes and single buildings. */
  hasArea: boolean;
  timeZone: string;
  city: string;
  state: string;
}

/** Overseas post offices of the armed forces: addresses that no technician drives to. */
const MILITARY = new Set(['AA', 'AE', 'AP']);
const NEIGHBOURS = 6;
/** A cell of a honeycomb reaches 0.58 of the way to the middle of the next. */
const CELL_REACH = 0.58;
/** Town and middle of the area may lie apart; further than this, one of them is a mistake. */
const LONGEST_TOWN_KM = 25;
const LONGEST_RADIUS_KM = 40;
/** A place further than this from the nearest area of its state has a wrong point. */
const LOST_KM = 150;

type Place = SourcePoint & { zip: string; city: string; state: string; hasArea: boolean };

/** One row for each ZIP of the United States and its territories, by ZIP. */
export function buildRows(
  sources: ZipSources,
  zoneExceptions: ReadonlyMap<string, string>,
): { rows: ZipRow[]; lost: string[] } {
  const areas = listAreas(sources);
  const areaGrid = new PointGrid(areas);
  const boxes = listBoxes(sources);
  const lost = boxes.filter((box) => isLost(box, { areaGrid, areas })).map(({ zip }) => zip);
  const places = [...areas, ...boxes.filter(({ zip }) => !lost.includes(zip))];
  const zones = new Map(places.map((place) => [place.zip, findZone(place, sources)] as const));
  const zoned = new PointGrid(places.filter(({ zip }) => zones.get(zip)));
  const rows = places.map((place) => {
    const nearest = () => findNearest(zoned, place, { count: 1, state: place.state })[0];
    const timeZone =
      zoneExceptions.get(place.zip) ??
      zones.get(place.zip) ??
      zones.get(nearest()?.zip ?? '') ??
      listStateZones(place.state)?.[0];
    if (!timeZone) throw new Error(`No time zone for ${place.zip}`);
    return { ...place, timeZone, radiusKm: radiusOf(place, { sources, areaGrid }) };
  });
  return { rows: rows.toSorted((a, b) => (a.zip < b.zip ? -1 : 1)), lost };
}

function listAreas({ areas, places }: ZipSources): Place[] {
  const named = new PointGrid(
    Object.entries(areas).flatMap(([zip, point]) => {
      const place = places[zip];
      return place ? [{ ...place, ...point, zip }] : [];
    }),
  );
  return Object.entries(areas).map(([zip, { latitude, longitude }]) => {
    const point = { latitude, longitude };
    const place = places[zip] ?? findNearest(named, point, { count: 1 })[0];
    if (!place) throw new Error(`Nobody knows where ${zip} is`);
    return { zip, ...point, city: place.city, state: place.state, hasArea: true };
  });
}

function listBoxes({ areas, places }: ZipSources): Place[] {
  return Object.entries(places)
    .filter(([zip, { state, latitude }]) => !areas[zip] && !MILITARY.has(state) && latitude !== 0)
    .map(([zip, { latitude, longitude, city, state }]) => {
      return { zip, latitude, longitude, city, state, hasArea: false };
    });
}

function isLost(
  box: Place,
  { areaGrid, areas }: { areaGrid: PointGrid<Place>; areas: readonly Place[] },
): boolean {
  // The freely associated states of the Pacific have boxes only.
  if (!areas.some(({ state }) => state === box.state)) return false;
  const [nearest] = findNearest(areaGrid, box, { count: 1, state: box.state });
  return !nearest || distanceKm(box, nearest) > LOST_KM;
}

/** By where people live: the town, unless it is a mistake. Null when that is no zone of the state. */
function findZone(place: Place, { places, findTimeZone }: ZipSources): string | null {
  const town = places[place.zip];
  const isNear = town && distanceKm(town, place) <= LONGEST_TOWN_KM;
  const point = isNear ? town : place;
  const zone = findTimeZone(point.latitude, point.longitude);
  return listStateZones(place.state)?.includes(zone) ? zone : null;
}

function radiusOf(
  place: Place,
  { sources, areaGrid }: { sources: ZipSources; areaGrid: PointGrid<Place> },
): number {
  const neighbours = findNearest(areaGrid, place, { count: NEIGHBOURS + 1 }).filter(
    ({ zip }) => zip !== place.zip,
  );
  const distances = neighbours.map((neighbour) => distanceKm(place, neighbour)).toSorted((a, b) => a - b);
  const cellKm = CELL_REACH * (distances[distances.length >> 1] ?? LONGEST_RADIUS_KM);
  const town = sources.places[place.zip];
  const townKm = town ? distanceKm(town, place) : 0;
  const reachKm = Math.max(1, cellKm, townKm <= LONGEST_TOWN_KM ? townKm : 0);
  return Math.min(LONGEST_RADIUS_KM, Math.ceil(reachKm));
}
