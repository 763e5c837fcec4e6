import { bookings, businesses, calls, customers, holds, quotes } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { finishCall, setHandover } from '../calls/index.ts';
import { getPricing } from '../pricing/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { forBusiness, listBusinessIds } from './index.ts';

/** A call at Oak and Iron with a quote, a hold and a booking. */
async function leaveRowsAtOak(world: DemoWorld) {
  const { ctx, call } = await world.placeCall();
  const visit = { callId: call.id, trade: 'plumbing', zip: '43215' } as const;
  const offered = await getSlots(ctx, visit);
  const slot = offered.ok && offered.slots[0];
  if (!slot) throw new Error('Nothing was offered');
  const priced = await getPricing(ctx, { ...visit, visitAt: slot.startsAt });
  if (!priced.ok) throw new Error(priced.refusal);
  const who = { name: 'Marla Quint', phone: '6145550101', addressLine: '2280 Glenmawr Ave', zip: '43215' };
  await bookSlot(ctx, { callId: call.id, slotId: slot.slotId, problem: 'Leak', ...who });
  return { call, quoteId: priced.quote.quoteId };
}

test("a business sees none of another's rows, even when it asks for them without a filter", async () => {
  await using world = await createDemoWorld();
  await leaveRowsAtOak(world);
  const count = async (name: 'oak' | 'mesa') => {
    const { db } = await world.contextOf(name);
    return db.transaction(async (tx) => {
      const counts: number[] = [];
      for (const table of [calls, holds, bookings, quotes, customers]) counts.push(await tx.$count(table));
      return counts;
    });
  };
  expect(await count('oak')).toEqual([1, 2, 1, 1, 1]);
  expect(await count('mesa')).toEqual([0, 0, 0, 0, 0]);
});

test("a business cannot change, take or add to another's rows", async () => {
  await using world = await createDemoWorld();
  const { call, quoteId } = await leaveRowsAtOak(world);
  const oak = await world.contextOf('oak');
  const mesa = await world.contextOf('mesa');
  const phone = PhoneNumber.parse('+16145550199');
  const foreign = { businessId: oak.business.id, phone };
  await expect(mesa.db.transaction((tx) => tx.insert(customers).values(foreign))).rejects.toThrow();
  const stolen = await mesa.db.transaction((tx) =>
    tx.update(quotes).set({ totalCents: 1 }).where(eq(quotes.id, quoteId)).returning(),
  );
  expect(stolen).toEqual([]);
  await expect(setHandover(mesa, { callId: call.id, handover: null })).rejects.toBeInstanceOf(NotFound);
  const ending = { outcome: 'failed', reason: 'tech_failure', endedAt: world.clock.now() } as const;
  expect(await finishCall(mesa, { callId: call.id, ...ending })).toEqual({ isFirst: false });
  const visit = { callId: call.id, trade: 'plumbing', zip: '85014' } as const;
  await expect(getSlots(mesa, visit)).rejects.toThrow();
  await expect(getPricing(mesa, visit)).rejects.toThrow();
});

test('before a business is known no row can be seen, only that there are businesses', async () => {
  await using world = await createDemoWorld();
  await leaveRowsAtOak(world);
  expect(await world.db.transaction((tx) => tx.$count(businesses))).toBe(0);
  expect(await world.db.transaction((tx) => tx.$count(calls))).toBe(0);
  expect(await listBusinessIds(world.system)).toHaveLength(3);
});

test('there is no stepping into a business that does not exist', async () => {
  await using world = await createDemoWorld();
  const nowhere = BusinessId.parse('0197a000-0000-7000-8000-0000000000ff');
  await expect(forBusiness(world.system, nowhere, { kind: 'operator' })).rejects.toBeInstanceOf(NotFound);
});
