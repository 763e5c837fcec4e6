import { askVendor, readJson } from './vendor-request.ts';

/** The usage rules of public servers of maps want to know who asks. */
const HEADERS = { accept: 'application/json', 'user-agent': 'AfterHourFix/0.1 (places of service calls)' };

/** Asks a server of maps for JSON, whatever the status. Every failure is a `VendorError`. */
export async function getJson({
  vendor,
  url,
  signal,
}: {
  vendor: string;
  url: URL;
  signal: AbortSignal;
}): Promise<{ status: number; body: unknown }> {
  const { status, text } = await askVendor({
    vendor,
    method: 'GET',
    url: url.href,
    headers: HEADERS,
    signal,
  });
  return { status, body: readJson(vendor, text) };
}
