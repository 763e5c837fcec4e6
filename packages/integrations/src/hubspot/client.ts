import { type Secret, VendorError } from '@afterhourfix/foundation';
import type { z } from 'zod';
import { askVendor, readJson, type VendorRequest } from '../vendor-request.ts';
import { CreatedObject, Fault, FoundObjects, type Properties } from './wire.ts';

const VENDOR = 'hubspot';
const REQUEST_TIMEOUT_MS = 10_000;

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
  /** Deletes a contact for good, as the law of privacy asks; one that is gone is no failure. */
  erase(contactId: string): Promise<void>;
  /** Reads one contact: the cheapest thing that needs our scopes. */
  ping(): Promise<void>;
}

type HubSpotRequest = Pick<VendorRequest, 'method' | 'body'>;

export function createHubSpotClient(options: { token: Secret; apiUrl: string }): HubSpotClient {
  const base = `${options.apiUrl.replace(/\/$/, '')}/crm/v3/objects`;
  const ask = async (path: string, { method, body }: HubSpotRequest) => {
    const { status, text, retryAfterMs } = await askVendor({
      vendor: VENDOR,
      method,
      url: `${base}/${path}`,
      headers: { authorization: `Bearer ${options.token.reveal()}` },
      body,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    return { status, answer: readAnswer(text), retryAfterMs };
  };
  const must = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    request: HubSpotRequest,
  ): Promise<z.infer<Schema>> => {
    const { answer, ...reply } = await ask(path, request);
    if (reply.status >= 300) throw toVendorError(answer, reply);
    const read = schema.safeParse(answer);
    if (!read.success) throw new VendorError(VENDOR, 'an answer of another shape', { isRetryable: true });
    return read.data;
  };
  return {
    create: async (type, body) => (await must(CreatedObject, type, { method: 'POST', body })).id,
    async update(type, { id, properties }) {
      const path = `${type}/${encodeURIComponent(id)}`;
      const { answer, ...reply } = await ask(path, { method: 'PATCH', body: { properties } });
      if (reply.status === 404) return false;
      if (reply.status >= 300) throw toVendorError(answer, reply);
      return true;
    },
    async search(type, { property, value, properties }) {
      const filters = [{ propertyName: property, operator: 'EQ', value }];
      const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
      const body = { filterGroups: [{ filters }], properties, sorts, limit: 10 };
      return (await must(FoundObjects, `${type}/search`, { method: 'POST', body })).results;
    },
    async erase(objectId) {
      const body = { objectId };
      const { answer, ...reply } = await ask('contacts/gdpr-delete', { method: 'POST', body });
      if (reply.status >= 300 && reply.status !== 404) throw toVendorError(answer, reply);
    },
    async ping() {
      await must(FoundObjects, 'contacts?limit=1', { method: 'GET' });
    },
  };
}

/** Null for what is no JSON: a proxy's error page. */
function readAnswer(text: string): unknown {
  try {
    return readJson(VENDOR, text);
  } catch {
    return null;
  }
}

function toVendorError(
  answer: unknown,
  { status, retryAfterMs }: { status: number; retryAfterMs: number | null },
): VendorError {
  const fault = Fault.safeParse(answer);
  const words = fault.success ? [fault.data.category, fault.data.policyName, fault.data.message] : [];
  const reason = [status, ...words.filter(Boolean)].join(' ');
  const isRetryable = status >= 500 || PASSING_STATUSES.includes(status);
  return new VendorError(VENDOR, reason, { isRetryable, retryAfterMs });
}
