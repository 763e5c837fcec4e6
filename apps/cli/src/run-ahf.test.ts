import { readFileSync } from 'node:fs';
import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { findHoldMusic, forBusiness, type SystemContext, seedDemoBusinesses } from '@afterhourfix/domain';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { readCliConfig } from './config.ts';
import { runAhf } from './run-ahf.ts';

const OAK = 't_oak';
const KEY = Buffer.alloc(32, 7).toString('base64');
const guide = readFileSync(new URL('../../../docs/guides/run-a-business.md', import.meta.url), 'utf8');

let database: TestDatabase;
let system: SystemContext;
beforeAll(async () => {
  database = await createTestDatabase();
  system = { db: database.system, clock: new ManualClock(), log: silentLogger };
  await seedDemoBusinesses(system);
});
afterAll(() => database[Symbol.asyncDispose]());

async function ahf(words: string[], files: Record<string, string | Buffer> = {}) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await runAhf(words, {
    config: readCliConfig({ SECRETS_KEY: KEY }),
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
    readFile: (name) => {
      const found = files[name];
      if (found === undefined) throw new Error(`ENOENT ${name}`);
      return Promise.resolve(Buffer.from(found));
    },
    openSystem: () => Promise.resolve({ system, [Symbol.asyncDispose]: () => Promise.resolve() }),
  });
  return { code, text: printed.join('\n'), complaint: complaints.join('\n') };
}

async function run(name: string, input: unknown = {}, file?: string | Buffer) {
  const files = { 'in.json': JSON.stringify(input), ...(file !== undefined && { given: file }) };
  const words = [
    name,
    '--business',
    OAK,
    '--input',
    'in.json',
    ...(file === undefined ? [] : ['--file', 'given']),
  ];
  const { code, text, complaint } = await ahf(words, files);
  return { code, complaint, answer: text === '' ? null : JSON.parse(text) };
}

test('lists every command, and tells what each reads', async () => {
  const { text } = await ahf(['--help']);
  for (const [name, { summary }] of COMMANDS) {
    expect(text).toContain(`  ${name}`);
    expect((await ahf([name, '--help'])).text).toContain(summary);
  }
});

test('the guide names every command', () => {
  expect([...COMMANDS.keys()].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});

test.each([
  ['no command', [], ''],
  ['a command that there is not', ['set-moon'], 'No command "set-moon"'],
  ['an option that there is not', ['show-business', '--moon', '1'], 'moon'],
  ['no business', ['show-business'], '--business is one of: '],
  ['an unknown business', ['show-business', '--business', 'moon'], OAK],
  ['an input that is no JSON', ['show-business', '--json', '{'], 'no JSON'],
  ['a word that the command does not know', ['show-business', '--json', '{"moon":1}'], 'moon'],
  ['a file that is not there', ['show-business', '--input', 'gone.json'], 'ENOENT gone.json'],
  ['no file where one is read', ['set-hold-music', '--business', OAK], '--file'],
])('ends with 2 for %s', async (_name, words, complaint) => {
  const result = await ahf(words);
  expect(result.code).toBe(2);
  expect(result.complaint).toContain(complaint);
});

test('a faulty input opens no database', async () => {
  const complaints: string[] = [];
  const code = await runAhf(['show-figures', '--json', '{"since":"yesterday"}'], {
    config: readCliConfig({}),
    print: () => undefined,
    complain: (text) => complaints.push(text),
    readFile: () => Promise.reject(new Error('unused')),
    openSystem: () => Promise.reject(new Error('opened')),
  });
  expect([code, complaints.join()]).toEqual([2, expect.stringContaining('since')]);
});

test('what is no fault of the input is thrown', async () => {
  const broken = runAhf(['show-business', '--business', OAK], {
    config: readCliConfig({}),
    print: () => undefined,
    complain: () => undefined,
    readFile: () => Promise.reject(new Error('unused')),
    openSystem: () => Promise.reject(new Error('no server')),
  });
  await expect(broken).rejects.toThrow('no server');
});

test('a new technician joins a rota that is imported, and may be rung once they have agreed', async () => {
  const phone = '+16145550188';
  const zoe = { slug: 'tech_zoe', name: 'Zoe Adler', phone, skills: ['plumbing'], homeZip: '43215' };
  expect(await run('save-technician', { slug: 'tech_zoe' })).toMatchObject({ code: 1 });
  expect(await run('save-technician', zoe)).toMatchObject({ code: 0, answer: { ok: true, isNew: true } });
  await run('set-department', { name: 'Water', trades: ['plumbing'] });
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:On call: Zoe Adler',
    'DTSTART:20261124T000000Z',
    'DTEND:20261127T000000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const water = { department: 'Water' };
  const stranger = calendar.replace('Zoe Adler', 'Nobody');
  expect(await run('import-rota', water, stranger)).toMatchObject({
    code: 1,
    answer: { refusal: 'unknown-names', names: ['Nobody'] },
  });
  expect(await run('import-rota', water, calendar)).toMatchObject({ code: 0, answer: { duties: 1 } });
  const exported = await ahf(['export-rota', '--business', OAK, '--json', '{"department":"Water"}']);
  expect(exported.text).toContain('Zoe Adler');
  expect(await run('import-rota', water, exported.text)).toMatchObject({ code: 0, answer: { duties: 1 } });
  const during = { startsAt: '2026-11-25T00:00:00Z', endsAt: '2026-11-25T12:00:00Z' };
  const ben = { ...water, technician: 'tech_ben', duty: 'primary' };
  expect(await run('override-duty', { ...ben, ...during })).toMatchObject({ code: 0 });
  const { answer } = await run('show-rota', water);
  expect(answer.duties).toHaveLength(3);
  expect(answer.gaps.length).toBeGreaterThan(0);
  expect(await run('override-duty', { ...ben, technician: 'tech_moon', ...during })).toMatchObject({
    code: 2,
    complaint: expect.stringContaining('tech_zoe'),
  });
  const consent = { number: phone, channel: 'voice_ai', purpose: 'dispatch', isGranted: true };
  expect(await mayRing(phone)).toBe(false);
  await run('record-consent', { ...consent, wording: 'You may ring me.', evidence: { paper: 'file 7' } });
  expect(await mayRing(phone)).toBe(true);
});

async function mayRing(number: string): Promise<boolean> {
  const { rows } = await database.asOwner((owner) =>
    owner.query(
      "select 1 from consent_records where number = $1 and channel = 'voice_ai' and purpose = 'dispatch' and is_granted",
      [number],
    ),
  );
  return rows.length === 1;
}

async function contextOfOak() {
  const { answer } = await run('show-business');
  return forBusiness(system, answer.business.id, { kind: 'operator' });
}

test('a policy that is set holds, and one that makes no sense changes nothing', async () => {
  const policy = { onNoApproval: 'hold', ackMinutes: { life_safety: 4 }, weights: { fairness: 2 } };
  expect((await run('set-dispatch-policy', policy)).answer).toMatchObject(policy);
  expect(await run('set-dispatch-policy', { surgeBeginsAt: 0.5 })).toMatchObject({ code: 2 });
  expect(await run('set-dispatch-policy', { weights: { moon: 1 } })).toMatchObject({ code: 2 });
  expect((await run('show-dispatch-policy')).answer).toMatchObject({ ...policy, surgeBeginsAt: 1.5 });
});

test('prices, area, hours and articles are those that were told last', async () => {
  const fees = { trip: 1, diagnostic: 1, afterHours: 1, holiday: 1, edge: 1, priority: 1 };
  expect(await run('set-price-book', { content: { fees } })).toMatchObject({ code: 2 });
  const content = { fees: { ...fees, lateCancelWithin2h: 1 } };
  expect(await run('set-price-book', { content })).toMatchObject({ code: 0, answer: { version: 2 } });
  const late = { content, effectiveFrom: '2020-01-01T00:00:00Z' };
  expect(await run('set-price-book', late)).toMatchObject({ code: 1 });
  const core = { name: 'core', shape: { kind: 'zips', zips: ['43215'] }, terms: { zone: 'core' } };
  expect(await run('set-service-zones', { zones: [core] })).toMatchObject({ code: 0 });
  expect(await run('set-service-zones', { zones: [core, core] })).toMatchObject({ code: 2 });
  expect(await run('set-booking-policy', { arrival: 'exact' })).toMatchObject({ code: 0 });
  expect(await run('override-opening', { onDay: '2026-12-24', hours: null })).toMatchObject({ code: 0 });
  const length = { trade: 'plumbing', p50Minutes: 60, p80Minutes: 90 };
  expect(await run('set-job-length', length)).toMatchObject({ code: 0 });
  await run('publish-article', { title: 'Parking', body: 'Behind the house.' });
  const { answer } = await run('list-articles');
  const parking = answer.find(({ title }: { title: string }) => title === 'Parking');
  expect(await run('remove-article', { articleId: parking.id })).toMatchObject({ code: 0 });
  expect((await run('list-articles')).answer).toHaveLength(answer.length - 1);
});

test('an own triage rule that nobody can read is told instead of kept', async () => {
  expect(await run('set-business', { triageRules: [{ id: 'x' }] })).toMatchObject({
    code: 1,
    answer: { refusal: 'unreadable-rules', faults: [expect.stringContaining('rule 1')] },
  });
  expect(await run('set-business', { ownerNumber: '+16145550999' })).toMatchObject({ code: 0 });
  expect((await run('show-business')).answer.business).toMatchObject({
    ownerNumber: '+16145550999',
    triageRules: [],
  });
});

test('hold music is what the file is by its own bytes', async () => {
  expect(await run('set-hold-music', {}, 'no music')).toMatchObject({ code: 1 });
  const wav = readFileSync(new URL('../../voice/src/hold-music/hold-music.wav', import.meta.url));
  expect(await run('set-hold-music', {}, wav)).toMatchObject({ code: 0 });
  expect((await findHoldMusic(await contextOfOak()))?.bytes.equals(wav)).toBe(true);
  await run('remove-hold-music');
  expect(await findHoldMusic(await contextOfOak())).toBeNull();
});

test('a customer is told all that is kept, and is forgotten', async () => {
  const { answer: saved } = await run('save-customer', { phone: '+16145550155', membership: 'gold' });
  const { customerId } = saved;
  expect(await run('record-invoice', { customerId, balanceCents: 100 })).toMatchObject({ code: 0 });
  const exported = await run('export-customer', { customerId });
  expect(exported.answer.customers).toMatchObject([{ membership: 'gold' }]);
  expect(exported.answer.invoices).toHaveLength(1);
  expect(await run('list-privacy-requests')).toMatchObject({ code: 0, answer: [] });
  expect(await run('erase-customer', { customerId })).toMatchObject({ code: 0, answer: { ok: true } });
  expect((await run('export-customer', { customerId })).answer.customers[0].phone).toBeNull();
});

test('tells figures, texts, and reports for calls that there are not', async () => {
  const figures = await run('show-figures', { since: '2026-01-01T00:00:00Z' });
  expect(figures.answer).toMatchObject({ wakeFairness: null });
  expect((await run('show-texts')).answer).toEqual({ faults: [], stoppedTechnicians: [] });
  const report = { callId: '0197a000-0000-7000-8000-000000000999' };
  expect(await run('missed-emergency', report)).toMatchObject({ code: 2 });
  expect(await run('missed-emergency', { ...report, ruleIds: ['moon'] })).toMatchObject({ code: 1 });
});

test('an agent’s visits stand in the calendar that is named', async () => {
  const calendar = { kind: 'google', calendars: [{ calendarId: 'office@example.com' }] };
  expect(await run('set-calendar', { calendar })).toMatchObject({ code: 0 });
  expect((await run('show-business')).answer.agents).toMatchObject([{ calendar }]);
});

test('a webhook into one’s own network is not connected', async () => {
  const hook = { adapter: 'webhook', settings: { url: 'https://127.0.0.1/hook' } };
  expect(await run('connect-crm', hook, 'secret')).toMatchObject({ code: 2 });
});
