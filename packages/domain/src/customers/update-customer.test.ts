import { customers } from '@afterhourfix/database/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { lookupCustomer, type UpdateCustomerInput, updateCustomer } from './index.ts';
import { addCustomer, HER_NUMBER } from './testing/known-customer.ts';

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
  await addCustomer(await world.contextOf('oak'));
});
afterAll(() => world[Symbol.asyncDispose]());

const NEW_HOME = {
  address: { addressLine: '9 Elm Ave, unit "B"', zip: '43215' },
  email: ' Joan@Example.com ',
};

async function update(from: string, said: Omit<UpdateCustomerInput, 'callId'>, proof?: { name: string }) {
  const { ctx, call } = await world.placeCall({ from });
  if (proof) await lookupCustomer(ctx, { callId: call.id, ...proof });
  return updateCustomer(ctx, { callId: call.id, ...said });
}
const rowOf = async (phone: string) => {
  const { db } = await world.contextOf('oak');
  const rows = await db.transaction((tx) => tx.select().from(customers));
  return rows.find((row) => row.phone === phone);
};

test('who is verified changes their record', async () => {
  expect(await update(HER_NUMBER, NEW_HOME, { name: 'Joan Abbate' })).toMatchObject({ ok: true });
  expect(await rowOf(HER_NUMBER)).toMatchObject({
    name: 'Joan Abbate',
    email: 'joan@example.com',
    addressLine: '9 Elm Ave, unit "B"',
    city: 'Columbus',
    zip: '43215',
  });
});

test('who is not, changes nothing: not even the name by which they would be verified next', async () => {
  const before = await rowOf(HER_NUMBER);
  const refused = { ok: false, refusal: 'not-verified' };
  expect(await update(HER_NUMBER, { name: 'Rex Mallory' })).toEqual(refused);
  expect(await update(HER_NUMBER, NEW_HOME, { name: 'Rex Mallory' })).toEqual(refused);
  expect(await rowOf(HER_NUMBER)).toEqual(before);
});

test('a new caller becomes a customer and may complete it in that call; in the next they prove it first', async () => {
  const from = '+16145550188';
  const { ctx, call } = await world.placeCall({ from });
  const say = (said: Omit<UpdateCustomerInput, 'callId'>) =>
    updateCustomer(ctx, { callId: call.id, ...said });
  expect(await say({ address: { addressLine: '1 New St', zip: '43201' } })).toMatchObject({ ok: true });
  expect(await update(from, { name: 'Rex Mallory' })).toEqual({ ok: false, refusal: 'not-verified' });
  expect(await say({ name: 'Zoë 🔧 Ångström' })).toMatchObject({ ok: true });
  expect(await update(from, { name: 'Rex Mallory' })).toMatchObject({ ok: false });
  expect(await update(from, { email: 'zoe@example.com' }, { name: 'Zoe Angstrom' })).toMatchObject({
    ok: true,
  });
  expect(await rowOf(from)).toMatchObject({
    name: 'Zoë 🔧 Ångström',
    zip: '43201',
    email: 'zoe@example.com',
  });
});

test('nothing is kept of a withheld number, nor an address that is none', async () => {
  expect(await update('anonymous', { name: 'Pat' })).toEqual({ ok: false, refusal: 'withheld-number' });
  expect(await update('+16145550189', { email: 'joan at example' })).toEqual({
    ok: false,
    refusal: 'invalid-email',
  });
});
