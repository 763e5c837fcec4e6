import { customerAddresses, customers } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { type CustomerDetails, lookupCustomer, upsertCustomer } from './index.ts';
import { addVisit, HER_NUMBER } from './testing/known-customer.ts';

const DETAILS = {
  phone: PhoneNumber.parse(HER_NUMBER),
  name: 'Joan Abbate',
  addressLine: '512 Olentangy St',
  city: 'Columbus',
  zip: '43202',
  saidAt: new Date('2026-11-24T03:00:00Z'),
};

async function setUp() {
  const world = await createDemoWorld();
  const placed = await world.placeCall({ from: HER_NUMBER });
  const { db, business } = placed.ctx;
  return {
    world,
    placed,
    keep: (change: Partial<CustomerDetails> = {}) =>
      db.transaction((tx) => upsertCustomer(tx, { businessId: business.id, ...DETAILS, ...change })),
    listNews: async () =>
      (await world.listJobs('crm.queue-news')).filter(
        (news) => Object(news).event === 'customer.updated' && Object(news).businessId === business.id,
      ),
    read: () =>
      db.transaction(async (tx) => ({
        customers: await tx.select().from(customers),
        addresses: await tx.select().from(customerAddresses),
      })),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

test('keeps each address once, and the city that was said of it', async () => {
  await using house = await setUp();
  await house.keep();
  await house.keep({ addressLine: '512 olentangy street', city: null });
  await house.keep({ addressLine: '9 Elm Ave', zip: '43215', city: null });
  const { customers: people, addresses } = await house.read();
  expect(people).toMatchObject([{ name: 'Joan Abbate', addressLine: '9 Elm Ave', city: 'Columbus' }]);
  expect(addresses).toMatchObject([
    { city: 'Columbus', zip: '43202' },
    { addressLine: '9 Elm Ave', city: null },
  ]);
});

test('names with quotes and emoji, and a thousand of them at once, are one customer each', async () => {
  await using house = await setUp();
  const names = [`Siobhán "Shiv" O'Neil; drop table customers; --`, 'Zoë 🔧 Ångström', '王 小明'];
  for (const [index, name] of names.entries()) {
    const phone = PhoneNumber.parse(`+1614555020${index}`);
    const ids = await Promise.all(Array.from({ length: 8 }, () => house.keep({ name, phone })));
    expect(new Set(ids).size).toBe(1);
  }
  const { customers: people } = await house.read();
  expect(people.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test('another name under the number changes nothing of the record that proves who calls', async () => {
  await using house = await setUp();
  const id = await house.keep();
  expect(await house.keep({ name: 'Rex Mallory', addressLine: '1 Dark Ln', zip: '43001' })).toBe(id);
  const { customers: people, addresses } = await house.read();
  expect(people).toMatchObject([{ name: 'Joan Abbate', addressLine: '512 Olentangy St' }]);
  expect(addresses).toHaveLength(1);
  const { ctx, call } = house.placed;
  const said = { callId: call.id, name: 'Rex Mallory', zip: '43001' };
  expect(await lookupCustomer(ctx, said)).toMatchObject({ isVerified: false });
});

test('a name that was misheard is corrected in the same call, and not from another one', async () => {
  await using house = await setUp();
  const { ctx, call } = house.placed;
  const customerId = await house.keep({ name: 'Dan Cabot', callId: call.id });
  await addVisit(ctx, { customerId, startsAt: '2026-11-26T15:00:00Z', callId: call.id });
  await house.keep({ callId: call.id });
  expect((await house.read()).customers).toMatchObject([{ name: 'Joan Abbate' }]);
  const other = await house.world.placeCall({ from: HER_NUMBER });
  await house.keep({ name: 'Rex Mallory', callId: other.call.id });
  expect((await house.read()).customers).toMatchObject([{ name: 'Joan Abbate' }]);
});

test("tells the business's systems of a new record and of what changed in it, and of nothing that was known", async () => {
  await using house = await setUp();
  const entityId = await house.keep();
  await house.keep({ city: null });
  expect(await house.listNews()).toMatchObject([{ entityId, occurredAt: '2026-11-24T03:00:00.000Z' }]);
  await house.keep({ addressLine: '9 Elm Ave', zip: '43215', saidAt: new Date('2026-11-25T03:00:00Z') });
  expect(await house.listNews()).toHaveLength(2);
  await house.keep({ name: 'Rex Mallory', addressLine: '1 Dark Ln' });
  expect(await house.listNews()).toHaveLength(2);
});
