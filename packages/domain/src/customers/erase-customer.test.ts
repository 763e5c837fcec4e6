import {
  bookings,
  calls,
  customers,
  erasures,
  privacyRequests,
  textMessages,
} from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { type CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld } from '../testing/demo-world.ts';
import {
  createPrivacyRequest,
  eraseCustomer,
  exportCustomer,
  findContactConsent,
  lookupCustomer,
  mergeCustomers,
  setContactConsent,
  updateCustomer,
} from './index.ts';
import { addCustomer, addVisit, HER_NUMBER } from './testing/known-customer.ts';
import { HER_WORDS, leaveTraces } from './testing/left-traces.ts';

const PHONE = PhoneNumber.parse(HER_NUMBER);
const PAST = '2026-10-02T15:00:00Z';

/** She has two numbers, one merged into the other, a past visit, and has rung from both. */
async function setUp() {
  const world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const customerId = await addCustomer(ctx);
  const mergedId = await addCustomer(ctx, { phone: '+16145550115' });
  await addVisit(ctx, { customerId, startsAt: PAST });
  const placed = await world.placeCall({ from: HER_NUMBER });
  const who = { callId: placed.call.id, name: 'Joan Abbate' };
  await lookupCustomer(placed.ctx, who);
  await updateCustomer(placed.ctx, {
    callId: who.callId,
    address: { addressLine: '9 Larkspur Ct', zip: '43202' },
  });
  await leaveTraces(placed, 'RE1');
  await leaveTraces(await world.placeCall({ from: '+16145550115' }), 'RE2');
  await mergeCustomers(ctx, { keptId: customerId, mergedId });
  const bystander = { phone: '+16145550171', contactName: 'Ottilie Brandvold' };
  const bystanderId = await addCustomer(ctx, { phone: bystander.phone, name: bystander.contactName });
  await addVisit(ctx, { customerId: bystanderId, startsAt: PAST, ...bystander });
  const request = { kind: 'deletion', details: 'Erase Joan Abbate' } as const;
  const { requestId } = await createPrivacyRequest(placed.ctx, { ...who, ...request });
  return {
    world,
    ctx,
    customerId,
    requestId,
    bystanderId,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** Every row of every tenant table as text, by table. */
async function dumpAll(ctx: DomainContext): Promise<Map<string, string>> {
  return ctx.db.transaction(async (tx) => {
    const { rows: tables } = await tx.execute<{ name: string }>(
      sql`select table_name as name from information_schema.columns
          where table_schema = 'public' and column_name = 'business_id'`,
    );
    const dumps = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await tx.execute<{ row: string }>(
        sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`,
      );
      dumps.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return dumps;
  });
}

async function placesOf(ctx: DomainContext, word: string): Promise<string[]> {
  const dumps = await dumpAll(ctx);
  return [...dumps].filter(([, rows]) => rows.includes(word)).map(([name]) => name);
}

test('nothing of her is left in any table but what she said of being contacted', async () => {
  await using house = await setUp();
  const { ctx, customerId, requestId } = house;
  await setContactConsent(ctx, {
    number: PHONE,
    channel: 'sms',
    purpose: 'service',
    isGranted: false,
    wording: 'STOP',
    callId: null,
    evidence: {},
  });
  for (const word of HER_WORDS) expect((await placesOf(ctx, word)).length, word).toBeGreaterThan(0);
  const erased = await eraseCustomer(ctx, { customerId, requestId });
  expect(erased).toMatchObject({
    ok: true,
    counts: { calls: 2, turns: 2, messages: 2, visits: 1, customers: 2 },
  });
  for (const word of HER_WORDS) {
    const left = word === '6145550114' ? ['consent_records'] : [];
    expect(await placesOf(ctx, word), word).toEqual(left);
  }
  const held = await ctx.db.transaction((tx) =>
    findContactConsent(tx, {
      businessId: ctx.business.id,
      number: PHONE,
      channel: 'sms',
      purpose: 'marketing',
    }),
  );
  expect(held).toBe('refused');
});

test('a text that was still to be sent to her is not sent', async () => {
  await using house = await setUp();
  const { ctx, customerId } = house;
  await eraseCustomer(ctx, { customerId });
  const rows = await ctx.db.transaction((tx) => tx.select().from(textMessages));
  expect(rows.map(({ status }) => status)).toEqual(['withheld', 'withheld']);
});

test('what a bill is made of stays, with a tombstone; others are untouched; recordings are deleted by jobs', async () => {
  await using house = await setUp();
  const { ctx, world, customerId, requestId, bystanderId } = house;
  await eraseCustomer(ctx, { customerId, requestId });
  const rows = await ctx.db.transaction(async (tx) => ({
    visits: await tx.select().from(bookings),
    tombstones: await tx.select().from(erasures),
    requests: await tx.select().from(privacyRequests),
    people: await tx.select().from(customers),
    calls: await tx.select().from(calls),
  }));
  const visitOf = (id: CustomerId) => rows.visits.find((row) => row.customerId === id);
  expect(visitOf(customerId)).toMatchObject({
    startsAt: new Date(PAST),
    zip: '43202',
    contactName: '[erased]',
  });
  expect(visitOf(bystanderId)).toMatchObject({ contactName: 'Ottilie Brandvold' });
  expect(rows.people.find(({ id }) => id === bystanderId)).toMatchObject({ name: 'Ottilie Brandvold' });
  expect(rows.tombstones).toMatchObject([{ customerId, privacyRequestId: requestId, actor: 'operator' }]);
  expect(rows.requests).toMatchObject([{ status: 'done', isVerified: true, requesterName: null }]);
  expect(rows.calls.map(({ outcome }) => outcome)).toEqual(['message_taken', 'message_taken']);
  const jobs = await world.listJobs('calls.delete-recording');
  expect(jobs).toEqual(
    expect.arrayContaining(
      ['RE1', 'RE2'].map((recordingSid) => ({ businessId: ctx.business.id, recordingSid })),
    ),
  );
});

test('her number is then a stranger’s, and may become a customer anew', async () => {
  await using house = await setUp();
  const { ctx, world, customerId } = house;
  await eraseCustomer(ctx, { customerId });
  const { ctx: agent, call } = await world.placeCall({ from: HER_NUMBER });
  const said = { callId: call.id, name: 'Joan Abbate', zip: '43202' };
  expect(await lookupCustomer(agent, said)).toEqual({ isVerified: false, membership: null });
  const fresh = await updateCustomer(agent, { callId: call.id, name: 'Joan Abbate' });
  expect(fresh).toMatchObject({ ok: true });
  expect(fresh).not.toMatchObject({ customerId });
});

test('waits for a visit that is to come and for a call that goes on', async () => {
  await using house = await setUp();
  const { ctx, world, customerId } = house;
  const visitId = await addVisit(ctx, { customerId, startsAt: '2026-11-26T15:00:00Z' });
  expect(await eraseCustomer(ctx, { customerId })).toEqual({ ok: false, refusal: 'visit-open' });
  await ctx.db.transaction((tx) =>
    tx.update(bookings).set({ status: 'cancelled' }).where(sql`id = ${visitId}`),
  );
  await world.placeCall({ from: HER_NUMBER });
  expect(await eraseCustomer(ctx, { customerId })).toEqual({ ok: false, refusal: 'call-live' });
  expect(await placesOf(ctx, 'Abbate')).not.toEqual([]);
});

test('is done once, of who is kept, and in one’s own business', async () => {
  await using house = await setUp();
  const { ctx, world, customerId } = house;
  const [merged] = await ctx.db.transaction((tx) =>
    tx.select().from(customers).where(sql`merged_into_id is not null`),
  );
  if (!merged) throw new Error('Nobody was merged');
  expect(await eraseCustomer(ctx, { customerId: merged.id })).toEqual({ ok: false, refusal: 'merged' });
  const mesa = await world.contextOf('mesa');
  await expect(eraseCustomer(mesa, { customerId })).rejects.toThrow(NotFound);
  await eraseCustomer(ctx, { customerId });
  expect(await eraseCustomer(ctx, { customerId })).toEqual({ ok: true, counts: {} });
});

test('the export holds all of her and nobody else', async () => {
  await using house = await setUp();
  const { ctx, world, customerId } = house;
  const exported = await exportCustomer(ctx, { customerId });
  const text = JSON.stringify(exported);
  for (const word of HER_WORDS) expect(text).toContain(word);
  expect(text).not.toContain('Brandvold');
  expect(exported).toMatchObject({
    business: ctx.business.name,
    customers: [{}, {}],
    visits: [{}],
    calls: [{}, {}],
  });
  await expect(exportCustomer(await world.contextOf('mesa'), { customerId })).rejects.toThrow(NotFound);
});

test('a request is one for each kind in a call, is due in 45 days, and says whether its maker was verified', async () => {
  await using house = await setUp();
  const { world } = house;
  const { ctx, call } = await world.placeCall({ from: '+16145550199' });
  const ask = (details: string) => createPrivacyRequest(ctx, { callId: call.id, kind: 'access', details });
  const first = await ask('All you have on me');
  expect(first).toMatchObject({ dueOn: '2027-01-07', isVerified: false });
  expect(await ask('All you have on me, please \0')).toEqual(first);
});

/** Of each it is decided what becomes of it: erased, or kept because it is nobody's. */
const DECIDED = [
  'booking_changes',
  'bookings',
  'call_events',
  'caller_verifications',
  'calls',
  'consent_records',
  'dispatch_callers',
  'dispatches',
  'customer_addresses',
  'customer_merges',
  'engine_usage',
  'erasures',
  'holds',
  'incidents',
  'invoices',
  'located_addresses',
  'messages',
  'missed_emergencies',
  'pages',
  'privacy_requests',
  'quotes',
  'recordings',
  'spoken_promises',
  'technician_commitments',
  'text_codes',
  'text_messages',
  'tool_calls',
  'transcript_turns',
  'work_orders',
];

test('a new table of calls, customers or visits is not forgotten by the erasure', async () => {
  await using world = await createDemoWorld();
  const { rows } = await world.db.transaction((tx) =>
    tx.execute<{ name: string }>(
      sql`select distinct table_name as name from information_schema.columns where table_schema = 'public'
          and column_name in ('call_id', 'customer_id', 'booking_id', 'message_id', 'hold_id', 'quote_id')`,
    ),
  );
  const undecided = rows.map(({ name }) => name).filter((name) => !DECIDED.includes(name));
  expect(undecided).toEqual([]);
});

/** Words of a visit and of a call that are nobody's, and stay. */
const KEPT_WORDS: Readonly<Record<string, readonly string[]>> = {
  bookings: ['trade', 'status', 'zip', 'time_zone', 'opening_ref', 'calendar_status', 'calendar_ref'],
  messages: ['source'],
};

test.each(Object.entries(KEPT_WORDS))('every word of %s that is not kept is erased', async (table, kept) => {
  await using house = await setUp();
  const { ctx, customerId } = house;
  const ofHer = table === 'bookings' ? sql`customer_id = ${customerId}` : sql`true`;
  const columns = await ctx.db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ name: string }>(
      sql`select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = ${table} and data_type = 'text'`,
    );
    const names = rows.flatMap(({ name }) => (kept.includes(name) ? [] : [sql.identifier(name)]));
    const filled = sql.join(
      names.map((name) => sql`${name} = 'Joan Abbate'`),
      sql`, `,
    );
    await tx.execute(sql`update ${sql.identifier(table)} set ${filled} where ${ofHer}`);
    return sql.join(names, sql`, `);
  });
  await eraseCustomer(ctx, { customerId });
  const { rows } = await ctx.db.transaction((tx) =>
    tx.execute<Record<string, string | null>>(
      sql`select ${columns} from ${sql.identifier(table)} where ${ofHer}`,
    ),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(Object.values(row)).not.toContain('Joan Abbate');
});
