import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { forBusiness, noteTextFailure, seedDemoBusinesses, setContactConsent } from '@afterhourfix/domain';
import { ManualClock, Secret, silentLogger } from '@afterhourfix/foundation';
import { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from '../api-server.ts';
import { readApiConfig } from '../config.ts';
import { toTextHealthPath } from './text-health.ts';

const SECRET = new Secret('sixteen characters at least');
const OAK = BusinessId.parse('0197a000-0000-7000-8000-000000000001');
const NOBODY = '0197a000-0000-7000-8000-000000000999';
const DEE = PhoneNumber.parse('+16145550194');

let database: TestDatabase;
let api: ApiServer;
const clock = new ManualClock();

beforeAll(async () => {
  database = await createTestDatabase();
  await seedDemoBusinesses({ db: database.system, clock, log: silentLogger });
  const variables = { DATABASE_URL: database.ownerUrl, API_PORT: '0', LOG_LEVEL: 'silent' };
  api = await createApiServer(readApiConfig({ ...variables, FEED_SECRET: SECRET.reveal() }), { clock });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function ask(path: string) {
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`);
  return [response.status, await response.json()];
}

test('shows whose texts do not arrive and why, and who takes none, without a number', async () => {
  const path = toTextHealthPath(OAK, SECRET);
  expect(await ask(path)).toEqual([200, { status: 'arriving', faults: [], stoppedTechnicians: [] }]);
  const system = { db: database.system, clock, log: silentLogger };
  const ctx = await forBusiness(system, OAK, { kind: 'operator' });
  await noteTextFailure(ctx, { to: DEE, failure: 'sender-not-registered', errorCode: '30034' });
  const stop = { number: DEE, channel: 'sms', purpose: 'service', callId: null } as const;
  await setContactConsent(ctx, { ...stop, isGranted: false, wording: 'STOP', evidence: {} });
  const at = clock.now().toISOString();
  expect(await ask(path)).toEqual([
    200,
    {
      status: 'failing',
      faults: [
        { kind: 'sender-not-registered', errorCode: '30034', occurrences: 1, firstAt: at, lastAt: at },
      ],
      stoppedTechnicians: [{ name: 'Dee Marshall', since: at }],
    },
  ]);
});

test.each([
  ['a guessed address', `/businesses/${OAK}/texts/${'0'.repeat(64)}`],
  ['a signed address of a business that is gone', toTextHealthPath(NOBODY, SECRET)],
  ['an address that another secret has signed', toTextHealthPath(OAK, new Secret('another secret of ours'))],
  ['a signed address of nonsense', toTextHealthPath('oak', SECRET)],
])('gives nothing away at %s', async (_name, path) => {
  expect(await ask(path)).toEqual([404, { error: 'unknown-address' }]);
});
