import type { Trade } from '@afterhourfix/vocabulary';
import { DEFAULT_ROAD_FACTOR, drivingMinutes, MIDDAY_KM_PER_HOUR } from './estimate-travel.ts';
import { distanceKm, type GeoPoint, KM_PER_MILE } from './geo-point.ts';
import { depthInPolygonKm } from './polygon-distance.ts';
import { orderZones, type ZoneRule, type ZoneShape } from './zone-rule.ts';

/** Somewhere a caller wants help. */
export interface AskedPlace {
  /** A ZIP, or the first three characters of a Canadian postal code. */
  code: string;
  /** False when the code is one of post boxes, so the house has another. */
  isCodeOfHouse: boolean;
  point: GeoPoint | null;
  /** How far from the point the house may be. */
  uncertaintyKm: number;
}

export interface ZoneDecision {
  /** That holds in the middle of where the place may be; null when none does. */
  rule: ZoneRule | null;
  /** False when other terms hold within the uncertainty. */
  isCertain: boolean;
}

export interface ZoneQuestion {
  rules: readonly ZoneRule[];
  place: AskedPlace;
  /** Null: whatever trade it will be. */
  trade: Trade | null;
  /** Where the house of a ZIP is, for post boxes near ZIPs that are listed. */
  findArea(zip: string): (GeoPoint & { radiusKm: number }) | null;
  /** What a router says of the drive from the center of a zone in minutes; null: it is reckoned from the distance. */
  findDriveMinutes?: ((center: GeoPoint) => number | null) | undefined;
}

/** The first rule that holds, and whether its terms hold wherever the place may be. */
export function decideZone(question: ZoneQuestion): ZoneDecision {
  const { place, trade } = question;
  const possible: (ZoneRule | null)[] = [];
  let first: ZoneRule | null = null;
  for (const rule of orderZones(question.rules)) {
    if (!concerns(rule, trade)) continue;
    const depthKm = depthKmOf(rule.shape, question);
    if (depthKm + place.uncertaintyKm < 0) continue;
    possible.push(rule);
    if (depthKm >= 0) first ??= rule;
    if (depthKm >= place.uncertaintyKm) return { rule: first, isCertain: haveSameTerms(possible) };
  }
  return { rule: first, isCertain: haveSameTerms([...possible, null]) };
}

/** Whether it makes no difference which of the rules holds; null is none, which is as good as being shut out. */
export function haveSameTerms(rules: readonly (ZoneRule | null)[]): boolean {
  const terms = rules.map((rule) => (rule?.terms.zone === 'excluded' ? null : rule));
  return new Set(terms.map((rule) => JSON.stringify(rule && [rule.terms, rule.trades]))).size === 1;
}

/** Before the trade is known, what is shut out for one trade is open, for it may be another. */
function concerns({ trades, terms }: ZoneRule, trade: Trade | null): boolean {
  if (trades === null) return true;
  if (trade === null) return terms.zone === 'core' || terms.zone === 'edge';
  return trades.includes(trade);
}

/** How far inside the shape the place lies; negative outside. A list has no edge: all or nothing. */
function depthKmOf(shape: ZoneShape, { place, findArea, findDriveMinutes }: ZoneQuestion): number {
  if (shape.kind === 'zips' && shape.zips.includes(place.code)) return Number.POSITIVE_INFINITY;
  if (place.point === null) return Number.NEGATIVE_INFINITY;
  switch (shape.kind) {
    case 'zips':
      if (place.isCodeOfHouse) return Number.NEGATIVE_INFINITY;
      return depthInAreasKm(place.point, shape.zips.map(findArea));
    case 'polygon':
      return depthInPolygonKm(place.point, shape.corners);
    case 'miles':
      return shape.miles * KM_PER_MILE - distanceKm(place.point, shape.center);
    case 'minutes':
      return depthInMinutesKm(shape, {
        point: place.point,
        driveMinutes: findDriveMinutes?.(shape.center) ?? null,
      });
  }
}

function depthInAreasKm(
  point: GeoPoint,
  areas: readonly ((GeoPoint & { radiusKm: number }) | null)[],
): number {
  const depths = areas.map((area) =>
    area === null ? Number.NEGATIVE_INFINITY : area.radiusKm - distanceKm(point, area),
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...depths);
}

/** The minutes that are left or missing, as kilometers at the speed between the rushes. */
function depthInMinutesKm(
  { minutes, center }: Extract<ZoneShape, { kind: 'minutes' }>,
  { point, driveMinutes }: { point: GeoPoint; driveMinutes: number | null },
): number {
  if (driveMinutes === null) return reachKm(minutes) - distanceKm(point, center);
  return (((minutes - driveMinutes) / 60) * MIDDAY_KM_PER_HOUR) / DEFAULT_ROAD_FACTOR;
}

/** As the crow flies; the way back through `drivingMinutes`. */
function reachKm(minutes: number): number {
  const fixedMinutes = drivingMinutes(0, MIDDAY_KM_PER_HOUR);
  return (((minutes - fixedMinutes) / 60) * MIDDAY_KM_PER_HOUR) / DEFAULT_ROAD_FACTOR;
}
