import type { ExternalOpening } from '@afterhourfix/domain';
import { VendorError } from '@afterhourfix/foundation';
import { CalcomClient, findSetupFaults } from '@afterhourfix/integrations/calcom';
import { afterEach, expect, test } from 'vitest';
import {
  BOOKING_ID,
  CALL_ID,
  type CalcomWorld,
  type CalcomWorldOptions,
  HEATING,
  hoursAfter,
  KEY,
  MORNING,
  PLUMBING,
  startCalcomWorld,
  toAppointment,
} from './calcom-world.ts';

const opened: CalcomWorld[] = [];

async function start(options?: CalcomWorldOptions): Promise<CalcomWorld> {
  const world = await startCalcomWorld(options);
  opened.push(world);
  return world;
}

afterEach(async () => {
  for (const world of opened.splice(0)) {
    expect(world.simulator.unexpected).toEqual([]);
    await world[Symbol.asyncDispose]();
  }
});

const WHOLE_DAY = { from: MORNING, until: hoursAfter(MORNING, 24), trade: 'plumbing' } as const;

async function firstOpening({ calendar }: CalcomWorld): Promise<ExternalOpening> {
  const [opening] = await calendar.listOpenings(WHOLE_DAY);
  if (!opening) throw new Error('Nothing is open');
  return opening;
}

const toOpening = (startsAt: Date, eventTypeId = PLUMBING): ExternalOpening => ({
  startsAt,
  endsAt: hoursAfter(startsAt, 2),
  ref: `${eventTypeId}@${startsAt.toISOString()}`,
  technicianId: null,
});

async function failureOf(promise: Promise<unknown>): Promise<VendorError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof VendorError)) throw new Error('No VendorError was thrown');
  return error;
}

const timesIn = (world: CalcomWorld, request: string) =>
  world.simulator.requests.filter((made) => made === request).length;

test('books with our key, the address, the fields of the event type and an address for mail of its own', async () => {
  const world = await start({
    eventType: { bookingFields: [{ slug: 'trouble', type: 'textarea', required: true }] },
    settings: { fields: { trouble: 'problem' } },
  });
  const opening = await firstOpening(world);
  const booked = await world.calendar.book(toAppointment({ openingRef: opening.ref }), KEY);
  expect(world.simulator.bookings).toMatchObject([
    {
      uid: booked.ok && booked.ref,
      eventTypeId: PLUMBING,
      start: MORNING,
      location: '1412 Hayward Ave, Columbus, 43215',
      fields: { trouble: 'Water heater leaks' },
      metadata: { afterhourfixKey: KEY, callId: CALL_ID, bookingId: BOOKING_ID },
      attendee: { email: expect.stringMatching(/^visit-[0-9a-f]{24}@visits\.example\.com$/) },
    },
  ]);
});

test("keeps the caller's own address for mail, and still finds the booking by our key", async () => {
  const world = await start();
  const booked = await world.calendar.book(toAppointment({ email: 'alex@example.com' }), KEY);
  expect(world.simulator.bookings[0]?.attendee.email).toBe('alex@example.com');
  expect(await world.calendar.findBooking(KEY)).toBe(booked.ok && booked.ref);
  expect(await world.calendar.findBooking('another key')).toBeNull();
});

test('finds a booking behind more than a page of others', async () => {
  const world = await start({ eventType: { hosts: 500 } });
  const booked = await world.calendar.book(toAppointment({ email: 'alex@example.com' }), KEY);
  for (let count = 0; count < 110; count += 1) {
    world.clock.advance(1_000);
    await world.calendar.book(toAppointment({ email: 'others@example.com' }), `other ${count}`);
  }
  expect(await world.calendar.findBooking(KEY)).toBe(booked.ok && booked.ref);
});

test('lists what the vendor would take, for the asked trade and span, once in a few seconds', async () => {
  const world = await start();
  expect((await world.calendar.listOpenings(WHOLE_DAY)).map(({ startsAt }) => startsAt)).toEqual(
    [0, 2, 4, 6].map((hours) => hoursAfter(MORNING, hours)),
  );
  const late = await world.calendar.listOpenings({ ...WHOLE_DAY, from: hoursAfter(MORNING, 5) });
  expect(late).toMatchObject([
    { startsAt: hoursAfter(MORNING, 6), ref: toOpening(hoursAfter(MORNING, 6)).ref },
  ]);
  expect(await world.calendar.listOpenings({ ...WHOLE_DAY, trade: 'roofing' })).toEqual([]);
  const asked = timesIn(world, 'GET /v2/slots');
  await world.calendar.listOpenings(WHOLE_DAY);
  expect(timesIn(world, 'GET /v2/slots')).toBe(asked);
  world.clock.advance(6_000);
  await world.calendar.listOpenings(WHOLE_DAY);
  expect(timesIn(world, 'GET /v2/slots')).toBe(asked + 1);
});

test('a slot that is listed free but taken is refused as taken', async () => {
  const world = await start();
  world.simulator.takeUnseen(PLUMBING, MORNING);
  const opening = await firstOpening(world);
  expect(opening.startsAt).toEqual(MORNING);
  expect(await world.calendar.book(toAppointment({ openingRef: opening.ref }), KEY)).toMatchObject({
    ok: false,
    refusal: 'slot-taken',
    detail: 'User either already has booking at this time or is not available',
  });
});

test.each([
  ['nobody of a team is left (409)', { hosts: 2 }, 'no_available_users_found_error'],
  [
    'the only host is busy (400)',
    { hosts: 1 },
    'User either already has booking at this time or is not available',
  ],
])('a time is refused as taken when %s', async (_name, eventType, detail) => {
  const world = await start({ eventType });
  for (let host = 0; host < eventType.hosts; host += 1)
    expect(await world.calendar.book(toAppointment(), `earlier ${host}`)).toMatchObject({ ok: true });
  expect(await world.calendar.book(toAppointment(), KEY)).toEqual({
    ok: false,
    refusal: 'slot-taken',
    detail,
  });
});

test('a field that is missing is a rejection and not a taken slot', async () => {
  const world = await start({
    eventType: { bookingFields: [{ slug: 'gate-code', type: 'text', required: true }] },
  });
  expect(await world.calendar.book(toAppointment(), KEY)).toEqual({
    ok: false,
    refusal: 'rejected',
    detail: 'responses - {gate-code}error_required_field',
  });
});

test('a trade without an event type is rejected without asking', async () => {
  const world = await start();
  expect(await world.calendar.book(toAppointment({ trade: 'roofing' }), KEY)).toMatchObject({
    refusal: 'rejected',
  });
  expect(world.simulator.requests).toEqual([]);
});

test.each(['failed-after-success', 'lost-answer'] as const)(
  'books once although the vendor did the work and then failed (%s), and has hosts to spare',
  async (fault) => {
    const world = await start({ eventType: { hosts: 3 } });
    world.simulator.failNext(fault, { request: /^POST .*bookings$/ });
    const booked = await world.calendar.book(toAppointment(), KEY);
    expect(booked).toEqual({ ok: true, ref: world.simulator.bookings[0]?.uid });
    expect(world.simulator.bookings).toHaveLength(1);
  },
);

test('a time that we have taken ourselves is ours: a late second try gets the booking of the first', async () => {
  const world = await start();
  const first = await world.calendar.book(toAppointment(), KEY);
  expect(await world.calendar.book(toAppointment(), KEY)).toEqual(first);
  expect(world.simulator.bookings).toHaveLength(1);
});

test.each(['unavailable', 'broken-connection', 'no-answer'] as const)(
  'says that the vendor is away when it is (%s), and books nothing',
  async (fault) => {
    const world = await start({ timeoutMs: 150 });
    world.simulator.failNext(fault, { request: /^POST/ });
    expect(await failureOf(world.calendar.book(toAppointment(), KEY))).toMatchObject({ isRetryable: true });
    expect(world.simulator.bookings).toEqual([]);
    expect(await world.calendar.book(toAppointment(), KEY)).toMatchObject({ ok: true });
  },
);

test('asks nothing more until the pause is over that a 429 wants', async () => {
  const world = await start();
  world.simulator.failNext('too-many');
  expect(await failureOf(world.calendar.listOpenings(WHOLE_DAY))).toMatchObject({ retryAfterMs: 12_000 });
  world.clock.advance(7_000);
  expect(await failureOf(world.calendar.listOpenings(WHOLE_DAY))).toMatchObject({ retryAfterMs: 5_000 });
  expect(timesIn(world, 'GET /v2/slots')).toBe(1);
  world.clock.advance(5_000);
  expect(await world.calendar.listOpenings(WHOLE_DAY)).toHaveLength(4);
});

test('the limit of 120 requests in a minute is met with a pause', async () => {
  const world = await start();
  for (let count = 0; count < 120; count += 1) await world.client.getEventType(PLUMBING);
  expect(await failureOf(world.client.getEventType(PLUMBING))).toMatchObject({ isRetryable: true });
  world.clock.advance(61_000);
  expect(await world.client.getEventType(PLUMBING)).toMatchObject({ ok: true });
});

test('a wrong key is a failure that an operator mends', async () => {
  const world = await start();
  const stranger = new CalcomClient({ apiUrl: world.simulator.url, apiKey: 'wrong', clock: world.clock });
  expect(await failureOf(stranger.getEventType(PLUMBING))).toMatchObject({ isRetryable: true });
});

test('a reservation takes the slot from everybody else and gives it back', async () => {
  const world = await start();
  const opening = await firstOpening(world);
  const reserved = await world.calendar.reserve(opening, hoursAfter(world.clock.now(), 0.1));
  expect((await firstOpening(world)).startsAt).toEqual(hoursAfter(MORNING, 2));
  expect(await world.calendar.reserve(opening, hoursAfter(world.clock.now(), 0.1))).toEqual({
    ok: false,
    refusal: 'slot-taken',
  });
  await world.calendar.releaseReservation((reserved.ok && reserved.reservationRef) || '');
  expect((await firstOpening(world)).startsAt).toEqual(MORNING);
});

test.each([true, false])(
  'books what it has reserved, whether or not reservations block bookings (%s)',
  async (doReservationsBlockBookings) => {
    const world = await start({ doReservationsBlockBookings });
    const opening = await firstOpening(world);
    await world.calendar.reserve(opening, hoursAfter(world.clock.now(), 0.1));
    const booked = await world.calendar.book(toAppointment({ openingRef: opening.ref }), KEY);
    expect(booked).toMatchObject({ ok: true });
  },
);

test('moves a booking, which gets a new uid, and is still found by its old one', async () => {
  const world = await start();
  const booked = await world.calendar.book(toAppointment(), KEY);
  const ref = booked.ok ? booked.ref : '';
  const later = toOpening(hoursAfter(MORNING, 2));
  const moved = await world.calendar.reschedule({ ref, to: later, key: KEY });
  expect(moved).toMatchObject({ ok: true });
  expect(moved.ok && moved.ref).not.toBe(ref);
  expect(await world.calendar.reschedule({ ref, to: later, key: KEY })).toEqual(moved);
  expect(await world.calendar.findBooking(KEY)).toBe(moved.ok && moved.ref);
  expect(await world.calendar.cancel({ ref, reason: 'No need' })).toEqual({ ok: true });
  expect(world.simulator.bookings.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
});

test.each(['failed-after-success', 'lost-answer'] as const)(
  'moves once although the vendor did the work and then failed (%s)',
  async (fault) => {
    const world = await start();
    const booked = await world.calendar.book(toAppointment(), KEY);
    world.simulator.failNext(fault, { request: /reschedule$/ });
    const to = toOpening(hoursAfter(MORNING, 2));
    const moved = await world.calendar.reschedule({ ref: booked.ok ? booked.ref : '', to, key: KEY });
    expect(moved).toEqual({ ok: true, ref: world.simulator.bookings[1]?.uid });
    expect(world.simulator.bookings).toHaveLength(2);
  },
);

test('a move to a taken time leaves the booking where it was', async () => {
  const world = await start();
  const booked = await world.calendar.book(toAppointment(), KEY);
  await world.calendar.book(toAppointment({ startsAt: hoursAfter(MORNING, 2) }), 'another');
  const move = { ref: booked.ok ? booked.ref : '', to: toOpening(hoursAfter(MORNING, 2)), key: KEY };
  expect(await world.calendar.reschedule(move)).toMatchObject({ ok: false, refusal: 'slot-taken' });
  expect(await world.calendar.findBooking(KEY)).toBe(move.ref);
});

test('a booking does not move into another event type', async () => {
  const world = await start();
  const booked = await world.calendar.book(toAppointment(), KEY);
  const to = toOpening(hoursAfter(MORNING, 2), HEATING);
  const move = { ref: booked.ok ? booked.ref : '', to, key: KEY };
  expect(await world.calendar.reschedule(move)).toMatchObject({ ok: false, refusal: 'rejected' });
});

test('cancelling twice, or after a lost answer, is cancelled; what nobody knows is unknown', async () => {
  const world = await start();
  const booked = await world.calendar.book(toAppointment(), KEY);
  const request = { ref: booked.ok ? booked.ref : '', reason: 'Fixed it myself' };
  world.simulator.failNext('lost-answer', { request: /cancel$/ });
  expect(await world.calendar.cancel(request)).toEqual({ ok: true });
  expect(await world.calendar.cancel(request)).toEqual({ ok: true });
  expect(world.simulator.bookings).toMatchObject([
    { status: 'cancelled', cancellationReason: 'Fixed it myself' },
  ]);
  expect(await world.calendar.cancel({ ref: 'nobody', reason: '' })).toEqual({
    ok: false,
    refusal: 'unknown-booking',
  });
});

test('tells at setup what would refuse every booking', async () => {
  const world = await start({
    eventType: {
      bookingFields: [
        { slug: 'gate-code', type: 'text', required: true },
        { slug: 'pets', type: 'boolean', required: false },
      ],
      locations: [{ type: 'link' }],
    },
    settings: {
      eventTypes: [PLUMBING, 99].map((eventTypeId) => ({
        eventTypeId,
        trades: ['plumbing'],
        technicianId: null,
      })),
    },
  });
  expect(await findSetupFaults(world.client, world.settings)).toEqual([
    'Event type 11 requires the field gate-code (text)',
    "Event type 11 does not offer the attendee's address as its location",
    'Event type 99 cannot be read: Event type with id 99 not found',
  ]);
});

test('a correction changes the location, adds the customer as they are called now, and says what cannot be written', async () => {
  const world = await start({
    eventType: { bookingFields: [{ slug: 'problem', type: 'text', required: true }] },
    settings: { fields: { problem: 'problem' } },
  });
  const booked = await world.calendar.book(toAppointment(), KEY);
  const ref = booked.ok ? booked.ref : '';
  const appointment = toAppointment({ name: 'Alec Romero', addressLine: '9 Elm Ave', problem: 'It bursts' });
  world.simulator.failNext('lost-answer', { request: /attendees$/ });
  await expect(world.calendar.correct({ ref, appointment })).rejects.toThrow(VendorError);
  const corrected = { ok: true, unwritten: ['problem'] };
  expect(await world.calendar.correct({ ref, appointment })).toEqual(corrected);
  expect(await world.calendar.correct({ ref, appointment })).toEqual(corrected);
  expect(world.simulator.bookings).toMatchObject([
    {
      uid: ref,
      status: 'accepted',
      location: '9 Elm Ave, Columbus, 43215',
      attendee: { name: 'Alex Romero' },
      furtherAttendees: [{ name: 'Alec Romero', phoneNumber: '+16145550107' }],
    },
  ]);
});
