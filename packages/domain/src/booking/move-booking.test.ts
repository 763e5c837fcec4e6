import { bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import { systemClock } from '@afterhourfix/foundation';
import type { Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer } from '../testing/visits.ts';
import { type BookSlotInput, getSlots, type Slot } from './index.ts';

const ZIPS: Record<DemoName, string> = { oak: '43215', mesa: '85021', redwood: '95403' };

interface Wish {
  to?: DemoName;
  trade?: Trade;
  limit?: number;
  earliestAt?: Date;
}

async function offers({ ctx, call }: PlacedCall, wish: Wish = {}): Promise<Slot[]> {
  const { to = 'mesa', trade = 'plumbing', limit = 2, earliestAt } = wish;
  const result = await getSlots(ctx, { callId: call.id, trade, zip: ZIPS[to], limit, earliestAt });
  if (!result.ok || result.slots.length < limit) throw new Error('Too little was offered');
  return result.slots;
}

function book(
  placed: PlacedCall,
  slot: Slot | undefined,
  change: Partial<BookSlotInput> & { trade?: Trade } = {},
) {
  return bookOffer(placed, slot ?? { slotId: '' }, change);
}

const rowsOf = ({ ctx }: PlacedCall) =>
  ctx.db.transaction(async (tx) => ({
    bookings: await tx.select().from(bookings).orderBy(bookings.createdAt, bookings.startsAt),
    commitments: await tx.select().from(technicianCommitments),
    holds: await tx.select().from(holds),
  }));

test('another slot of the same trade moves the visit: one is booked, the earlier one is history', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [first, second] = await offers(placed);
  expect(await book(placed, first)).toMatchObject({ ok: true, booking: { movedFrom: null } });
  world.clock.advance(1_000);
  const moved = await book(placed, second, { problem: 'Water heater leaks badly' });
  expect(moved).toMatchObject({
    ok: true,
    booking: { startsAt: second?.startsAt, speakable: second?.speakable, movedFrom: first?.speakable },
  });
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([
    { status: 'cancelled', startsAt: first?.startsAt },
    { status: 'booked', startsAt: second?.startsAt, problem: 'Water heater leaks badly' },
  ]);
  expect(rows.commitments).toMatchObject([
    { bookingId: moved.ok && moved.booking.id, holdId: null, during: { startsAt: second?.startsAt } },
  ]);
});

test("the earlier visit's time is free for others at once", async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [first, second] = await offers(placed);
  await book(placed, first);
  await book(placed, second);
  const [free] = await offers(await world.placeCall({ to: 'mesa' }), { limit: 1 });
  expect(free?.startsAt).toEqual(first?.startsAt);
});

test('a caller may return to the slot that they moved from, again and again', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [first, second] = await offers(placed);
  for (const slot of [first, second, first, second, first]) {
    world.clock.advance(1_000);
    expect(await book(placed, slot)).toMatchObject({ ok: true, booking: { startsAt: slot?.startsAt } });
  }
  const { bookings, commitments } = await rowsOf(placed);
  expect(bookings.map(({ status }) => status)).toEqual([...Array(4).fill('cancelled'), 'booked']);
  expect(commitments).toHaveLength(1);
});

test('a refused move leaves the earlier visit as it was', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [first, second] = await offers(placed);
  await book(placed, first);
  const rival = await world.placeCall({ to: 'mesa' });
  const [taken] = await offers(rival, { limit: 1 });
  expect(taken?.startsAt).toEqual(second?.startsAt);
  await book(rival, taken);
  expect(await book(placed, second)).toEqual({ ok: false, refusal: 'slot-taken' });
  const { bookings } = await rowsOf(placed);
  expect(bookings.filter(({ callId }) => callId === placed.call.id)).toMatchObject([
    { status: 'booked', startsAt: first?.startsAt },
  ]);
});

test('another offer of the window that is booked already corrects its details and moves nothing', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [older] = await offers(placed, { limit: 1 });
  const [newer] = await offers(placed, { limit: 1 });
  expect(newer?.startsAt).toEqual(older?.startsAt);
  const booked = await book(placed, older);
  expect(await book(placed, newer, { name: 'Alexa Romero' })).toEqual(booked);
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([{ status: 'booked', contactName: 'Alexa Romero' }]);
  expect(rows.commitments).toHaveLength(1);
});

test('another trade in the same call is a second visit', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'oak' });
  const zip = ZIPS.oak;
  const [pipes] = await offers(placed, { to: 'oak', trade: 'plumbing' });
  expect(await book(placed, pipes, { zip })).toMatchObject({ ok: true });
  const [heat] = await offers(placed, { to: 'oak', trade: 'hvac' });
  expect(await book(placed, heat, { zip, trade: 'hvac' })).toMatchObject({
    ok: true,
    booking: { movedFrom: null },
  });
  const { bookings } = await rowsOf(placed);
  expect(bookings.map(({ trade, status }) => [trade, status]).toSorted()).toEqual([
    ['hvac', 'booked'],
    ['plumbing', 'booked'],
  ]);
});

test('two calls of the same caller are two visits', async () => {
  await using world = await createDemoWorld();
  for (const from of ['+16025550107', '+16025550107']) {
    const placed = await world.placeCall({ to: 'mesa', from });
    const [slot] = await offers(placed, { limit: 1 });
    expect(await book(placed, slot)).toMatchObject({ ok: true, booking: { movedFrom: null } });
  }
  const { db } = await world.contextOf('mesa');
  expect(await db.transaction((tx) => tx.$count(bookings))).toBe(2);
});

test('of several slots booked at once in one call exactly one visit stays, with its time and no other', async () => {
  await using world = await createDemoWorld({ clock: systemClock });
  const placed = await world.placeCall({ to: 'mesa' });
  const slots = await offers(placed, { limit: 4 });
  const results = await Promise.all(slots.map((slot) => book(placed, slot)));
  expect(results.every((result) => result.ok)).toBe(true);
  const rows = await rowsOf(placed);
  const booked = rows.bookings.filter(({ status }) => status === 'booked');
  expect(booked).toHaveLength(1);
  expect(rows.commitments).toMatchObject([
    { bookingId: booked[0]?.id, during: { startsAt: booked[0]?.startsAt } },
  ]);
});

test('whatever callers ask and book at the same time, each has one visit and no time is promised twice', async () => {
  await using world = await createDemoWorld();
  const callers: PlacedCall[] = [];
  for (let count = 0; count < 4; count += 1) callers.push(await world.placeCall({ to: 'mesa' }));
  const known = new Map<PlacedCall, Slot[]>();
  const deed = fc.record({ caller: fc.nat(3), verb: fc.constantFrom('ask', 'book'), pick: fc.nat(9) });
  let moves = 0;
  const act = async ({ caller, verb, pick }: { caller: number; verb: string; pick: number }) => {
    const placed = callers[caller];
    if (!placed) return;
    const slots = known.get(placed) ?? [];
    if (verb === 'ask') {
      known.set(placed, [...slots.slice(-6), ...(await offers(placed))]);
    } else if (slots.length > 0) {
      const result = await book(placed, slots[pick % slots.length]);
      if (result.ok && result.booking.movedFrom) moves += 1;
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 14 }), async (deeds) => {
      await Promise.all(deeds.map(act));
      const { bookings, commitments } = await rowsOf(callers[0] ?? (await world.placeCall()));
      const booked = bookings.filter(({ status }) => status === 'booked');
      expect(new Set(booked.map(({ callId }) => callId)).size).toBe(booked.length);
      expect(new Set(booked.map(({ startsAt }) => startsAt.getTime())).size).toBe(booked.length);
      const promised = commitments.map(({ bookingId }) => bookingId).filter((id) => id !== null);
      expect(promised.toSorted()).toEqual(booked.map(({ id }) => String(id)).toSorted());
    }),
    { numRuns: 15 },
  );
  expect(moves).toBeGreaterThan(0);
});
