import { createTestDatabase } from '@afterhourfix/database/testing';
import { expect, test } from 'vitest';
import { createApiServer } from './api-server.ts';
import { readApiConfig } from './config.ts';

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
