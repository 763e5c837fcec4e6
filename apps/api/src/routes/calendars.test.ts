import { createHmac } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { ManualClock, Secret } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from '../api-server.ts';
import { readApiConfig } from '../config.ts';
import { toFeedPath } from './visit-feed.ts';

const FEED_SECRET = 'sixteen characters at least';
const NOBODY = '0197a000-0000-7000-8000-000000000999';

let database: TestDatabase;
let api: ApiServer;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = readApiConfig({
    DATABASE_URL: database.ownerUrl,
    API_PORT: '0',
    LOG_LEVEL: 'silent',
    CALCOM_ACCOUNTS: '{"main":{"apiKey":"key","webhookSecret":"secret"},"keyless":{"apiKey":"key"}}',
    FEED_SECRET,
  });
  api = await createApiServer(config, { clock: new ManualClock() });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const signed = (body: string, secret = 'secret') => createHmac('sha256', secret).update(body).digest('hex');

async function deliver(path: string, { body = '{}', signature = signed(body) } = {}) {
  const headers = { 'content-type': 'application/json', 'x-cal-signature-256': signature };
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

test.each([
  ['no signature', { signature: '' }],
  ['a signature of something else', { signature: signed('{"other":1}') }],
  ['a signature by another secret', { signature: signed('{}', 'guess') }],
  ['a signature that is no number', { signature: 'zz' }],
])('takes no news of Cal.com with %s', async (_name, delivery) => {
  expect(await deliver(`/calendars/calcom/${NOBODY}`, delivery)).toEqual({
    status: 401,
    body: { error: 'not-signed' },
  });
});

test.each([NOBODY, 'oak'])('knows no business %s', async (businessId) => {
  expect(await deliver(`/calendars/calcom/${businessId}`)).toEqual({
    status: 404,
    body: { error: 'unknown-business' },
  });
});

test('takes no news that are longer than any of Cal.com', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(300_000) });
  expect((await deliver(`/calendars/calcom/${NOBODY}`, { body })).status).toBe(413);
});

test.each([
  ['a guessed address', `/calendars/feeds/${NOBODY}/${NOBODY}/${'0'.repeat(64)}.ics`],
  [
    'a signed address of a business that is gone',
    toFeedPath({ businessId: NOBODY, technicianId: NOBODY }, new Secret(FEED_SECRET)),
  ],
  [
    'a signed address of nonsense',
    toFeedPath({ businessId: 'x', technicianId: 'y' }, new Secret(FEED_SECRET)),
  ],
])('gives no feed away at %s', async (_name, path) => {
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`);
  expect([response.status, await response.json()]).toEqual([404, { error: 'unknown-feed' }]);
});
