import { VendorError } from '@afterhourfix/foundation';
import { getJson } from '../get-json.ts';
import { type OsrmAnswer, readRoute } from './wire.ts';

type OsrmRoute = Exclude<OsrmAnswer, { kind: 'fault' }>;

interface OsrmPoint {
  latitude: number;
  longitude: number;
}

const VENDOR = 'osrm';
/** About 10 cm. */
const DECIMALS = 6;
const TOO_MANY = 429;

/** The fastest way by car between two points. Every failure is a `VendorError`. */
export async function findRoute(
  { baseUrl, from, to }: { baseUrl: string; from: OsrmPoint; to: OsrmPoint },
  signal: AbortSignal,
): Promise<OsrmRoute> {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/route/v1/driving/${toText(from)};${toText(to)}`);
  url.searchParams.set('overview', 'false');
  const { status, body } = await getJson({ vendor: VENDOR, url, signal });
  const answer = readRoute(body);
  if (answer && answer.kind !== 'fault') return answer;
  const message = answer ? `${answer.code}: ${answer.message}` : `status ${status}`;
  throw new VendorError(VENDOR, message, { isRetryable: status === TOO_MANY || status >= 500 });
}

/** Longitude first. */
function toText({ latitude, longitude }: OsrmPoint): string {
  return `${longitude.toFixed(DECIMALS)},${latitude.toFixed(DECIMALS)}`;
}
