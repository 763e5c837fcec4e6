import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { FieldServiceAdapter } from '@afterhourfix/domain';
import {
  type Clock,
  Invalid,
  isPublicAddress,
  publicLookup,
  type Secret,
  VendorError,
} from '@afterhourfix/foundation';
import { z } from 'zod';
import { DELIVERY_HEADER, SIGNATURE_HEADER, signBody } from './signature.ts';

const VENDOR = 'webhook';
const REQUEST_TIMEOUT_MS = 10_000;
/** The receiver's way to say: not me, not any more. Anything else may be mended on their side within a night. */
const GONE = 410;

const Settings = z.object({ url: z.url({ protocol: /^https?$/ }) });

/**
 * Posts each event as signed JSON to an address of the business's choice: `{ id, event, occurredAt, data }`, at least
 * once, with `id` to know a repeat. The address must be a public one and use TLS, unless private ones are allowed.
 */
export function createSignedWebhook(options: {
  settings: Readonly<Record<string, unknown>>;
  secret: Secret;
  clock: Clock;
  isPrivateAllowed: boolean;
}): FieldServiceAdapter {
  const { secret, clock, isPrivateAllowed } = options;
  const settings = Settings.safeParse(options.settings);
  if (!settings.success) throw new Invalid(`A webhook needs an address: ${z.prettifyError(settings.error)}`);
  const url = readTarget(settings.data.url, isPrivateAllowed);
  const post = (message: { id: string; event: string }) => {
    const body = JSON.stringify(message);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      [SIGNATURE_HEADER]: signBody(body, { secret, at: clock.now() }),
      [DELIVERY_HEADER]: message.id,
    };
    return send({ url, headers, body, isPrivateAllowed });
  };
  return {
    id: VENDOR,
    capabilities: new Set(['events'] as const),
    async checkHealth() {
      const startedAtMs = performance.now();
      await post({ id: 'health', event: 'health.checked' });
      return { latencyMs: performance.now() - startedAtMs };
    },
    async tell({ key: id, event, occurredAt, data }) {
      await post({ id, event, ...{ occurredAt, data } });
    },
  };
}

function readTarget(address: string, isPrivateAllowed: boolean): URL {
  const url = new URL(address);
  if (isPrivateAllowed) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') throw new Invalid('A webhook must use https');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new Invalid('A webhook must have a public address');
  return url;
}

/** Follows no redirect, and reads no answer: only its status counts. */
function send(message: {
  url: URL;
  headers: Record<string, string | number>;
  body: string;
  isPrivateAllowed: boolean;
}): Promise<void> {
  const { url, headers, body, isPrivateAllowed } = message;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (reason: string, cause?: unknown) =>
    reject(new VendorError(VENDOR, reason, { isRetryable: true, cause }));
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers,
    // The whole request, slow answers of single bytes included.
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    ...(isPrivateAllowed ? {} : { lookup: publicLookup }),
  });
  request.on('error', (error) => fail(error.message, error));
  request.on('response', (response) => {
    const status = response.statusCode ?? 0;
    response.destroy();
    if (status >= 200 && status < 300) return resolve();
    if (status === GONE)
      return reject(new VendorError(VENDOR, 'the address is gone (410)', { isRetryable: false }));
    return fail(`answered ${status}`);
  });
  request.end(body);
  return promise;
}
