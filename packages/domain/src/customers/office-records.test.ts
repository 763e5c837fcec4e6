import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import {
  createPrivacyRequest,
  findMembership,
  listOpenInvoices,
  listPrivacyRequests,
  recordInvoice,
  saveOfficeRecord,
} from './index.ts';

let world: DemoWorld;
let ctx: DomainContext;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
});
afterAll(() => world[Symbol.asyncDispose]());

const phone = PhoneNumber.parse('+16145550166');
const membership = () =>
  ctx.db.transaction((tx) => findMembership(tx, { businessId: ctx.business.id, phone }));

test('a membership begins and ends as the office says, and the name stays', async () => {
  const { customerId } = await saveOfficeRecord(ctx, { phone, name: 'Dana Miller', membership: 'gold' });
  expect(await membership()).toBe('gold');
  expect(await saveOfficeRecord(ctx, { phone, membership: null })).toEqual({ customerId });
  expect(await membership()).toBeNull();
});

test('an invoice can be paid until the office says that it is', async () => {
  const { customerId } = await saveOfficeRecord(ctx, { phone });
  const made = await recordInvoice(ctx, { customerId, number: 'A-17', balanceCents: 18_900 });
  if (!made.ok) throw new Error(made.refusal);
  const open = () =>
    ctx.db.transaction((tx) => listOpenInvoices(tx, { businessId: ctx.business.id, customerId }));
  expect(await open()).toEqual([{ invoiceId: made.invoiceId, number: 'A-17', balanceCents: 18_900 }]);
  const { invoiceId } = made;
  await recordInvoice(ctx, { invoiceId, customerId, number: 'A-17', balanceCents: 0, status: 'paid' });
  expect(await open()).toEqual([]);
});

test('knows no customer or invoice of another business', async () => {
  const mesa = await world.contextOf('mesa');
  const { customerId } = await saveOfficeRecord(ctx, { phone });
  const { customerId: theirs } = await saveOfficeRecord(mesa, { phone });
  const made = await recordInvoice(ctx, { customerId, balanceCents: 100 });
  if (!made.ok) throw new Error(made.refusal);
  const { invoiceId } = made;
  expect(await recordInvoice(mesa, { customerId, balanceCents: 100 })).toEqual({
    ok: false,
    refusal: 'unknown-customer',
  });
  expect(await recordInvoice(mesa, { invoiceId, customerId: theirs, balanceCents: 100 })).toEqual({
    ok: false,
    refusal: 'unknown-invoice',
  });
});

test('the office sees what callers wish about their data, and by when', async () => {
  const placed = await world.placeCall({ from: phone });
  const wish = { callId: placed.call.id, kind: 'deletion' as const, details: 'forget me' };
  const { requestId } = await createPrivacyRequest(placed.ctx, wish);
  expect(await listPrivacyRequests(ctx)).toMatchObject([
    { requestId, kind: 'deletion', details: 'forget me', requesterPhone: phone, isVerified: false },
  ]);
  expect(await listPrivacyRequests(await world.contextOf('mesa'))).toEqual([]);
});

test('refuses negative balances, and agents', async () => {
  const { customerId } = await saveOfficeRecord(ctx, { phone });
  await expect(recordInvoice(ctx, { customerId, balanceCents: -1 })).rejects.toThrow(Invalid);
  const placed = await world.placeCall();
  await expect(saveOfficeRecord(placed.ctx, { phone })).rejects.toThrow(Forbidden);
  await expect(recordInvoice(placed.ctx, { customerId, balanceCents: 1 })).rejects.toThrow(Forbidden);
});
