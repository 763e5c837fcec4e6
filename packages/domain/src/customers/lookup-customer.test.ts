import { calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { canChangeVisit, findVerifiedCustomer, type LookupCustomerInput, lookupCustomer } from './index.ts';
import { addCustomer, addVisit, HER_NUMBER } from './testing/known-customer.ts';

let world: DemoWorld;
let joan: Awaited<ReturnType<typeof addCustomer>>;
/** The demo clock stands at 10 pm of 23 November in Ohio. */
const THURSDAY = '2026-11-26';

beforeAll(async () => {
  world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  joan = await addCustomer(oak);
  await addVisit(oak, { customerId: joan, startsAt: `${THURSDAY}T15:00:00Z` });
  await addVisit(oak, { customerId: joan, startsAt: '2026-11-27T15:00:00Z', status: 'cancelled' });
  await addVisit(oak, { customerId: joan, startsAt: '2026-11-23T18:00:00Z' });
  await addVisit(oak, { customerId: joan, startsAt: '2025-10-02T15:00:00Z' });
  await addVisit(oak, { customerId: joan, startsAt: '2026-11-30T15:00:00Z', contactName: 'Rex Mallory' });
});
afterAll(() => world[Symbol.asyncDispose]());

let placed: PlacedCall;
beforeEach(async () => {
  placed = await world.placeCall({ from: HER_NUMBER });
});
const look = (said: Omit<LookupCustomerInput, 'callId'> = {}, by = placed) =>
  lookupCustomer(by.ctx, { callId: by.call.id, ...said });
const verified = ({ ctx, call }: PlacedCall) =>
  ctx.db.transaction((tx) => findVerifiedCustomer(tx, { businessId: ctx.business.id, callId: call.id }));
const STRANGER = { isVerified: false, membership: null };

describe('who calls from a number of nobody', () => {
  test('is told nothing, whatever they say', async () => {
    const stranger = await world.placeCall({ from: '+16145550177' });
    for (const said of [
      {},
      { name: 'Joan Abbate', zip: '43202' },
      { phone: HER_NUMBER, name: 'Joan Abbate' },
    ])
      expect(await look(said, stranger)).toEqual(STRANGER);
    expect(await verified(stranger)).toBeNull();
  });

  test('is told nothing when the number is withheld, or the carrier says that it is forged', async () => {
    expect(await look({ name: 'Joan Abbate' }, await world.placeCall({ from: 'anonymous' }))).toEqual(
      STRANGER,
    );
    await placed.ctx.db.transaction((tx) =>
      tx.update(calls).set({ stirVerstat: 'TN-Validation-Failed-A' }).where(eq(calls.id, placed.call.id)),
    );
    expect(await look({ name: 'Joan Abbate' })).toEqual(STRANGER);
  });

  test('is nobody at another business', async () => {
    const there = await world.placeCall({ to: 'mesa', from: HER_NUMBER });
    expect(await look({ name: 'Joan Abbate' }, there)).toEqual(STRANGER);
  });
});

describe('who calls from the number of a customer', () => {
  test('is told only the membership until they have shown who they are', async () => {
    expect(await look()).toEqual({ isVerified: false, membership: 'oak_club' });
    expect(await look({ name: 'Joan' })).toEqual({ isVerified: false, membership: 'oak_club' });
    expect(await verified(placed)).toBeNull();
  });

  test.each([
    ['the name', { name: 'Joan Abate' }],
    ['the number and the name', { phone: '(614) 555-0114', name: 'Joan Abbate' }],
    ['the ZIP', { zip: '43202' }],
    ['the day of the visit', { appointmentDay: THURSDAY }],
  ])('and knows %s, is told visits, addresses and history', async (_what, said) => {
    const found = await look(said);
    expect(found).toMatchObject({
      isVerified: true,
      customer: {
        name: 'Joan Abbate',
        membership: 'oak_club',
        addresses: [{ addressLine: '512 Olentangy St', city: 'Columbus', zip: '43202' }],
      },
    });
    if (!found.isVerified) throw new Error('Not verified');
    const days = found.customer.appointments.map(({ startsAt }) => startsAt.toISOString().slice(0, 10));
    expect(days).toEqual(['2026-11-23', THURSDAY, '2026-11-30']);
    expect(found.customer.pastVisits).toHaveLength(1);
    expect(await verified(placed)).toBe(joan);
    const [row] = await placed.ctx.db.transaction((tx) =>
      tx.select({ customerId: calls.customerId }).from(calls).where(eq(calls.id, placed.call.id)),
    );
    expect(row).toEqual({ customerId: joan });
  });

  test.each([
    ['another name', { name: 'Rex Mallory', zip: '43202', appointmentDay: THURSDAY }],
    ['the number of somebody else', { phone: '+16145550199', name: 'Joan Abbate' }],
    ['a ZIP where no visit was', { zip: '43215' }],
    ['the day of a cancelled visit', { appointmentDay: '2026-11-27' }],
    ['the day of a visit that somebody else booked under the number', { appointmentDay: '2026-11-30' }],
  ])('and says %s, is told no more', async (_what, said) => {
    expect(await look(said)).toMatchObject({ isVerified: false });
    expect(await verified(placed)).toBeNull();
  });

  test('stays verified for the call', async () => {
    await look({ name: 'Joan Abbate' });
    expect(await look()).toMatchObject({ isVerified: true });
  });

  test('has three guesses in a call; what is said again is no new one', async () => {
    for (const zip of ['10001', '10001', '10001', '10002']) await look({ zip });
    expect(await look({ name: 'Joan' })).toMatchObject({ isVerified: false });
    await look({ zip: '10003' });
    expect(await look({ zip: '43202' })).toMatchObject({ isVerified: false });
    expect(await look({ name: 'Joan Abbate' })).toMatchObject({ isVerified: false });
  });

  test('does not guess more often by guessing at once', async () => {
    await Promise.all(['1', '2', '3', '4', '5'].map((digit) => look({ zip: `1000${digit}` })));
    expect(await look({ name: 'Joan Abbate' })).toMatchObject({ isVerified: false });
  });
});

test('a visit is changed by the call that booked it, or by the customer whose it is, once verified', async () => {
  const { ctx, call } = placed;
  const canChange = (visit: { callId: typeof call.id | null; customerId: typeof joan }) =>
    ctx.db.transaction((tx) => canChangeVisit(tx, { businessId: ctx.business.id, callId: call.id, visit }));
  const other = await addCustomer(ctx, { phone: '+16145550155', name: 'Otto Lang' });
  expect(await canChange({ callId: call.id, customerId: other })).toBe(true);
  expect(await canChange({ callId: null, customerId: joan })).toBe(false);
  await look({ name: 'Joan Abbate' });
  expect(await canChange({ callId: null, customerId: joan })).toBe(true);
  expect(await canChange({ callId: null, customerId: other })).toBe(false);
});

test('a call of another business is not there', async () => {
  const mesa = await world.contextOf('mesa');
  await expect(lookupCustomer(mesa, { callId: placed.call.id })).rejects.toThrow(NotFound);
});
