import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, PrivateAddressError, publicLookup, VendorError } from '@afterhourfix/foundation';

const MAX_FEED_BYTES = 2 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const AT_PRIVATE_ADDRESS = 'The feed is at a private address';

export interface FeedRules {
  timeoutMs: number;
  /** Whether a feed may be on this machine or in its network: someone else chooses the address. */
  isPrivateAllowed: boolean;
}

/** The text behind an address, bounded in time, size and redirects. Every failure is a `VendorError`. */
export async function fetchFeed(url: string, rules: FeedRules): Promise<string> {
  const signal = AbortSignal.timeout(rules.timeoutMs);
  let next = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await ask(new URL(next), { rules, signal });
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return readText(response);
    response.destroy();
    if (statusCode < 300 || statusCode >= 400 || !headers.location)
      throw fault(`The feed answered ${statusCode}`, statusCode >= 500 || statusCode === 429);
    next = new URL(headers.location, next).href;
  }
  throw fault('The feed redirects without end', false);
}

function ask(
  url: URL,
  { rules, signal }: { rules: FeedRules; signal: AbortSignal },
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!['http:', 'https:'].includes(url.protocol)) throw fault('A feed is on the web', false);
  if (!rules.isPrivateAllowed && isIP(host) !== 0 && !isPublicAddress(host))
    throw fault(AT_PRIVATE_ADDRESS, false);
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/calendar', 'accept-encoding': 'identity' };
    const options = { headers, signal, ...(rules.isPrivateAllowed ? {} : { lookup: publicLookup }) };
    const sent = request(url, options, resolve);
    sent.on('error', (error) => reject(toFault(error)));
    sent.end();
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > MAX_FEED_BYTES) throw fault(`The feed is longer than ${MAX_FEED_BYTES} bytes`, false);
      chunks.push(chunk);
    }
  } catch (error) {
    throw toFault(error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toFault(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof PrivateAddressError) return fault(AT_PRIVATE_ADDRESS, false);
  return new VendorError('icalendar', 'The feed got no answer', { isRetryable: true, cause: error });
}

function fault(message: string, isRetryable: boolean): VendorError {
  return new VendorError('icalendar', message, { isRetryable });
}
