import type { Router } from '@afterhourfix/domain';
import { findRoute } from './client.ts';

const SECONDS_PER_MINUTE = 60;
const METERS_PER_KM = 1_000;

/** A router over a server that speaks like OSRM. It knows no traffic: the instant of a journey makes no difference. */
export function createOsrmRouter(settings: { baseUrl: string }): Router {
  const { baseUrl } = settings;
  return {
    async drive({ from, to }, signal) {
      const route = await findRoute({ baseUrl, from, to }, signal);
      if (route.kind === 'no-route') return null;
      const { durationSeconds, distanceMeters } = route;
      return { minutes: durationSeconds / SECONDS_PER_MINUTE, roadKm: distanceMeters / METERS_PER_KM };
    },
  };
}
