import { calls } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cancelBooking, rescheduleBooking } from '../booking/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot } from '../testing/visits.ts';
import { closeStaleCalls, finishCall, writeSummary } from './index.ts';

const MESA = { to: 'mesa' } as const;
const HUNG_UP = { outcome: 'abandoned', reason: 'caller_hung_up' } as const;

/** Plumbing, Tuesday from 7 to 9 in Phoenix. */
async function bookVisit(placed: PlacedCall) {
  const slot = await offerSlot(placed);
  const booked = await bookOffer(placed, slot);
  if (!booked.ok) throw new Error(booked.refusal);
  return { ...booked.booking, speakable: slot.speakable };
}

async function move(placed: PlacedCall, bookingId: string) {
  const { ctx, call } = placed;
  const slot = await offerSlot(placed);
  const moved = await rescheduleBooking(ctx, { bookingId, callId: call.id, slotId: slot.slotId });
  expect(moved.ok).toBe(true);
  return slot;
}

const cancel = ({ ctx, call }: PlacedCall, bookingId: string, agreedFeeCents = 0) =>
  cancelBooking(ctx, { bookingId, callId: call.id, agreedFeeCents });

async function end({ ctx, call }: PlacedCall, ending: object = HUNG_UP) {
  await finishCall(ctx, { callId: call.id, ...HUNG_UP, ...ending, endedAt: ctx.clock.now() });
  await writeSummary(ctx, { callId: call.id });
  return readEnding({ ctx, call });
}

async function readEnding({ ctx, call }: Pick<PlacedCall, 'ctx' | 'call'>) {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, call.id)));
  return { outcome: row?.outcome, reason: row?.outcomeReason, summary: row?.summary };
}

async function bookEarlier(world: DemoWorld) {
  return bookVisit(await world.placeCall(MESA));
}

test('a call that moved an earlier visit came to that, and its summary tells where it stands now', async () => {
  await using world = await createDemoWorld();
  const { id } = await bookEarlier(world);
  const placed = await world.placeCall(MESA);
  const slot = await move(placed, id);
  expect(await end(placed)).toMatchObject({
    outcome: 'rescheduled',
    reason: 'existing_job',
    summary: expect.stringContaining(`Moved: plumbing visit, now on ${slot.speakable}. Outcome: visit moved`),
  });
});

test('a call that cancelled an earlier visit came to that, with the fee that was agreed to', async () => {
  await using world = await createDemoWorld();
  const { id, startsAt, speakable } = await bookEarlier(world);
  const placed = await world.placeCall(MESA);
  world.clock.advance(startsAt.getTime() - 3_600_000 - world.clock.now().getTime());
  await cancel(placed, id, 5_900);
  expect(await end(placed)).toMatchObject({
    outcome: 'cancelled',
    summary: expect.stringContaining(
      `Cancelled: plumbing visit on ${speakable}, for a late fee of $59. Outcome: visit cancelled`,
    ),
  });
});

test('of a visit that was moved and then cancelled only the cancellation is told', async () => {
  await using world = await createDemoWorld();
  const { id } = await bookEarlier(world);
  const placed = await world.placeCall(MESA);
  await move(placed, id);
  await cancel(placed, id);
  const { outcome, summary } = await end(placed);
  expect(outcome).toBe('cancelled');
  expect(summary).toMatch(/Cancelled: /);
  expect(summary).not.toMatch(/Moved: /);
});

test('a new visit counts before an earlier one that was given up for it', async () => {
  await using world = await createDemoWorld();
  const { id } = await bookEarlier(world);
  const placed = await world.placeCall(MESA);
  await bookVisit(placed);
  await cancel(placed, id);
  expect(await end(placed, { outcome: 'cancelled', reason: 'existing_job' })).toMatchObject({
    outcome: 'booked',
  });
});

test('a visit that is booked and cancelled in one call leaves a cancellation, not a booking', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall(MESA);
  const { id, speakable } = await bookVisit(placed);
  await cancel(placed, id);
  const { outcome, summary } = await end(placed);
  expect(outcome).toBe('cancelled');
  expect(summary).toContain(`Given up: plumbing visit on ${speakable}.`);
});

test('a call whose session died after it moved a visit is closed as that', async () => {
  await using world = await createDemoWorld();
  const { id } = await bookEarlier(world);
  const placed = await world.placeCall(MESA);
  await move(placed, id);
  world.clock.advance(24 * 3_600_000);
  await closeStaleCalls(placed.ctx);
  expect(await readEnding(placed)).toMatchObject({ outcome: 'rescheduled', reason: 'existing_job' });
});
