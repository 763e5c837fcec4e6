import { generateKeyPairSync } from 'node:crypto';
import type { ExternalOpening } from '@afterhourfix/domain';
import { VendorError } from '@afterhourfix/foundation';
import { readGoogleChanges } from '@afterhourfix/integrations/google-calendar';
import { afterEach, expect, test } from 'vitest';
import { BOOKING_ID, hoursAfter, KEY, MORNING, toAppointment } from './calcom-world.ts';
import {
  CALENDAR_OF_COLLEAGUE,
  CALENDAR_OF_TECHNICIAN,
  COLLEAGUE,
  type GoogleWorld,
  startGoogleWorld,
  TECHNICIAN,
} from './google-world.ts';

const opened: GoogleWorld[] = [];

async function start(options?: Parameters<typeof startGoogleWorld>[0]): Promise<GoogleWorld> {
  const world = await startGoogleWorld(options);
  opened.push(world);
  return world;
}

afterEach(async () => {
  for (const world of opened.splice(0)) {
    expect(world.simulator.unexpected).toEqual([]);
    await world[Symbol.asyncDispose]();
  }
});

const VISIT = toAppointment({ technicianId: TECHNICIAN });
const WHOLE_DAY = { from: MORNING, until: hoursAfter(MORNING, 24), technicianIds: [TECHNICIAN] };
const lunch = { calendarId: CALENDAR_OF_TECHNICIAN, id: 'lunch' };

const toOpening = (startsAt: Date, technicianId = TECHNICIAN): ExternalOpening => ({
  startsAt,
  endsAt: hoursAfter(startsAt, 2),
  ref: '',
  technicianId,
});

async function book(world: GoogleWorld): Promise<string> {
  const booked = await world.calendar.book(VISIT, KEY);
  if (!booked.ok) throw new Error(`Refused: ${booked.refusal}`);
  return booked.ref;
}

test("writes the visit into its technician's calendar under our own id", async () => {
  const world = await start();
  await book(world);
  expect(world.simulator.events).toMatchObject([
    {
      calendarId: CALENDAR_OF_TECHNICIAN,
      id: expect.stringMatching(/^ahf[0-9a-f]{64}$/),
      summary: 'Alex Romero: Water heater leaks',
      location: '1412 Hayward Ave, Columbus, 43215',
      properties: { afterhourfixKey: KEY, afterhourfixBookingId: BOOKING_ID },
      start: MORNING,
    },
  ]);
});

test('reads busy times of the asked technicians alone, and has no openings of its own', async () => {
  const world = await start();
  world.simulator.addByHand({ ...lunch, start: MORNING, end: hoursAfter(MORNING, 1) });
  const during = { startsAt: MORNING, endsAt: hoursAfter(MORNING, 1) };
  expect(await world.calendar.listBusy(WHOLE_DAY)).toEqual([{ technicianId: TECHNICIAN, during }]);
  expect(await world.calendar.listBusy({ ...WHOLE_DAY, technicianIds: [COLLEAGUE] })).toEqual([]);
  expect(await world.calendar.listOpenings()).toBeNull();
});

test('a calendar that cannot be read is never taken for free', async () => {
  const world = await start({ calendarIds: [CALENDAR_OF_COLLEAGUE] });
  await expect(world.calendar.listBusy(WHOLE_DAY)).rejects.toThrow('A calendar cannot be read: notFound');
  await expect(world.calendar.book(VISIT, KEY)).rejects.toThrow(VendorError);
});

test('refuses a time at which the calendar is busy', async () => {
  const world = await start();
  world.simulator.addByHand({ ...lunch, start: hoursAfter(MORNING, 1), end: hoursAfter(MORNING, 3) });
  expect(await world.calendar.book(VISIT, KEY)).toMatchObject({ ok: false, refusal: 'slot-taken' });
});

test('writes once although the answer was lost, and a second try gets the first', async () => {
  const world = await start();
  world.simulator.failNext('lost-answer', { request: /^POST .*events$/ });
  const ref = await book(world);
  expect(await book(world)).toBe(ref);
  expect(await world.calendar.findBooking(KEY)).toBe(ref);
  expect(world.simulator.events).toHaveLength(1);
});

test('brings a deleted event back when the same visit is booked again', async () => {
  const world = await start();
  const ref = await book(world);
  await world.calendar.cancel({ ref, reason: '' });
  expect(await world.calendar.findBooking(KEY)).toBeNull();
  expect(await book(world)).toBe(ref);
  expect(world.simulator.events).toMatchObject([{ status: 'confirmed' }]);
});

test('moves a visit in time, also into time that overlaps its own', async () => {
  const world = await start();
  const ref = await book(world);
  const move = { ref, to: toOpening(hoursAfter(MORNING, 1)), key: `${KEY}:2` };
  expect(await world.calendar.reschedule(move)).toEqual({ ok: true, ref });
  expect(world.simulator.events).toMatchObject([
    { start: hoursAfter(MORNING, 1), end: hoursAfter(MORNING, 3) },
  ]);
  expect(await world.calendar.findBooking(`${KEY}:2`)).toBe(ref);
});

test("moves a visit to a colleague's calendar, also when the first try came only half way", async () => {
  const world = await start();
  const ref = await book(world);
  const move = { ref, to: toOpening(hoursAfter(MORNING, 4), COLLEAGUE), key: KEY };
  world.simulator.failNext('unavailable', { request: /^PATCH/ });
  await expect(world.calendar.reschedule(move)).rejects.toThrow(VendorError);
  const moved = await world.calendar.reschedule(move);
  expect(world.simulator.events).toMatchObject([
    { calendarId: CALENDAR_OF_COLLEAGUE, start: hoursAfter(MORNING, 4) },
  ]);
  expect(await world.calendar.findBooking(KEY)).toBe(moved.ok && moved.ref);
});

test('a token is asked for once in an hour, and again when the vendor takes it no more', async () => {
  const world = await start();
  await world.calendar.listBusy(WHOLE_DAY);
  await world.calendar.listBusy(WHOLE_DAY);
  expect(world.simulator.tokensGiven()).toBe(1);
  world.clock.advance(3_600_000);
  await world.calendar.listBusy(WHOLE_DAY);
  expect(world.simulator.tokensGiven()).toBe(2);
  world.simulator.failNext('token-refused');
  await world.calendar.listBusy(WHOLE_DAY);
  expect(world.simulator.tokensGiven()).toBe(3);
});

test.each(['limited', 'unavailable'] as const)(
  'says that the vendor is away when it is %s',
  async (fault) => {
    const world = await start();
    world.simulator.failNext(fault);
    await expect(world.calendar.listBusy(WHOLE_DAY)).rejects.toMatchObject({ isRetryable: true });
  },
);

test('an assertion signed with another key gets no token', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const world = await start({ signingKey: privateKey });
  await expect(world.calendar.listBusy(WHOLE_DAY)).rejects.toThrow('No token was given: 400');
});

test('tells what was moved and deleted by hand since the last reading, of our own visits only', async () => {
  const world = await start();
  const ref = await book(world);
  const [event] = world.simulator.events;
  const where = { calendarId: CALENDAR_OF_TECHNICIAN, id: event?.id ?? '' };
  for (const id of ['lunch', 'dentist', 'school'])
    world.simulator.addByHand({ ...where, id, start: hoursAfter(MORNING, 8), end: hoursAfter(MORNING, 9) });
  const ask = (syncToken: string | null) =>
    readGoogleChanges(world.client, { ...lunch, syncToken, now: world.clock.now() });
  const first = await ask(null);
  expect(first.changes).toMatchObject([{ ref, bookingId: BOOKING_ID, state: 'standing', startsAt: MORNING }]);
  expect((await ask(first.token)).changes).toEqual([]);
  world.clock.advance(60_000);
  world.simulator.moveByHand({ ...where, start: hoursAfter(MORNING, 2), end: hoursAfter(MORNING, 4) });
  const second = await ask(first.token);
  const changedAt = world.clock.now();
  expect(second.changes).toMatchObject([{ ref, startsAt: hoursAfter(MORNING, 2), changedAt }]);
  world.simulator.removeByHand(where);
  expect((await ask(second.token)).changes).toMatchObject([{ ref, state: 'cancelled' }]);
});

test('begins anew when the vendor has forgotten where we were', async () => {
  const world = await start();
  const ref = await book(world);
  const ask = (syncToken: string | null) =>
    readGoogleChanges(world.client, { ...lunch, syncToken, now: world.clock.now() });
  const { token, isWhole } = await ask(null);
  expect(isWhole).toBe(true);
  expect(await ask(token)).toMatchObject({ changes: [], isWhole: false });
  world.simulator.forgetSyncTokens();
  expect(await ask(token)).toMatchObject({ changes: [{ ref }], isWhole: true });
});

test('a correction rewrites what the event says, and leaves its time and its keys', async () => {
  const world = await start();
  const ref = await book(world);
  const appointment = { ...VISIT, name: 'Alec Romero', addressLine: '9 Elm Ave', problem: 'It bursts' };
  world.simulator.failNext('lost-answer', { request: /^PATCH/ });
  await expect(world.calendar.correct({ ref, appointment })).rejects.toThrow(VendorError);
  expect(await world.calendar.correct({ ref, appointment })).toEqual({ ok: true, unwritten: [] });
  expect(world.simulator.events).toMatchObject([
    {
      summary: 'Alec Romero: It bursts',
      location: '9 Elm Ave, Columbus, 43215',
      start: MORNING,
      properties: { afterhourfixKey: KEY },
    },
  ]);
});
