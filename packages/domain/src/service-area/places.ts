import type { Clock, Logger } from '@afterhourfix/foundation';
import { RecentAnswers } from './recent-answers.ts';
import type { GeoPoint } from './rules/geo-point.ts';

export interface StreetAddress {
  /** House number and street. */
  street: string;
  city: string | null;
  /** Two letters. */
  state: string | null;
  zip: string;
}

export interface LocatedAddress {
  point: GeoPoint;
  /** In which the address truly lies, when the geocoder tells. */
  zip: string | null;
  /** 0 to 1: 1 is the house, 0.7 its street, below 0.5 only somewhere in the town. */
  confidence: number;
}

/** Finds where an address is. Null: it knows none such. Throws `VendorError`. Stops when the signal says so. */
export interface Geocoder {
  geocode(address: StreetAddress, signal: AbortSignal): Promise<LocatedAddress | null>;
}

export interface Journey {
  from: GeoPoint;
  to: GeoPoint;
  /** When it begins, for engines that know the traffic. */
  at: Date;
}

export interface Drive {
  minutes: number;
  roadKm: number;
}

/** Tells how long a drive takes. Null: there is no road. Throws `VendorError`. Stops when the signal says so. */
export interface Router {
  drive(journey: Journey, signal: AbortSignal): Promise<Drive | null>;
}

/** What others know of places. Nothing needs it: who asks has an answer of its own for null. */
export interface Places {
  /** Null when nobody knows it, or not within 800 ms. */
  locate(address: StreetAddress): Promise<LocatedAddress | null>;
  /** Null when nobody knows it, or not within 800 ms. */
  drive(journey: Journey): Promise<Drive | null>;
}

const LIMIT_MS = 800;
const KEPT_MS = 15 * 60_000;
const MAX_KEPT = 2_000;

/** Asks the geocoder and the router, each within 800 ms, and keeps their answers for 15 minutes. */
export function createPlaces(parts: {
  geocoder: Geocoder | null;
  router: Router | null;
  clock: Clock;
  log: Logger;
}): Places {
  const { geocoder, router, clock, log } = parts;
  const limits = { limitMs: LIMIT_MS, keptMs: KEPT_MS, maxKept: MAX_KEPT, clock };
  const addresses = new RecentAnswers<LocatedAddress | null>(limits);
  const drives = new RecentAnswers<Drive | null>(limits);
  const failed = (error: unknown) => {
    log.warn({ err: error }, 'nobody could tell about a place in time');
    return null;
  };
  return {
    async locate(address) {
      if (!geocoder) return null;
      return addresses
        .ask(toAddressKey(address), (signal) => geocoder.geocode(address, signal))
        .catch(failed);
    },
    async drive(journey) {
      if (!router) return null;
      return drives.ask(toJourneyKey(journey), (signal) => router.drive(journey, signal)).catch(failed);
    },
  };
}

function toAddressKey({ street, city, state, zip }: StreetAddress): string {
  return [street, city, state, zip]
    .map((part) => part?.trim().toLowerCase().replaceAll(/\s+/g, ' '))
    .join('|');
}

/** To 100 m and to the quarter of an hour. */
function toJourneyKey({ from, to, at }: Journey): string {
  const points = [from, to].flatMap(({ latitude, longitude }) => [latitude, longitude]);
  return [...points.map((degrees) => degrees.toFixed(3)), Math.floor(at.getTime() / KEPT_MS)].join('|');
}
