import { calls } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { createDemoWorld } from '../testing/demo-world.ts';
import { finishCall } from './index.ts';

test('of ten endings at once one stands, and one job releases what the call held', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  world.clock.advance(90_500);
  const endedAt = world.clock.now();
  const endings = Array.from({ length: 10 }, (_, count) =>
    count % 2 === 0
      ? ({ outcome: 'booked', reason: 'slot_booked' } as const)
      : ({ outcome: 'abandoned', reason: 'caller_hung_up' } as const),
  );
  const results = await Promise.all(
    endings.map((ending) => finishCall(ctx, { callId: call.id, endedAt, ...ending })),
  );
  const winner = endings[results.findIndex((result) => result.isFirst)];
  expect(results.filter((result) => result.isFirst)).toHaveLength(1);
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  expect(row).toMatchObject({
    outcome: winner?.outcome,
    outcomeReason: winner?.reason,
    endedAt,
    durationMs: 90_500,
  });
  expect(await world.listJobs('booking.release-holds')).toEqual([
    { businessId: ctx.business.id, callId: call.id },
  ]);
});

test('many calls may end at the same moment', async () => {
  await using world = await createDemoWorld();
  const placed = [];
  for (let count = 0; count < 20; count += 1) placed.push(await world.placeCall());
  const ending = { outcome: 'failed', reason: 'tech_failure', endedAt: world.clock.now() } as const;
  const results = await Promise.all(
    placed.map(({ ctx, call }) => finishCall(ctx, { callId: call.id, ...ending })),
  );
  expect(results.every((result) => result.isFirst)).toBe(true);
  expect(await world.listJobs('booking.release-holds')).toHaveLength(20);
});

test('a call that booked knows its customer', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const offered = await getSlots(ctx, { callId: call.id, trade: 'hvac', zip: '43215' });
  const slotId = (offered.ok && offered.slots[0]?.slotId) || '';
  const who = { name: 'Kelly Oduya', phone: '6145550105', addressLine: '3120 Indianola Ave', zip: '43214' };
  await bookSlot(ctx, { callId: call.id, slotId, problem: 'No heat', ...who });
  const endedAt = new Date(call.startedAt.getTime() - 1000);
  await finishCall(ctx, { callId: call.id, outcome: 'booked', reason: 'slot_booked', endedAt });
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  expect(row?.customerId).toEqual(expect.any(String));
  expect(row?.durationMs).toBe(0);
});
