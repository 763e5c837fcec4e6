import { Conflict } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createScriptedCalendar } from '../testing/scripted-calendar.ts';
import { bookOffer, offerSlot } from '../testing/visits.ts';
import { confirmWithCalendar, correctInCalendar } from './index.ts';

const LIMIT_MS = 30 * 60_000;

async function bookVisit(world: DemoWorld, calendar: ReturnType<typeof createScriptedCalendar> | null) {
  const placed = await world.placeCall({ to: 'mesa' });
  const its = calendar ? { calendar } : {};
  const slot = await offerSlot(placed, its);
  const booked = await bookOffer(placed, slot, its);
  if (!booked.ok) throw new Error(booked.refusal);
  const { id: bookingId } = booked.booking;
  const say = async (change: Parameters<typeof bookOffer>[2]) =>
    expect(await bookOffer(placed, slot, { ...its, ...change })).toMatchObject({
      ok: true,
      booking: { id: bookingId, isConfirmed: booked.booking.isConfirmed },
    });
  const saidAt = world.clock.now();
  const bring = () => correctInCalendar(placed.ctx, { bookingId, saidAt }, calendar);
  const listJobs = () => world.listJobs('booking.correct-in-calendar');
  return { placed, bookingId, saidAt, say, bring, listJobs };
}

test('what a caller corrects about a visit that stands there is brought there by a job, as it is then', async () => {
  await using world = await createDemoWorld();
  const calendar = createScriptedCalendar();
  const { placed, bookingId, saidAt, say, bring, listJobs } = await bookVisit(world, calendar);
  await say({ name: 'Alec Romero', addressLine: '1412 E Hayward Ave' });
  expect(calendar.asked).not.toContain('correct');
  const { id: businessId } = placed.ctx.business;
  expect(await listJobs()).toEqual([{ businessId, bookingId, saidAt: saidAt.toISOString() }]);
  await say({ name: 'Alec Romero', addressLine: '1412 E Hayward Ave', problem: 'It bursts' });
  expect(await bring()).toBe('corrected');
  expect(await bring()).toBe('corrected');
  expect([...calendar.bookings.values()].map(({ appointment }) => appointment)).toMatchObject([
    { name: 'Alec Romero', addressLine: '1412 E Hayward Ave', problem: 'It bursts' },
  ]);
  const told = (await world.listJobs('crm.queue-news')).filter(
    (news) => Object(news).event === 'booking.updated',
  );
  expect(told).toHaveLength(2);
});

test('what was said before already is corrected nowhere, and a visit in our calendar alone asks nobody', async () => {
  await using world = await createDemoWorld();
  const { say, bring, listJobs } = await bookVisit(world, null);
  await say({});
  await say({ name: 'Alec Romero' });
  expect(await listJobs()).toEqual([]);
  expect(await bring()).toBe('nothing');
});

test('a correction waits until the calendar has taken the visit, which then stands there as corrected', async () => {
  await using world = await createDemoWorld();
  const calendar = createScriptedCalendar();
  calendar.away.set('book', 'afterwards').set('findBooking', 'before');
  const { placed, bookingId, say, bring } = await bookVisit(world, calendar);
  await say({ name: 'Alec Romero' });
  await expect(bring()).rejects.toBeInstanceOf(Conflict);
  calendar.away.clear();
  await confirmWithCalendar(placed.ctx, { bookingId }, calendar);
  expect(await bring()).toBe('corrected');
  expect([...calendar.bookings.values()]).toMatchObject([{ appointment: { name: 'Alec Romero' } }]);
});

test('a correction that is overtaken by another one is not the last to reach the calendar', async () => {
  await using world = await createDemoWorld();
  const calendar = createScriptedCalendar();
  const { say, bring } = await bookVisit(world, calendar);
  await say({ name: 'Alec Romero' });
  const correct = calendar.correct;
  calendar.correct = async (request) => {
    await say({ name: 'Alexa Romero' });
    calendar.correct = correct;
    return correct(request);
  };
  await expect(bring()).rejects.toBeInstanceOf(Conflict);
  expect(await bring()).toBe('corrected');
  expect([...calendar.bookings.values()]).toMatchObject([{ appointment: { name: 'Alexa Romero' } }]);
});

test('a calendar that is away for half an hour has a human told, and the visit stands', async () => {
  await using world = await createDemoWorld();
  const calendar = createScriptedCalendar();
  const { placed, bookingId, say, bring } = await bookVisit(world, calendar);
  await say({ addressLine: '1412 E Hayward Ave' });
  calendar.away.set('correct', 'before');
  world.clock.advance(LIMIT_MS - 1);
  await expect(bring()).rejects.toThrow('does not answer');
  world.clock.advance(1);
  expect(await bring()).toBe('asked-a-human');
  expect(await world.listJobs('dispatch.page-unconfirmed-booking')).toEqual([
    { businessId: placed.ctx.business.id, bookingId },
  ]);
});

test('of a visit that somebody deleted there the news tell, and nobody makes it anew', async () => {
  await using world = await createDemoWorld();
  const calendar = createScriptedCalendar();
  const { say, bring } = await bookVisit(world, calendar);
  await say({ name: 'Alec Romero' });
  calendar.bookings.clear();
  expect(await bring()).toBe('gone');
  expect(calendar.bookings.size).toBe(0);
});
