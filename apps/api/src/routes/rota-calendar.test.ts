import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import {
  type DomainContext,
  forBusiness,
  listBusinessIds,
  seedDemoBusinesses,
  setDepartment,
} from '@afterhourfix/domain';
import { ManualClock, Secret, silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, createApiServer } from '../api-server.ts';
import { readApiConfig } from '../config.ts';
import { toRotaFeedPath, toRotaKey } from './rota-calendar.ts';

const FEED_SECRET = 'sixteen characters at least';
const SECRET = new Secret(FEED_SECRET);

let database: TestDatabase;
let api: ApiServer;
let ctx: DomainContext;
let rota: { businessId: string; departmentId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const clock = new ManualClock();
  const system = { db: database.system, clock, log: silentLogger };
  await seedDemoBusinesses(system);
  for (const businessId of await listBusinessIds(system)) {
    const found = await forBusiness(system, businessId, { kind: 'operator' });
    if (found.business.name.startsWith('Oak')) ctx = found;
  }
  const { departmentId } = await setDepartment(ctx, { name: 'Water', trades: ['plumbing'] });
  rota = { businessId: ctx.business.id, departmentId };
  const variables = { DATABASE_URL: database.ownerUrl, API_PORT: '0', LOG_LEVEL: 'silent', FEED_SECRET };
  api = await createApiServer(readApiConfig(variables), { clock });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const toCalendar = (summary: string, zone = 'America/New_York') =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:a',
    `DTSTART;TZID=${zone}:20261123T180000`,
    `DTEND;TZID=${zone}:20261124T060000`,
    'RRULE:FREQ=DAILY;COUNT=3',
    `SUMMARY:${summary}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

async function put(body: string, { to = rota, key = toRotaKey(rota, SECRET) } = {}) {
  const response = await fetch(
    `http://127.0.0.1:${api.port}/calendars/rotas/${to.businessId}/${to.departmentId}`,
    { method: 'PUT', headers: { 'content-type': 'text/calendar', authorization: `Bearer ${key}` }, body },
  );
  return { status: response.status, body: await response.json() };
}

test('a calendar that is sent becomes the rota, which others subscribe to', async () => {
  const made = await put(toCalendar('Ben Kowalski (primary)'));
  expect(made).toMatchObject({ status: 200, body: { ok: true, duties: 3 } });
  const feed = await fetch(`http://127.0.0.1:${api.port}${toRotaFeedPath(rota, SECRET)}`);
  expect(feed.headers.get('content-type')).toContain('text/calendar');
  const text = await feed.text();
  expect(text).toContain('X-WR-CALNAME:Oak and Iron Home Services: Water');
  expect(text.match(/SUMMARY:Ben Kowalski \(primary\)/g)).toHaveLength(3);
  expect(text).toContain('DTSTART:20261123T230000Z');
  expect(await put(text)).toMatchObject({ status: 200, body: { ok: true, duties: 3 } });
});

test.each([
  [
    'a name that nobody answers to',
    () => toCalendar('Zoe Park'),
    { refusal: 'unknown-names', names: ['Zoe Park'] },
  ],
  [
    'a zone that nobody knows',
    () => toCalendar('Ben Kowalski', 'Mars/Olympus'),
    { refusal: 'unknown-zones' },
  ],
  ['a page of the web', () => '<html></html>', { refusal: 'not-a-calendar' }],
])('%s is refused and told', async (_name, toBody, expected) => {
  expect(await put(toBody())).toMatchObject({ status: 422, body: { ok: false, ...expected } });
});

test('nobody writes a rota without its key, nor with the signature of its feed', async () => {
  const [, signature = ''] = /([0-9a-f]{64})\.ics$/.exec(toRotaFeedPath(rota, SECRET)) ?? [];
  for (const key of ['', 'guess', signature])
    expect(await put(toCalendar('Ben Kowalski'), { key })).toEqual({
      status: 401,
      body: { error: 'not-signed' },
    });
});

test('a rota that is not there is unknown, also to who has its key', async () => {
  for (const departmentId of ['0197a000-0000-7000-8000-000000000999', 'water']) {
    const to = { ...rota, departmentId };
    const answer = await put(toCalendar('Ben Kowalski'), { to, key: toRotaKey(to, SECRET) });
    expect(answer).toEqual({ status: 404, body: { error: 'unknown-rota' } });
    const feed = await fetch(`http://127.0.0.1:${api.port}${toRotaFeedPath(to, SECRET)}`);
    expect(feed.status).toBe(404);
  }
});

test('no rota is longer than two megabytes', async () => {
  expect((await put('x'.repeat(2_200_000))).status).toBe(413);
});
