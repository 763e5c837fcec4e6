import { bookingChanges, bookings, holds, technicianCommitments } from '@afterhourfix/database/schema';
import { Conflict } from '@afterhourfix/foundation';
import type { BookingId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createScriptedCalendar } from '../testing/scripted-calendar.ts';
import { bookOffer, offerSlot, offerSlots, technicianBySlug } from '../testing/visits.ts';
import { cancelBooking, confirmWithCalendar, getSlots, rescheduleBooking } from './index.ts';

const opening = (clock: string, ref: string) => ({
  startsAt: new Date(`2026-11-24T${clock}:00Z`),
  endsAt: new Date(new Date(`2026-11-24T${clock}:00Z`).getTime() + 3_600_000),
  ref,
  technicianId: null,
});
const OPENINGS = [opening('15:00', 'a'), opening('17:00', 'b'), opening('19:00', 'c')];

const rowsOf = ({ ctx }: PlacedCall) =>
  ctx.db.transaction(async (tx) => ({
    bookings: await tx.select().from(bookings).orderBy(bookings.id),
    commitments: await tx.select().from(technicianCommitments),
    holds: await tx.select().from(holds),
    changes: await tx.select().from(bookingChanges).orderBy(bookingChanges.id),
  }));

async function bookedAt(placed: PlacedCall, calendar: ReturnType<typeof createScriptedCalendar>) {
  const slot = await offerSlot(placed, { calendar });
  const result = await bookOffer(placed, slot, { calendar });
  if (!result.ok) throw new Error(result.refusal);
  return { slot, booking: result.booking };
}

const jobsOf = (world: DemoWorld) => world.listJobs('booking.confirm-with-calendar');

test("offers the vendor's own openings, reserves them, and books one with our id as its key", async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar(OPENINGS);
  const slots = await offerSlots(placed, { calendar });
  expect(slots.map(({ startsAt }) => startsAt)).toEqual([OPENINGS[0]?.startsAt, OPENINGS[1]?.startsAt]);
  expect([...calendar.reservations]).toEqual(['reserved-a', 'reserved-b']);
  const [first] = slots;
  const booked = await bookOffer(placed, first ?? { slotId: '' }, { calendar });
  expect(booked).toMatchObject({ ok: true, booking: { isConfirmed: true, technicianName: null } });
  // The other offer is free for others at once.
  expect([...calendar.reservations]).toEqual(['reserved-a']);
  const { bookings } = await rowsOf(placed);
  expect(bookings).toMatchObject([{ calendarStatus: 'confirmed', calendarRef: 'ref-1', openingRef: 'a' }]);
  expect([...calendar.bookings.keys()]).toEqual([`${bookings[0]?.id}:1`]);
});

test('passes over an opening that is listed but taken when it is reserved', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar(OPENINGS);
  calendar.taken.add('2026-11-24T15:00:00.000Z');
  const slots = await offerSlots(placed, { calendar });
  expect(slots.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([17, 19]);
});

test('what is busy in the other calendar is not offered, with the way from there', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ida');
  const during = { startsAt: new Date('2026-11-24T14:00Z'), endsAt: new Date('2026-11-24T17:45Z') };
  calendar.busy.push({ technicianId, during });
  // Busy until 10:45 and half an hour on the way: too late for the middle of the window from 10 to noon.
  expect((await offerSlot(placed, { calendar })).startsAt).toEqual(new Date('2026-11-24T19:00Z'));
});

test('a slot that the calendar refuses at last is undone here and refused to the caller', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const slot = await offerSlot(placed, { calendar });
  calendar.taken.add(slot.startsAt.toISOString());
  expect(await bookOffer(placed, slot, { calendar })).toEqual({ ok: false, refusal: 'slot-taken' });
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([{ status: 'cancelled', calendarStatus: 'rejected' }]);
  expect(rows.commitments).toEqual([]);
  expect(rows.changes.map(({ kind }) => kind)).toEqual(['booked', 'rejected']);
});

test('a calendar that is away leaves the visit held here, and says so', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar(OPENINGS);
  for (const verb of ['listOpenings', 'book', 'findBooking'] as const) calendar.away.set(verb, 'before');
  const offered = await getSlots(
    placed.ctx,
    { callId: placed.call.id, trade: 'plumbing', zip: '85021' },
    calendar,
  );
  expect(offered).toMatchObject({ ok: true, isTentative: true });
  const booked = await bookOffer(placed, (offered.ok && offered.slots[0]) || { slotId: '' }, { calendar });
  expect(booked).toMatchObject({ ok: true, booking: { isConfirmed: false, technicianName: 'Ida Morales' } });
  expect((await rowsOf(placed)).bookings).toMatchObject([{ status: 'booked', calendarStatus: 'pending' }]);
  expect(await jobsOf(world)).toHaveLength(1);
});

test('a booking whose answer was lost is found again and not made twice', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  calendar.away.set('book', 'afterwards');
  const { booking } = await bookedAt(placed, calendar);
  expect(booking.isConfirmed).toBe(false);
  calendar.away.clear();
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
  expect(calendar.asked.filter((verb) => verb === 'book')).toHaveLength(1);
  expect(calendar.bookings.size).toBe(1);
  expect((await rowsOf(placed)).bookings).toMatchObject([
    { calendarStatus: 'confirmed', calendarRef: 'ref-1' },
  ]);
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
});

test('tries again until half an hour is over, and then asks a human', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  for (const verb of ['book', 'findBooking'] as const) calendar.away.set(verb, 'before');
  const { booking } = await bookedAt(placed, calendar);
  const confirm = () => confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar);
  await expect(confirm()).rejects.toBeInstanceOf(Conflict);
  world.clock.advance(30 * 60_000 - 1);
  await expect(confirm()).rejects.toBeInstanceOf(Conflict);
  expect(await world.listJobs('dispatch.page-unconfirmed-booking')).toEqual([]);
  world.clock.advance(1);
  expect(await confirm()).toBe('asked-a-human');
  expect(await world.listJobs('dispatch.page-unconfirmed-booking')).toEqual([
    { businessId: placed.ctx.business.id, bookingId: booking.id },
  ]);
});

test('a visit that the calendar refuses after the call is undone, and a human is asked', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  calendar.away.set('book', 'before');
  const { slot, booking } = await bookedAt(placed, calendar);
  calendar.away.clear();
  calendar.taken.add(slot.startsAt.toISOString());
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('asked-a-human');
  expect((await rowsOf(placed)).bookings).toMatchObject([
    { status: 'cancelled', calendarStatus: 'rejected' },
  ]);
});

test('two who bring one booking there at once book it there once', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  calendar.away.set('book', 'before');
  const { booking } = await bookedAt(placed, calendar);
  calendar.away.clear();
  const confirm = () => confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar);
  const results = await Promise.allSettled([confirm(), confirm(), confirm()]);
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(calendar.bookings.size).toBe(1);
  expect(calendar.asked.filter((verb) => verb === 'book')).toHaveLength(2);
});

async function nextSlot(world: DemoWorld, calendar: ReturnType<typeof createScriptedCalendar>) {
  const later = await world.placeCall({ to: 'mesa' });
  return { later, to: await offerSlot(later, { calendar, earliestAt: new Date('2026-11-25T14:00Z') }) };
}

function move(
  later: PlacedCall,
  to: { bookingId: BookingId; slotId: string },
  calendar: ReturnType<typeof createScriptedCalendar>,
) {
  return rescheduleBooking(later.ctx, { ...to, callId: later.call.id }, calendar);
}

test('a move is made there under a new key, and the earlier time is free afterwards', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { booking } = await bookedAt(placed, calendar);
  const { later, to } = await nextSlot(world, calendar);
  const moved = await move(later, { bookingId: booking.id, slotId: to.slotId }, calendar);
  expect(moved).toMatchObject({ ok: true, booking: { id: booking.id, isConfirmed: true } });
  expect([...calendar.bookings.keys()]).toEqual([`${booking.id}:2`]);
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([
    { startsAt: to.startsAt, calendarRef: 'ref-2', previousHoldId: null },
  ]);
  expect(rows.commitments).toMatchObject([{ bookingId: booking.id, during: { startsAt: to.startsAt } }]);
});

test('a move that the calendar refuses leaves the visit where it was, here and there', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { slot, booking } = await bookedAt(placed, calendar);
  const { later, to } = await nextSlot(world, calendar);
  calendar.taken.add(to.startsAt.toISOString());
  expect(await move(later, { bookingId: booking.id, slotId: to.slotId }, calendar)).toEqual({
    ok: false,
    refusal: 'slot-taken',
  });
  const rows = await rowsOf(placed);
  expect(rows.bookings).toMatchObject([
    { status: 'booked', startsAt: slot.startsAt, calendarStatus: 'confirmed', calendarRef: 'ref-1' },
  ]);
  expect(rows.commitments).toMatchObject([{ bookingId: booking.id, during: { startsAt: slot.startsAt } }]);
  expect(rows.changes.map(({ kind }) => kind)).toEqual(['booked', 'moved', 'moved-back']);
});

test('while a move waits for the calendar nobody gets the earlier time', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { slot, booking } = await bookedAt(placed, calendar);
  const { later, to } = await nextSlot(world, calendar);
  calendar.away.set('reschedule', 'before');
  expect(await move(later, { bookingId: booking.id, slotId: to.slotId }, calendar)).toMatchObject({
    ok: true,
    booking: { isConfirmed: false },
  });
  const rival = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  expect((await offerSlot(rival, { calendar })).startsAt).not.toEqual(slot.startsAt);
  calendar.away.clear();
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
  expect((await offerSlot(rival, { calendar })).startsAt).toEqual(slot.startsAt);
});

test('in one call another slot moves the visit there too, and a refused one leaves it', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const [first, second, third] = await offerSlots(placed, { calendar, limit: 3 });
  if (!first || !second || !third) throw new Error('Three windows should be free');
  const booked = await bookOffer(placed, first, { calendar });
  const moved = await bookOffer(placed, second, { calendar });
  expect(moved).toMatchObject({
    ok: true,
    booking: { id: booked.ok && booked.booking.id, movedFrom: first.speakable },
  });
  calendar.taken.add(third.startsAt.toISOString());
  expect(await bookOffer(placed, third, { calendar })).toEqual({ ok: false, refusal: 'slot-taken' });
  expect((await rowsOf(placed)).bookings).toMatchObject([{ status: 'booked', startsAt: second.startsAt }]);
  expect(calendar.bookings.size).toBe(1);
});

test('a visit is cancelled there too, even one whose booking there nobody heard of', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  calendar.away.set('book', 'afterwards');
  const { booking } = await bookedAt(placed, calendar);
  expect(calendar.bookings.size).toBe(1);
  const cancelling = { bookingId: booking.id, callId: placed.call.id, agreedFeeCents: 0 };
  expect(await cancelBooking(placed.ctx, cancelling, calendar)).toMatchObject({ ok: true, feeCents: 0 });
  expect(calendar.bookings.size).toBe(0);
  expect((await rowsOf(placed)).bookings).toMatchObject([
    { status: 'cancelled', calendarStatus: 'confirmed' },
  ]);
});

test('a cancellation that the calendar does not hear is brought there later', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { booking } = await bookedAt(placed, calendar);
  calendar.away.set('cancel', 'before');
  const cancelling = { bookingId: booking.id, callId: placed.call.id, agreedFeeCents: 0 };
  expect(await cancelBooking(placed.ctx, cancelling, calendar)).toMatchObject({ ok: true });
  expect(calendar.bookings.size).toBe(1);
  calendar.away.clear();
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
  expect(calendar.bookings.size).toBe(0);
});

test('a visit that is cancelled while theirs is being asked does not stay there', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { book } = calendar;
  calendar.book = async (appointment, key) => {
    const { bookingId } = appointment;
    await cancelBooking(placed.ctx, { bookingId, callId: null, agreedFeeCents: 0 }, calendar);
    return book(appointment, key);
  };
  const { booking } = await bookedAt(placed, calendar);
  expect(booking.isConfirmed).toBe(false);
  expect(calendar.bookings.size).toBe(1);
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
  expect(calendar.bookings.size).toBe(0);
  expect((await rowsOf(placed)).bookings).toMatchObject([
    { status: 'cancelled', calendarStatus: 'confirmed' },
  ]);
});

test('a visit that is moved while theirs is being asked stands there once, where it was moved to', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const { later, to } = await nextSlot(world, calendar);
  const { book } = calendar;
  calendar.book = async (appointment, key) => {
    calendar.book = book;
    const { bookingId } = appointment;
    await move(later, { bookingId, slotId: to.slotId }, calendar);
    return book(appointment, key);
  };
  const { booking } = await bookedAt(placed, calendar);
  expect(booking.isConfirmed).toBe(false);
  expect(await confirmWithCalendar(placed.ctx, { bookingId: booking.id }, calendar)).toBe('settled');
  expect((await rowsOf(placed)).bookings).toMatchObject([
    { startsAt: to.startsAt, calendarStatus: 'confirmed' },
  ]);
  expect([...calendar.bookings.values()].map(({ startsAt }) => startsAt)).toEqual([to.startsAt]);
});

test.each(['book', 'reschedule'] as const)(
  'a visit whose answer to %s was lost is moved again and stands there once',
  async (verb) => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall({ to: 'mesa' });
    const calendar = createScriptedCalendar();
    if (verb === 'book') calendar.away.set('book', 'afterwards');
    const { booking } = await bookedAt(placed, calendar);
    const first = await nextSlot(world, calendar);
    if (verb === 'reschedule') calendar.away.set('reschedule', 'afterwards');
    await move(first.later, { bookingId: booking.id, slotId: first.to.slotId }, calendar);
    calendar.away.clear();
    const second = await nextSlot(world, calendar);
    const moving = { bookingId: booking.id, slotId: second.to.slotId };
    expect(await move(second.later, moving, calendar)).toMatchObject({
      ok: true,
      booking: { isConfirmed: true },
    });
    expect([...calendar.bookings.values()].map(({ startsAt }) => startsAt)).toEqual([second.to.startsAt]);
  },
);
