import { type Secret, VendorError } from '@afterhourfix/foundation';
import type { z } from 'zod';
import { CreatedObject, Fault, FoundObjects, type Properties } from './wire.ts';

const VENDOR = 'hubspot';
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_000_000;

/** An expired or narrowed token is mended by the owner, and the news are still owed then. */
const PASSING_STATUSES = [401, 403, 408, 423, 429];

export type ObjectType = 'contacts' | 'meetings' | 'calls';

/** The part of HubSpot's CRM API (v3) that we use. Every failure is a `VendorError`. */
export interface HubSpotClient {
  create(type: ObjectType, input: { properties: Properties; associations?: object[] }): Promise<string>;
  /** False when there is no such object. */
  update(type: ObjectType, input: { id: string; properties: Properties }): Promise<boolean>;
  /** Objects with this value, at most ten, the oldest first. */
  search(
    type: ObjectType,
    input: { property: string; value: string; properties: readonly string[] },
  ): Promise<z.infer<typeof FoundObjects>['results']>;
  /** Reads one contact: the cheapest thing that needs our scopes. */
  ping(): Promise<void>;
}

export function createHubSpotClient(options: { token: Secret; apiUrl: string }): HubSpotClient {
  const base = `${options.apiUrl.replace(/\/$/, '')}/crm/v3/objects`;
  const ask = async (path: string, { method, body }: { method: string; body?: object }) => {
    try {
      const response = await fetch(`${base}/${path}`, {
        method,
        headers: { authorization: `Bearer ${options.token.reveal()}`, 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, answer: await readJson(response) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new VendorError(VENDOR, reason, { isRetryable: true, cause: error });
    }
  };
  const must = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    request: { method: string; body?: object },
  ): Promise<z.infer<Schema>> => {
    const { status, answer } = await ask(path, request);
    if (status >= 300) throw toVendorError(status, answer);
    const read = schema.safeParse(answer);
    if (!read.success) throw new VendorError(VENDOR, 'an answer of another shape', { isRetryable: true });
    return read.data;
  };
  return {
    create: async (type, body) => (await must(CreatedObject, type, { method: 'POST', body })).id,
    async update(type, { id, properties }) {
      const path = `${type}/${encodeURIComponent(id)}`;
      const { status, answer } = await ask(path, { method: 'PATCH', body: { properties } });
      if (status === 404) return false;
      if (status >= 300) throw toVendorError(status, answer);
      return true;
    },
    async search(type, { property, value, properties }) {
      const filters = [{ propertyName: property, operator: 'EQ', value }];
      const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
      const body = { filterGroups: [{ filters }], properties, sorts, limit: 10 };
      return (await must(FoundObjects, `${type}/search`, { method: 'POST', body })).results;
    },
    async ping() {
      await must(FoundObjects, 'contacts?limit=1', { method: 'GET' });
    },
  };
}

/** Null for what is no JSON: a proxy's error page. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('an answer of more than a megabyte');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

function toVendorError(status: number, answer: unknown): VendorError {
  const fault = Fault.safeParse(answer);
  const words = fault.success ? [fault.data.category, fault.data.policyName, fault.data.message] : [];
  const reason = [status, ...words.filter(Boolean)].join(' ');
  const isRetryable = status >= 500 || PASSING_STATUSES.includes(status);
  return new VendorError(VENDOR, reason, { isRetryable });
}
