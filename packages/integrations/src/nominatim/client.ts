import { VendorError } from '@afterhourfix/foundation';
import { getJson } from '../get-json.ts';
import { type NominatimPlace, readFault, readPlaces } from './wire.ts';

export interface NominatimQuery {
  street: string;
  city: string | null;
  state: string | null;
  postalcode: string | null;
}

const VENDOR = 'nominatim';
const TOO_MANY = 429;

/** The places that fit an address, best first. Every failure is a `VendorError`. */
export async function searchPlaces(
  { baseUrl, query }: { baseUrl: string; query: NominatimQuery },
  signal: AbortSignal,
): Promise<NominatimPlace[]> {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/search`);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  url.searchParams.set('countrycodes', 'us,ca');
  url.searchParams.set('format', 'jsonv2');
  url.searchParams.set('addressdetails', '1');
  url.searchParams.set('limit', '1');
  const { status, body } = await getJson({ vendor: VENDOR, url, signal });
  const places = status === 200 ? readPlaces(body) : null;
  if (places) return places;
  throw new VendorError(VENDOR, readFault(body) ?? `status ${status}`, {
    isRetryable: status === TOO_MANY || status >= 500,
  });
}
