import { VendorError } from '@afterhourfix/foundation';

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const LONGEST_PAUSE_MS = 60 * 60_000;

export interface VendorRequest {
  vendor: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** An object goes as JSON, parameters as a form. */
  body?: object | URLSearchParams | undefined;
  /** Ends the request; who asks decides for how long. */
  signal: AbortSignal;
}

export interface VendorAnswer {
  status: number;
  text: string;
  /** What `retry-after` asks for. */
  retryAfterMs: number | null;
}

/** One request, bounded in time and in size. A `VendorError` when no whole answer came; any status is an answer. */
export async function askVendor(request: VendorRequest): Promise<VendorAnswer> {
  const { vendor, method, url, signal } = request;
  try {
    const response = await fetch(url, {
      method,
      ...toHeadersAndBody(request),
      redirect: 'error',
      signal,
    });
    return {
      status: response.status,
      text: await readText(response),
      retryAfterMs: readRetryAfterMs(response.headers.get('retry-after')),
    };
  } catch (error) {
    // Without the path: whoever knows a booking's uid may cancel it.
    throw new VendorError(vendor, `A ${method} request got no answer`, {
      isRetryable: true,
      cause: error,
    });
  }
}

/** An empty body is null; one that is no JSON makes a `VendorError` that no retry mends. */
export function readJson(vendor: string, text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new VendorError(vendor, 'The answer is no JSON', { isRetryable: false, cause: error });
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`The answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Only seconds: the date form of the header depends on two clocks that may differ. */
function readRetryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d+$/.test(header.trim())) return null;
  return Math.min(Number(header) * 1000, LONGEST_PAUSE_MS);
}

function toHeadersAndBody({ headers, body }: VendorRequest): RequestInit {
  if (body === undefined) return { headers };
  if (body instanceof URLSearchParams) return { headers, body };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
