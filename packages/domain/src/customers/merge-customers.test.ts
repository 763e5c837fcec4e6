import { bookings, customerAddresses, customerMerges, customers } from '@afterhourfix/database/schema';
import { Conflict, NotFound } from '@afterhourfix/foundation';
import { CustomerId, PhoneNumber } from '@afterhourfix/vocabulary';
import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { lookupCustomer, mergeCustomers, undoMerge, upsertCustomer } from './index.ts';
import { addCustomer, addVisit } from './testing/known-customer.ts';

const HER_MOBILE = '+16145550115';

async function setUp() {
  const world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const keptId = await addCustomer(ctx, { membership: null, email: null });
  const mergedId = await addCustomer(ctx, { phone: HER_MOBILE, addressLine: '9 Elm Ave', zip: '43215' });
  const visitId = await addVisit(ctx, { customerId: mergedId, startsAt: '2026-11-26T15:00:00Z' });
  return {
    world,
    ctx,
    keptId,
    mergedId,
    read: () =>
      ctx.db.transaction(async (tx) => ({
        visit: (await tx.select().from(bookings).where(eq(bookings.id, visitId)))[0],
        customers: await tx.select().from(customers).orderBy(asc(customers.phone)),
        addresses: await tx.select().from(customerAddresses),
        merges: await tx.select().from(customerMerges),
      })),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

test('visits move to who is kept, and either number finds them', async () => {
  await using house = await setUp();
  const { world, ctx, keptId, mergedId, read } = house;
  expect(await mergeCustomers(ctx, { keptId, mergedId })).toMatchObject({ ok: true });
  const rows = await read();
  expect(rows.visit?.customerId).toBe(keptId);
  expect(rows.customers).toMatchObject([
    { id: keptId, membership: 'oak_club', mergedIntoId: null },
    { id: mergedId, mergedIntoId: keptId },
  ]);
  const mobile = await world.placeCall({ from: HER_MOBILE });
  const found = await lookupCustomer(mobile.ctx, { callId: mobile.call.id, name: 'Joan Abbate' });
  expect(found).toMatchObject({ isVerified: true, customer: { appointments: [{}] } });
});

test('a visit booked from the merged number afterwards is of who is kept', async () => {
  await using house = await setUp();
  const { ctx, keptId, mergedId } = house;
  await mergeCustomers(ctx, { keptId, mergedId });
  const details = {
    name: 'Joan Abbate',
    addressLine: '1 New St',
    city: null,
    zip: '43201',
    saidAt: ctx.clock.now(),
  };
  const phone = PhoneNumber.parse(HER_MOBILE);
  const id = await ctx.db.transaction((tx) =>
    upsertCustomer(tx, { businessId: ctx.business.id, phone, ...details }),
  );
  expect(id).toBe(keptId);
});

test('taken back, everything stands as before', async () => {
  await using house = await setUp();
  const { ctx, keptId, mergedId, read } = house;
  const before = await read();
  const merged = await mergeCustomers(ctx, { keptId, mergedId });
  if (!merged.ok) throw new Error(merged.refusal);
  await undoMerge(ctx, { mergeId: merged.mergeId });
  const after = await read();
  expect({ ...after, merges: [] }).toEqual(before);
  expect(after.merges).toMatchObject([{ actor: 'operator', undoneAt: ctx.clock.now() }]);
  await expect(undoMerge(ctx, { mergeId: merged.mergeId })).rejects.toThrow(Conflict);
  expect(await mergeCustomers(ctx, { keptId, mergedId })).toMatchObject({ ok: true });
});

test('of a chain of merges each number finds the last, and only the last is undone', async () => {
  await using house = await setUp();
  const { world, ctx, keptId, mergedId, read } = house;
  const thirdId = await addCustomer(ctx, { phone: '+16145550116' });
  const first = await mergeCustomers(ctx, { keptId, mergedId });
  const second = await mergeCustomers(ctx, { keptId: thirdId, mergedId: keptId });
  if (!first.ok || !second.ok) throw new Error('Not merged');
  expect((await read()).visit?.customerId).toBe(thirdId);
  const mobile = await world.placeCall({ from: HER_MOBILE });
  const said = { callId: mobile.call.id, name: 'Joan Abbate' };
  expect(await lookupCustomer(mobile.ctx, said)).toMatchObject({ isVerified: true });
  await expect(undoMerge(ctx, { mergeId: first.mergeId })).rejects.toThrow(Conflict);
  await undoMerge(ctx, { mergeId: second.mergeId });
  await undoMerge(ctx, { mergeId: first.mergeId });
  expect((await read()).visit?.customerId).toBe(mergedId);
});

test('refuses one with itself, who is merged already, and knows nobody of another business', async () => {
  await using house = await setUp();
  const { world, ctx, keptId, mergedId } = house;
  expect(await mergeCustomers(ctx, { keptId, mergedId: keptId })).toEqual({
    ok: false,
    refusal: 'same-customer',
  });
  await mergeCustomers(ctx, { keptId, mergedId });
  expect(await mergeCustomers(ctx, { keptId, mergedId })).toEqual({ ok: false, refusal: 'already-merged' });
  const mesa = await world.contextOf('mesa');
  await expect(mergeCustomers(mesa, { keptId, mergedId })).rejects.toThrow(NotFound);
  const nobody = CustomerId.parse(crypto.randomUUID());
  await expect(mergeCustomers(ctx, { keptId, mergedId: nobody })).rejects.toThrow(NotFound);
});

test('of two merges at once, one is done', async () => {
  await using house = await setUp();
  const { ctx, keptId, mergedId, read } = house;
  const results = await Promise.all([
    mergeCustomers(ctx, { keptId, mergedId }),
    mergeCustomers(ctx, { keptId: mergedId, mergedId: keptId }),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await read()).merges).toHaveLength(1);
});

test('a visit that is booked while its customer is merged ends with who is kept', async () => {
  await using house = await setUp();
  const { ctx, keptId, mergedId } = house;
  const phone = PhoneNumber.parse(HER_MOBILE);
  const saidAt = ctx.clock.now();
  const details = { phone, name: 'Joan Abbate', addressLine: '1 New St', city: null, zip: '43201', saidAt };
  const startsAt = new Date('2026-12-01T15:00:00Z');
  await Promise.all([
    mergeCustomers(ctx, { keptId, mergedId }),
    ctx.db.transaction(async (tx) => {
      const customerId = await upsertCustomer(tx, { businessId: ctx.business.id, ...details });
      const [like] = await tx.select().from(bookings).limit(1);
      if (!like) throw new Error('There is no visit');
      const { id: _id, ...visit } = like;
      await tx
        .insert(bookings)
        .values({ ...visit, customerId, startsAt, endsAt: new Date('2026-12-01T17:00:00Z') });
    }),
  ]);
  const owners = await ctx.db.transaction((tx) => tx.select({ of: bookings.customerId }).from(bookings));
  expect(owners).toEqual([{ of: keptId }, { of: keptId }]);
});
