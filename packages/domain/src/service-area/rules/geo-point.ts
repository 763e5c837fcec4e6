/** WGS 84, in degrees. */
export interface GeoPoint {
  latitude: number;
  longitude: number;
}

export const KM_PER_MILE = 1.609_344;

const EARTH_RADIUS_KM = 6_371;
const DEGREES_OF_CIRCLE = 360;

/** As the crow flies. */
export function distanceKm(from: GeoPoint, to: GeoPoint): number {
  const halfLatitude = Math.sin(toRadians(to.latitude - from.latitude) / 2);
  const halfLongitude = Math.sin(toRadians(to.longitude - from.longitude) / 2);
  const cosines = Math.cos(toRadians(from.latitude)) * Math.cos(toRadians(to.latitude));
  const chord = halfLatitude ** 2 + cosines * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Kilometers east and north of `origin` on a plane that touches the earth there: good for some hundred of them. */
export function toPlane(origin: GeoPoint, point: GeoPoint): { eastKm: number; northKm: number } {
  const kmPerDegree = toRadians(EARTH_RADIUS_KM);
  const turn = point.longitude - origin.longitude;
  // The Aleutians lie on both sides of the 180th meridian.
  const eastDegrees = turn - DEGREES_OF_CIRCLE * Math.round(turn / DEGREES_OF_CIRCLE);
  return {
    eastKm: eastDegrees * kmPerDegree * Math.cos(toRadians(origin.latitude)),
    northKm: (point.latitude - origin.latitude) * kmPerDegree,
  };
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
