import { VendorError } from '@afterhourfix/foundation';
import type { CalcomClient, CalcomReply, WebhookBody } from './client.ts';
import { WEBHOOK_TRIGGERS } from './webhook.ts';
import type { CalcomWebhook } from './wire.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 20;

export type EnsuredWebhook = 'created' | 'changed' | 'unchanged';

/**
 * Has the account's news posted to an address, once however often it is asked for: one that stands there is brought up
 * to date. Throws `VendorError`, also when the vendor refuses.
 */
export async function ensureCalcomWebhook(
  client: CalcomClient,
  { url, secret }: { url: string; secret: string },
): Promise<EnsuredWebhook> {
  const known = await findWebhook(client, url);
  const body: WebhookBody = {
    subscriberUrl: url,
    triggers: WEBHOOK_TRIGGERS,
    active: true,
    secret,
    version: '2021-10-20',
  };
  if (!known) {
    expectDone(await client.createWebhook(body));
    return 'created';
  }
  if (isAsWanted(known, body)) return 'unchanged';
  expectDone(await client.changeWebhook(known.id, body));
  return 'changed';
}

async function findWebhook(client: CalcomClient, url: string): Promise<CalcomWebhook | null> {
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const paging = { take: String(PAGE_SIZE), skip: String(page * PAGE_SIZE) };
    const webhooks = expectDone(await client.listWebhooks(paging));
    const found = webhooks.find((webhook) => webhook.url === url);
    if (found) return found;
    if (webhooks.length < PAGE_SIZE) return null;
  }
  throw new VendorError('calcom', `More than ${PAGE_SIZE * MAX_PAGES} webhooks`, { isRetryable: false });
}

/** A secret that is not shown may be another one. */
function isAsWanted(known: CalcomWebhook, { triggers, secret }: WebhookBody): boolean {
  return known.isActive && known.secret === secret && triggers.every((one) => known.triggers.includes(one));
}

function expectDone<Value>(reply: CalcomReply<Value>): Value {
  if (reply.ok) return reply.value;
  const message = `A webhook was refused: ${reply.status} ${reply.code} ${reply.message}`;
  throw new VendorError('calcom', message, { isRetryable: false });
}
