import {
  bookingChanges,
  bookingPolicies,
  bookings,
  priceBooks,
  technicianCommitments,
} from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot, offerSlots, technicianBySlug } from '../testing/visits.ts';
import { cancelBooking, removeTechnician, rescheduleBooking } from './index.ts';

const NOBODY = '0197a000-0000-7000-8000-000000000999';
const HOUR_MS = 3_600_000;

/** Tuesday, 7 to 9 in Phoenix. */
async function bookVisit(world: DemoWorld) {
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const booked = await bookOffer(placed, slot);
  if (!booked.ok) throw new Error(booked.refusal);
  return { placed, slot, booking: booked.booking };
}

async function advanceTo(world: DemoWorld, at: Date) {
  world.clock.advance(at.getTime() - world.clock.now().getTime());
}

const rowsOf = ({ ctx }: PlacedCall) =>
  ctx.db.transaction(async (tx) => ({
    bookings: await tx.select().from(bookings).orderBy(bookings.id),
    commitments: await tx.select().from(technicianCommitments),
    changes: await tx.select().from(bookingChanges).orderBy(bookingChanges.id),
  }));

test('cancelling asks first, then frees the time and keeps the history', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const asked = { bookingId: booking.id, callId: placed.call.id };
  expect(await cancelBooking(placed.ctx, asked)).toEqual({
    ok: false,
    refusal: 'not-confirmed',
    feeCents: 0,
  });
  expect((await rowsOf(placed)).bookings).toMatchObject([{ status: 'booked' }]);
  const agreed = { ...asked, agreedFeeCents: 0, reason: 'the leak has stopped' };
  const cancelled = { ok: true, bookingId: booking.id, feeCents: 0 };
  expect(await cancelBooking(placed.ctx, agreed)).toEqual({ ...cancelled, isRepeat: false });
  expect(await cancelBooking(placed.ctx, agreed)).toEqual({ ...cancelled, isRepeat: true });
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([{ status: 'cancelled' }]);
  expect(rows.commitments).toEqual([]);
  expect(rows.changes).toMatchObject([
    { kind: 'booked' },
    { kind: 'cancelled', reason: 'the leak has stopped' },
  ]);
  expect((await offerSlot(await world.placeCall({ to: 'mesa' }))).startsAt).toEqual(slot.startsAt);
});

test.each([
  ['two hours before its window a visit is cancelled free of charge', 2 * HOUR_MS, false],
  ['a moment later it costs the late fee', 2 * HOUR_MS - 1, true],
  ['and so it does within the window', -HOUR_MS, true],
])('%s', async (_name, beforeMs, isLate) => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const { lateCancelWithin2h } = await feesOf(placed);
  await advanceTo(world, new Date(slot.startsAt.getTime() - beforeMs));
  const result = await cancelBooking(placed.ctx, { bookingId: booking.id, callId: null });
  const feeCents = isLate ? lateCancelWithin2h : 0;
  expect(result).toEqual({ ok: false, refusal: 'not-confirmed', feeCents });
});

const feesOf = async ({ ctx }: PlacedCall) => {
  const [book] = await ctx.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('No price book');
  return book.fees;
};

test('how long a change is free is the policy of the business, and prices no longer in force ask no fee', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const { db, business } = placed.ctx;
  const { lateCancelWithin2h: feeCents } = await feesOf(placed);
  const policy = { businessId: business.id, freeChangeMinutes: 60 };
  await db.transaction((tx) => tx.insert(bookingPolicies).values(policy));
  const ask = () => cancelBooking(placed.ctx, { bookingId: booking.id, callId: null });
  await advanceTo(world, new Date(slot.startsAt.getTime() - HOUR_MS));
  expect(await ask()).toMatchObject({ feeCents: 0 });
  world.clock.advance(1);
  expect(await ask()).toMatchObject({ feeCents });
  await db.transaction((tx) => tx.update(priceBooks).set({ effectiveTo: world.clock.now() }));
  expect(await ask()).toMatchObject({ feeCents: 0 });
});

test('a fee that comes up while the caller makes up their mind is asked for anew', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const { lateCancelWithin2h: feeCents } = await feesOf(placed);
  await advanceTo(world, new Date(slot.startsAt.getTime() - HOUR_MS));
  const asked = { bookingId: booking.id, callId: placed.call.id };
  expect(await cancelBooking(placed.ctx, { ...asked, agreedFeeCents: 0 })).toMatchObject({
    refusal: 'not-confirmed',
    feeCents,
  });
  expect(await cancelBooking(placed.ctx, { ...asked, agreedFeeCents: feeCents })).toMatchObject({
    ok: true,
    feeCents,
  });
  expect((await rowsOf(placed)).changes).toMatchObject([{ kind: 'booked' }, { kind: 'cancelled', feeCents }]);
});

test('a move keeps the id and the history, and frees the earlier time at once', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const later = await world.placeCall({ to: 'mesa' });
  const to = await offerSlot(later);
  const input = { bookingId: booking.id, callId: later.call.id, slotId: to.slotId };
  const moved = await rescheduleBooking(later.ctx, input);
  expect(moved).toMatchObject({
    ok: true,
    feeCents: 0,
    booking: { id: booking.id, startsAt: to.startsAt, movedFrom: slot.speakable, isConfirmed: true },
  });
  expect(await rescheduleBooking(later.ctx, input)).toMatchObject({ ok: true, booking: { id: booking.id } });
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([{ id: booking.id, callId: placed.call.id, startsAt: to.startsAt }]);
  expect(rows.commitments).toMatchObject([{ bookingId: booking.id, during: { startsAt: to.startsAt } }]);
  expect(rows.changes).toMatchObject([
    { kind: 'booked', startsAt: slot.startsAt, callId: placed.call.id },
    { kind: 'moved', startsAt: to.startsAt, callId: later.call.id },
  ]);
  const other = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  expect((await offerSlot(other)).startsAt).toEqual(slot.startsAt);
});

test('a late move costs the late fee, which has to be agreed to', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  await advanceTo(world, new Date(slot.startsAt.getTime() - HOUR_MS));
  const later = await world.placeCall({ to: 'mesa' });
  const to = await offerSlot(later);
  const { lateCancelWithin2h: feeCents } = await feesOf(placed);
  const input = { bookingId: booking.id, callId: later.call.id, slotId: to.slotId };
  expect(await rescheduleBooking(later.ctx, input)).toEqual({
    ok: false,
    refusal: 'not-confirmed',
    feeCents,
  });
  expect(await rescheduleBooking(later.ctx, { ...input, agreedFeeCents: feeCents })).toMatchObject({
    ok: true,
    feeCents,
  });
});

test('a move to a time that was taken meanwhile leaves the visit where it was', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const later = await world.placeCall({ to: 'mesa' });
  const to = await offerSlot(later);
  world.clock.advance(5 * 60_000);
  const rival = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  await bookOffer(rival, await offerSlot(rival));
  const input = { bookingId: booking.id, callId: later.call.id, slotId: to.slotId };
  expect(await rescheduleBooking(later.ctx, input)).toEqual({ ok: false, refusal: 'slot-taken' });
  const rows = await rowsOf(placed);
  expect(rows.bookings.find(({ id }) => id === booking.id)).toMatchObject({ startsAt: slot.startsAt });
});

test('of a move and a cancellation at the same time one wins, and no time is left behind', async () => {
  await using world = await createDemoWorld();
  const { placed, booking } = await bookVisit(world);
  const later = await world.placeCall({ to: 'mesa' });
  const to = await offerSlot(later);
  const input = { bookingId: booking.id, callId: later.call.id, slotId: to.slotId };
  await Promise.all([
    rescheduleBooking(later.ctx, input),
    cancelBooking(placed.ctx, { bookingId: booking.id, callId: null, agreedFeeCents: 0 }),
  ]);
  const rows = await rowsOf(placed);
  const booked = rows.bookings.filter(({ status }) => status === 'booked');
  const promised = rows.commitments.filter(({ bookingId }) => bookingId !== null);
  expect(promised).toHaveLength(booked.length);
});

test.each([
  ['an id that is none', 'my appointment'],
  ['an id of nobody', NOBODY],
])('refuses to cancel or move %s', async (_name, bookingId) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const asked = { bookingId, callId: placed.call.id, agreedFeeCents: 0 };
  expect(await cancelBooking(placed.ctx, asked)).toEqual({ ok: false, refusal: 'unknown-booking' });
  const input = { ...asked, slotId: slot.slotId };
  expect(await rescheduleBooking(placed.ctx, input)).toEqual({ ok: false, refusal: 'unknown-booking' });
});

test("another business's booking is unknown, and another call's slot", async () => {
  await using world = await createDemoWorld();
  const { placed, booking } = await bookVisit(world);
  const stranger = await world.placeCall({ to: 'oak' });
  const asked = { bookingId: booking.id, callId: stranger.call.id, agreedFeeCents: 0 };
  expect(await cancelBooking(stranger.ctx, asked)).toEqual({ ok: false, refusal: 'unknown-booking' });
  const neighbour = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const theirs = await offerSlot(neighbour);
  const input = { bookingId: booking.id, callId: placed.call.id, slotId: theirs.slotId };
  expect(await rescheduleBooking(placed.ctx, input)).toEqual({ ok: false, refusal: 'unknown-slot' });
});

test('a visit that is cancelled cannot be moved, and one that is over can be neither', async () => {
  await using world = await createDemoWorld();
  const { placed, slot, booking } = await bookVisit(world);
  const [first] = await offerSlots(placed);
  const asked = { bookingId: booking.id, callId: placed.call.id };
  await advanceTo(world, slot.endsAt);
  const move = { ...asked, slotId: first?.slotId ?? '' };
  expect(await rescheduleBooking(placed.ctx, move)).toEqual({ ok: false, refusal: 'visit-has-begun' });
  expect(await cancelBooking(placed.ctx, asked)).toEqual({ ok: false, refusal: 'visit-has-begun' });
  const other = await world.placeCall({ to: 'mesa' });
  const next = await bookOffer(other, await offerSlot(other));
  if (!next.ok) throw new Error(next.refusal);
  const again = { bookingId: next.booking.id, callId: other.call.id };
  await cancelBooking(other.ctx, { ...again, agreedFeeCents: 100_000 });
  expect(await rescheduleBooking(other.ctx, { ...again, slotId: first?.slotId ?? '' })).toEqual({
    ok: false,
    refusal: 'booking-cancelled',
  });
});

test('a technician with visits is not removed, one without is', async () => {
  await using world = await createDemoWorld();
  const { placed, booking } = await bookVisit(world);
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ida');
  expect(await removeTechnician(placed.ctx, { technicianId })).toEqual({
    ok: false,
    refusal: 'still-booked',
    bookingIds: [booking.id],
  });
  await cancelBooking(placed.ctx, { bookingId: booking.id, callId: null, agreedFeeCents: 0 });
  expect(await removeTechnician(placed.ctx, { technicianId })).toEqual({ ok: true });
});

test('a slot of a technician who leaves before it is booked goes to a colleague', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'oak' });
  const slot = await offerSlot(placed, { zip: '43215', limit: 1 });
  await removeTechnician(placed.ctx, { technicianId: await technicianBySlug(placed.ctx, 'tech_ben') });
  expect(await bookOffer(placed, slot, { zip: '43215' })).toMatchObject({
    ok: true,
    booking: { technicianName: 'Dee Marshall', startsAt: slot.startsAt },
  });
});

test('a slot of the only technician who knows the trade is gone when they leave', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  await removeTechnician(placed.ctx, { technicianId: await technicianBySlug(placed.ctx, 'tech_ida') });
  expect(await bookOffer(placed, slot)).toEqual({ ok: false, refusal: 'slot-taken' });
  expect((await rowsOf(placed)).bookings).toEqual([]);
});
