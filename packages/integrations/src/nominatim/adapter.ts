import type { Geocoder, LocatedAddress } from '@afterhourfix/domain';
import { searchPlaces } from './client.ts';
import type { NominatimPlace } from './wire.ts';

const HOUSE_RANK = 30;
const STREET_RANK = 26;
const US_ZIP = /^(\d{5})(?:-\d{4})?$/;

/**
 * A geocoder over a server that speaks like Nominatim, one's own or hired: that of OpenStreetMap itself allows one
 * request a second and no business use (operations.osmfoundation.org/policies/nominatim, read 2026-11-23).
 */
export function createNominatimGeocoder(settings: { baseUrl: string }): Geocoder {
  const { baseUrl } = settings;
  return {
    async geocode({ street, city, state, zip }, signal) {
      const query = { street, city, state, postalcode: zip };
      const [first] = await searchPlaces({ baseUrl, query }, signal);
      if (first) return toLocated(first);
      // ZIPs in OpenStreetMap have holes: the town finds what the ZIP hides.
      if (city === null) return null;
      const [second] = await searchPlaces({ baseUrl, query: { ...query, postalcode: null } }, signal);
      return second ? toLocated(second) : null;
    },
  };
}

function toLocated({ latitude, longitude, placeRank, postcode }: NominatimPlace): LocatedAddress {
  return {
    point: { latitude, longitude },
    zip: US_ZIP.exec(postcode ?? '')?.[1] ?? null,
    confidence: toConfidence(placeRank),
  };
}

function toConfidence(placeRank: number): number {
  if (placeRank >= HOUSE_RANK) return 1;
  return placeRank >= STREET_RANK ? 0.7 : 0.3;
}
