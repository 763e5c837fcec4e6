import type { PhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import type { GeoPoint } from './geo-point.ts';

/** Where a rule holds. */
export type ZoneShape =
  /** US ZIPs, and of Canadian postal codes the first three characters. */
  | { kind: 'zips'; zips: readonly string[] }
  | { kind: 'polygon'; corners: readonly GeoPoint[] }
  | { kind: 'miles'; center: GeoPoint; miles: number }
  /** Minutes of driving from the center in fair weather at noon, so that the zone stands still. */
  | { kind: 'minutes'; center: GeoPoint; minutes: number };

/** Who helps instead of us. */
export interface Referral {
  name: string;
  phone: PhoneNumber | null;
}

/** What holds there. */
export type ZoneTerms =
  | { zone: 'core' }
  /** `feeCents` null: the edge fee of the price book. `minSeverity`: nothing milder is driven to. */
  | { zone: 'edge'; feeCents: number | null; minSeverity: Severity | null; referral: Referral | null }
  | { zone: 'referral'; referral: Referral }
  | { zone: 'excluded' };

export interface ZoneRule {
  shape: ZoneShape;
  terms: ZoneTerms;
  /** Null: all. */
  trades: readonly Trade[] | null;
}

const SHAPE_ORDER: readonly ZoneShape['kind'][] = ['zips', 'polygon', 'miles', 'minutes'];

/** Lists of ZIPs go before polygons and these before radii; within each the owner's order stays. */
export function orderZones<Rule extends ZoneRule>(rules: readonly Rule[]): Rule[] {
  return rules.toSorted((a, b) => SHAPE_ORDER.indexOf(a.shape.kind) - SHAPE_ORDER.indexOf(b.shape.kind));
}
