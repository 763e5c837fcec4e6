import { type GeoPoint, toPlane } from './geo-point.ts';

interface Corner {
  eastKm: number;
  northKm: number;
}

/**
 * How far inside the polygon a point lies, in kilometers to the nearest edge; negative outside. The last corner
 * joins the first; where edges cross, what is enclosed an even number of times is outside.
 */
export function depthInPolygonKm(point: GeoPoint, polygon: readonly GeoPoint[]): number {
  const corners = polygon.map((corner) => toPlane(point, corner));
  let isInside = false;
  let nearestKm = Number.POSITIVE_INFINITY;
  for (const [index, end] of corners.entries()) {
    const start = corners.at(index - 1);
    if (!start) continue;
    if (doesRayCross(start, end)) isInside = !isInside;
    nearestKm = Math.min(nearestKm, distanceFromOriginKm(start, end));
  }
  return isInside ? nearestKm : -nearestKm;
}

/** The ray goes east from the origin; half-open in north, so that a corner on it counts once. */
function doesRayCross(start: Corner, end: Corner): boolean {
  if (start.northKm > 0 === end.northKm > 0) return false;
  const share = -start.northKm / (end.northKm - start.northKm);
  return start.eastKm + share * (end.eastKm - start.eastKm) > 0;
}

function distanceFromOriginKm(start: Corner, end: Corner): number {
  const eastKm = end.eastKm - start.eastKm;
  const northKm = end.northKm - start.northKm;
  const lengthSquared = eastKm ** 2 + northKm ** 2;
  const along = lengthSquared === 0 ? 0 : -(start.eastKm * eastKm + start.northKm * northKm) / lengthSquared;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(start.eastKm + share * eastKm, start.northKm + share * northKm);
}
