import { createTestDatabase } from '@afterhourfix/database/testing';
import { Secret } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createApiServer } from './api-server.ts';
import { readApiConfig } from './config.ts';
import { toTextHealthPath } from './routes/text-health.ts';

test('says that it lives and is ready, gives no data away, and is not ready without its database', async () => {
  await using database = await createTestDatabase();
  const config = readApiConfig({ DATABASE_URL: database.ownerUrl, API_PORT: '0', LOG_LEVEL: 'silent' });
  await using api = await createApiServer(config);
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${api.port}${path}`);
    return { status: response.status, body: await response.json() };
  };
  expect(await ask('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
  expect(await ask('/health/ready')).toEqual({ status: 200, body: { status: 'ready' } });
  expect(await ask('/calls')).toMatchObject({ status: 404 });
  await database[Symbol.asyncDispose]();
  expect(await ask('/health/ready')).toEqual({ status: 503, body: { status: 'database-unreachable' } });
  expect(await ask('/health/live')).toMatchObject({ status: 200 });
});

test('tells nobody the statement that failed, nor the values in it', async () => {
  const database = await createTestDatabase();
  const secret = 'sixteen characters at least';
  const config = readApiConfig({
    DATABASE_URL: database.ownerUrl,
    API_PORT: '0',
    LOG_LEVEL: 'silent',
    FEED_SECRET: secret,
  });
  await using api = await createApiServer(config);
  await database[Symbol.asyncDispose]();
  const path = toTextHealthPath('0197a000-0000-7000-8000-000000000999', new Secret(secret));
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: 'internal' });
});
