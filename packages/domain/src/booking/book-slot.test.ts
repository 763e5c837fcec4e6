import { bookings, customers, technicianCommitments } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getPricing } from '../pricing/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer as book } from '../testing/visits.ts';
import { expireHolds, getSlots, releaseHolds, type Slot } from './index.ts';

const LAPSED_MS = 5 * 60_000;

/** Plumbing at Saguaro: one technician, so a window is there once. */
async function offer({ ctx, call }: PlacedCall): Promise<Slot> {
  const result = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: '85021', limit: 1 });
  if (!result.ok || !result.slots[0]) throw new Error('Nothing was offered');
  return result.slots[0];
}

test('books the held slot: a row, its time in the calendar, the customer, the quote', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const slot = await offer(placed);
  const pricing = { callId: placed.call.id, trade: 'plumbing', zip: '85021' } as const;
  await getPricing(placed.ctx, pricing);
  const priced = await getPricing(placed.ctx, { ...pricing, visitAt: slot.startsAt });
  const quoteId = priced.ok ? priced.quote.quoteId : '';
  const result = await book(placed, slot, { city: 'Phoenix', quoteId });
  expect(result).toMatchObject({
    ok: true,
    booking: { technicianName: 'Ida Morales', speakable: slot.speakable, startsAt: slot.startsAt },
  });
  const rows = await placed.ctx.db.transaction(async (tx) => ({
    bookings: await tx.select().from(bookings),
    commitments: await tx.select().from(technicianCommitments),
    customers: await tx.select().from(customers),
  }));
  expect(rows.bookings).toMatchObject([
    {
      callId: placed.call.id,
      contactPhone: '+16025550107',
      zip: '85021',
      holdId: slot.slotId,
      quoteId,
      customerId: rows.customers[0]?.id,
    },
  ]);
  expect(rows.commitments).toMatchObject([
    { bookingId: rows.bookings[0]?.id, holdId: null, expiresAt: null, during: { startsAt: slot.startsAt } },
  ]);
  expect(rows.customers).toMatchObject([{ phone: '+16025550107', name: 'Alex Romero', city: 'Phoenix' }]);
});

test('booking the same slot again corrects the details and books nothing twice', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offer(placed);
  const first = await book(placed, slot);
  const second = await book(placed, slot, { name: 'Alexa Romero', addressLine: '1414 W Hayward Ave' });
  expect(second).toEqual(first);
  const rows = await placed.ctx.db.transaction((tx) => tx.select().from(bookings));
  expect(rows).toMatchObject([{ contactName: 'Alexa Romero', addressLine: '1414 W Hayward Ave' }]);
});

test('a customer who books again stays one customer', async () => {
  await using world = await createDemoWorld();
  for (const name of ['Alex Romero', 'Alex J Romero']) {
    const placed = await world.placeCall({ to: 'mesa' });
    expect(await book(placed, await offer(placed), { name })).toMatchObject({ ok: true });
  }
  const { db } = await world.contextOf('mesa');
  expect(await db.transaction((tx) => tx.select().from(customers))).toMatchObject([
    { name: 'Alex J Romero' },
  ]);
});

test('a lapsed hold whose time is still free is booked anyway', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offer(placed);
  world.clock.advance(LAPSED_MS);
  await expireHolds(placed.ctx);
  expect(await book(placed, slot)).toMatchObject({ ok: true, booking: { startsAt: slot.startsAt } });
});

test('an older offer of the same window can still be taken', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const older = await offer(placed);
  await offer(placed);
  expect(await book(placed, older)).toMatchObject({ ok: true, booking: { startsAt: older.startsAt } });
});

test('a lapsed hold whose time went to another caller is refused', async () => {
  await using world = await createDemoWorld();
  const slow = await world.placeCall({ to: 'mesa' });
  const slot = await offer(slow);
  world.clock.advance(LAPSED_MS);
  const quick = await world.placeCall({ to: 'mesa' });
  expect((await offer(quick)).startsAt).toEqual(slot.startsAt);
  expect(await book(slow, slot)).toEqual({ ok: false, refusal: 'slot-taken' });
});

test('a lapsed hold is kept in the same window with another technician of the trade', async () => {
  await using world = await createDemoWorld();
  const [slow, quick] = [await world.placeCall(), await world.placeCall()];
  const oak = { trade: 'plumbing', zip: '43215', limit: 1 } as const;
  const offered = await getSlots(slow.ctx, { callId: slow.call.id, ...oak });
  world.clock.advance(LAPSED_MS);
  await getSlots(quick.ctx, { callId: quick.call.id, ...oak });
  const slot = offered.ok && offered.slots[0];
  if (!slot) throw new Error('Nothing was offered');
  expect(await book(slow, slot, { zip: '43215' })).toMatchObject({
    ok: true,
    booking: { technicianName: 'Dee Marshall', startsAt: slot.startsAt },
  });
});

test('a window that has begun is booked no more', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offer(placed);
  world.clock.advance(slot.startsAt.getTime() - world.clock.now().getTime());
  expect(await book(placed, slot)).toEqual({ ok: false, refusal: 'hold-expired' });
});

test.each([
  ['a number that cannot be one', { phone: '555' }, 'invalid-phone'],
  ['an address nobody drives to', { zip: '10001' }, 'outside-service-area'],
  ['an id that is none', { slotId: 'tomorrow at eight' }, 'unknown-slot'],
  ['an id that nobody was offered', { slotId: '0197a000-0000-7000-8000-000000000999' }, 'unknown-slot'],
] as const)('refuses %s and books nothing', async (_name, change, refusal) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  expect(await book(placed, await offer(placed), change)).toEqual({ ok: false, refusal });
  expect(await placed.ctx.db.transaction((tx) => tx.$count(bookings))).toBe(0);
});

test("another call's slot and another business's slot are unknown", async () => {
  await using world = await createDemoWorld();
  const owner = await world.placeCall({ to: 'mesa' });
  const slot = await offer(owner);
  const neighbour = await world.placeCall({ to: 'mesa' });
  const stranger = await world.placeCall({ to: 'oak' });
  expect(await book(neighbour, slot)).toEqual({ ok: false, refusal: 'unknown-slot' });
  expect(await book(stranger, slot, { zip: '43215' })).toEqual({ ok: false, refusal: 'unknown-slot' });
  expect(await book(owner, slot)).toMatchObject({ ok: true });
});

test('of fifty callers who take the last slot at once exactly one gets it', async () => {
  await using world = await createDemoWorld();
  const rivals: { placed: PlacedCall; slot: Slot }[] = [];
  for (let count = 0; count < 50; count += 1) {
    const placed = await world.placeCall({ to: 'mesa' });
    rivals.push({ placed, slot: await offer(placed) });
    await releaseHolds(placed.ctx, { callId: placed.call.id });
  }
  expect(new Set(rivals.map(({ slot }) => slot.startsAt.getTime())).size).toBe(1);
  const results = await Promise.all(rivals.map(({ placed, slot }) => book(placed, slot)));
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok && result.refusal === 'slot-taken')).toHaveLength(49);
  const { db } = await world.contextOf('mesa');
  expect(await db.transaction((tx) => tx.$count(bookings))).toBe(1);
});

test('whatever callers do at the same time, no technician is promised twice', async () => {
  await using world = await createDemoWorld();
  const callers: PlacedCall[] = [];
  for (let count = 0; count < 6; count += 1) callers.push(await world.placeCall({ to: 'mesa' }));
  const deed = fc.record({
    caller: fc.nat(callers.length - 1),
    verb: fc.constantFrom('offer', 'book', 'release', 'wait'),
  });
  const offers = new Map<PlacedCall, Slot>();
  const booked = new Set<PlacedCall>();
  const act = async ({ caller, verb }: { caller: number; verb: string }) => {
    const placed = callers[caller];
    if (!placed) return;
    const slot = offers.get(placed);
    if (verb === 'wait') world.clock.advance(LAPSED_MS / 2);
    else if (verb === 'offer') offers.set(placed, await offer(placed));
    else if (verb === 'release') await releaseHolds(placed.ctx, { callId: placed.call.id });
    else if (slot && (await book(placed, slot)).ok) booked.add(placed);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 12 }), async (deeds) => {
      await Promise.all(deeds.map(act));
      const { db } = await world.contextOf('mesa');
      const starts = await db.transaction((tx) =>
        tx.select({ startsAt: bookings.startsAt }).from(bookings).where(eq(bookings.status, 'booked')),
      );
      expect(starts).toHaveLength(booked.size);
      expect(new Set(starts.map((row) => row.startsAt.getTime())).size).toBe(booked.size);
    }),
    { numRuns: 12 },
  );
  expect(booked.size).toBeGreaterThan(0);
});

test('a booking frees what else the caller was offered, for others to take at once', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const offered = await getSlots(placed.ctx, {
    callId: placed.call.id,
    trade: 'plumbing',
    zip: '85021',
    limit: 2,
  });
  const [first, second] = offered.ok ? offered.slots : [];
  if (!first || !second) throw new Error('Two windows should be free');
  expect(await book(placed, second)).toMatchObject({ ok: true });
  const other = await world.placeCall({ to: 'mesa', from: '+16025550108' });
  expect((await offer(other)).startsAt).toEqual(first.startsAt);
});
