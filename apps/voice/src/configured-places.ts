import { createPlaces, type Places } from '@afterhourfix/domain';
import type { Clock, Logger } from '@afterhourfix/foundation';
import { createNominatimGeocoder } from '@afterhourfix/integrations/nominatim';
import { createOsrmRouter } from '@afterhourfix/integrations/osrm';
import type { VoiceConfig } from './config.ts';

/** Those who know streets and roads, as far as the configuration names any. */
export function createConfiguredPlaces(
  { nominatimUrl, osrmUrl }: VoiceConfig['places'],
  { clock, log }: { clock: Clock; log: Logger },
): Places {
  return createPlaces({
    geocoder: nominatimUrl ? createNominatimGeocoder({ baseUrl: nominatimUrl }) : null,
    router: osrmUrl ? createOsrmRouter({ baseUrl: osrmUrl }) : null,
    clock,
    log,
  });
}
