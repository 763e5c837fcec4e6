import { calls, holds, technicianCommitments } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot, offerSlots } from '../testing/visits.ts';
import { holdSlot, letHoldsLapse, releaseHold } from './index.ts';

const MINUTE_MS = 60_000;

const keep = ({ ctx, call }: PlacedCall, slot: { slotId: string }) =>
  holdSlot(ctx, { callId: call.id, slotId: slot.slotId });

const countPromised = ({ ctx }: PlacedCall) => ctx.db.transaction((tx) => tx.$count(technicianCommitments));

const endCall = ({ ctx, call }: PlacedCall) =>
  ctx.db.transaction((tx) =>
    tx
      .update(calls)
      .set({ endedAt: ctx.clock.now(), outcome: 'failed', outcomeReason: 'tech_failure' })
      .where(eq(calls.id, call.id)),
  );

test('holding one slot gives back the others: a call has one live hold', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const [first, second] = await offerSlots(placed);
  if (!first || !second) throw new Error('Two windows should be free');
  expect(await keep(placed, second)).toMatchObject({ ok: true });
  const rival = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const [theirs, next] = await offerSlots(rival);
  expect(theirs?.startsAt).toEqual(first.startsAt);
  expect(next?.startsAt).not.toEqual(second.startsAt);
});

test('a hold is extended once, and then lapses when it was going to', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  world.clock.advance(4 * MINUTE_MS);
  const heldUntil = new Date(world.clock.now().getTime() + 5 * MINUTE_MS);
  expect(await keep(placed, slot)).toEqual({ ok: true, heldUntil, isExtended: true });
  world.clock.advance(4 * MINUTE_MS);
  expect(await keep(placed, slot)).toEqual({ ok: true, heldUntil, isExtended: false });
  world.clock.advance(MINUTE_MS);
  expect(await keep(placed, slot)).toEqual({ ok: false, refusal: 'hold-expired' });
});

test('a lapsed hold is taken again while its time is free, and refused when it is not', async () => {
  await using world = await createDemoWorld();
  const slow = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(slow);
  world.clock.advance(5 * MINUTE_MS);
  const other = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const theirs = await offerSlot(other);
  expect(await keep(slow, slot)).toEqual({ ok: false, refusal: 'slot-taken' });
  await releaseHold(other.ctx, { callId: other.call.id, slotId: theirs.slotId });
  expect(await keep(slow, slot)).toMatchObject({ ok: true, isExtended: true });
  expect(await bookOffer(slow, slot)).toMatchObject({ ok: true });
});

test("another call's slot, one of nobody and one that is booked cannot be held", async () => {
  await using world = await createDemoWorld();
  const owner = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(owner);
  const neighbour = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  expect(await keep(neighbour, slot)).toEqual({ ok: false, refusal: 'unknown-slot' });
  expect(await keep(owner, { slotId: 'the first one' })).toEqual({ ok: false, refusal: 'unknown-slot' });
  await bookOffer(owner, slot);
  expect(await keep(owner, slot)).toEqual({ ok: false, refusal: 'hold-expired' });
});

test('releasing gives the time back, twice without harm, and never what is booked', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed, { limit: 1 });
  const release = () => releaseHold(placed.ctx, { callId: placed.call.id, slotId: slot.slotId });
  expect(await release()).toEqual({ ok: true });
  expect(await countPromised(placed)).toBe(0);
  expect(await release()).toEqual({ ok: true });
  await bookOffer(placed, slot);
  expect(await release()).toEqual({ ok: true });
  expect(await countPromised(placed)).toBe(1);
  const strange = { callId: placed.call.id, slotId: 'none' };
  expect(await releaseHold(placed.ctx, strange)).toEqual({ ok: false, refusal: 'unknown-slot' });
});

test('after the call its holds lapse within 60 seconds, and never later than they would have', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  await endCall(placed);
  expect(await letHoldsLapse(placed.ctx, { callId: placed.call.id })).toEqual({ lapsing: 2 });
  world.clock.advance(MINUTE_MS - 1);
  expect(await letHoldsLapse(placed.ctx, { callId: placed.call.id })).toEqual({ lapsing: 0 });
  const early = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  expect((await offerSlot(early, { limit: 1 })).startsAt).not.toEqual(slot.startsAt);
  world.clock.advance(1);
  const late = await world.placeCall({ to: 'mesa', from: '+16025550112' });
  expect((await offerSlot(late, { limit: 1 })).startsAt).toEqual(slot.startsAt);
});

test('who was cut off and rings again is offered the same windows', async () => {
  await using world = await createDemoWorld();
  const dropped = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const before = await offerSlots(dropped);
  await endCall(dropped);
  const again = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const after = await offerSlots(again);
  expect(after.map(({ startsAt }) => startsAt)).toEqual(before.map(({ startsAt }) => startsAt));
  const live = await again.ctx.db.transaction((tx) => tx.$count(holds, eq(holds.status, 'live')));
  expect(live).toBe(2);
});

test('two calls of one number at the same time leave each other their offers', async () => {
  await using world = await createDemoWorld();
  const one = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const [first] = await offerSlots(one);
  const other = await world.placeCall({ to: 'mesa', from: '+16025550107' });
  const [theirs] = await offerSlots(other);
  expect(theirs?.startsAt).not.toEqual(first?.startsAt);
});
