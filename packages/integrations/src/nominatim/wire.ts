/** A place of `/search?format=jsonv2`; see nominatim.org/release-docs/latest/api/Output (read 2026-11-23). */
export interface NominatimPlace {
  latitude: number;
  longitude: number;
  /** 30 is a house, 26 and 27 a street, less something larger. */
  placeRank: number;
  postcode: string | null;
}

/** The places of an answer, best first; null when it is none. What we cannot read is left out. */
export function readPlaces(body: unknown): NominatimPlace[] | null {
  if (!Array.isArray(body)) return null;
  return body.flatMap((place) => readPlace(place) ?? []);
}

/** What went wrong, in the server's words. */
export function readFault(body: unknown): string | null {
  const error = fieldOf(body, 'error');
  const message = typeof error === 'string' ? error : fieldOf(error, 'message');
  return typeof message === 'string' ? message : null;
}

function readPlace(place: unknown): NominatimPlace | null {
  const latitude = readDegrees(fieldOf(place, 'lat'), 90);
  const longitude = readDegrees(fieldOf(place, 'lon'), 180);
  if (latitude === null || longitude === null) return null;
  const placeRank = fieldOf(place, 'place_rank');
  const postcode = fieldOf(fieldOf(place, 'address'), 'postcode');
  return {
    latitude,
    longitude,
    placeRank: typeof placeRank === 'number' ? placeRank : 0,
    postcode: typeof postcode === 'string' ? postcode : null,
  };
}

/** Degrees are strings on the wire. */
function readDegrees(value: unknown, most: number): number | null {
  const degrees = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Math.abs(degrees) <= most ? degrees : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
