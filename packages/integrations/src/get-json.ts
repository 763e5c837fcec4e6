import { VendorError } from '@afterhourfix/foundation';

const MAX_BODY_BYTES = 256 * 1024;

export interface JsonQuestion {
  vendor: string;
  url: URL;
  /** Ends the request; who asks decides for how long. */
  signal: AbortSignal;
}

/** Asks for JSON as a browser would not. Throws a `VendorError` when no JSON of a sensible size comes back. */
export async function getJson({
  vendor,
  url,
  signal,
}: JsonQuestion): Promise<{ status: number; body: unknown }> {
  try {
    const headers = {
      accept: 'application/json',
      'user-agent': 'AfterHourFix/0.1 (places of service calls)',
    };
    const response = await fetch(url, { headers, signal, redirect: 'error' });
    return { status: response.status, body: JSON.parse(await readText(response)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new VendorError(vendor, message, { isRetryable: true, cause: error });
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new Error(`More than ${MAX_BODY_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
