import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { forBusiness, listBusinessIds, seedDemoBusinesses, setDepartment } from '@afterhourfix/domain';
import { ManualClock, Secret, silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from './api-server.ts';
import { readApiConfig } from './config.ts';
import { listAddresses, type SignedAddresses } from './list-addresses.ts';

const FEED_SECRET = 'sixteen characters at least';

let database: TestDatabase;
let api: ApiServer;
let addresses: SignedAddresses;
beforeAll(async () => {
  database = await createTestDatabase();
  const clock = new ManualClock();
  const system = { db: database.system, clock, log: silentLogger };
  await seedDemoBusinesses(system);
  const environment = { DATABASE_URL: database.ownerUrl, API_PORT: '0', LOG_LEVEL: 'silent', FEED_SECRET };
  api = await createApiServer(readApiConfig(environment), { clock });
  const [businessId] = await listBusinessIds(system);
  if (!businessId) throw new Error('No business');
  const ctx = await forBusiness(system, businessId, { kind: 'operator' });
  await setDepartment(ctx, { name: 'Water', trades: ['plumbing'] });
  const apiUrl = `http://127.0.0.1:${api.port}/`;
  addresses = await listAddresses(ctx, { apiUrl, secret: new Secret(FEED_SECRET) });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

test('every address that is listed opens what it names', async () => {
  const { texts, visits, rotas } = addresses;
  expect([visits.length > 1, rotas.length]).toEqual([true, 1]);
  for (const url of [texts, ...visits.map((one) => one.url), ...rotas.map((one) => one.url)])
    expect([url, (await fetch(url)).status]).toEqual([url, 200]);
});

test('a rota is put where the list says, with its key and no other', async () => {
  const [rota] = addresses.rotas;
  if (!rota) throw new Error('No rota');
  const put = async (key: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/calendar' };
    return (await fetch(rota.putUrl, { method: 'PUT', headers, body: 'nothing' })).status;
  };
  expect([await put(rota.key), await put('0'.repeat(64))]).toEqual([422, 401]);
});
