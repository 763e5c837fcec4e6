import type { ExternalAppointment, ExternalCalendar, ExternalOpening } from '@afterhourfix/domain';
import { type ManualClock, VendorError } from '@afterhourfix/foundation';
import { describe, expect, test } from 'vitest';
import { hoursAfter, MORNING, PLUMBING, startCalcomWorld, toAppointment } from './calcom-world.ts';
import { startFeedWorld } from './feed-world.ts';
import { CALENDAR_OF_TECHNICIAN, startGoogleWorld, TECHNICIAN } from './google-world.ts';

/** What every calendar of somebody else's keeps to, and in which one they differ. */
interface Kind {
  name: ExternalCalendar['kind'];
  /** Says itself when it would take a visit; the others tell busy times only. */
  hasOpenings: boolean;
  /** Keeps an opening for us for a while; at the others our own hold does. */
  hasReservations: boolean;
  /** Holds the visits itself; a feed is only read, and our visits stand in one of ours. */
  holdsBookings: boolean;
  start(): Promise<World>;
}

interface World extends AsyncDisposable {
  calendar: ExternalCalendar;
  clock: ManualClock;
  /** Somebody else fills the time. */
  fill(startsAt: Date, endsAt: Date): void;
  /** No answer but failures from now on. */
  goAway(): void;
}

const ALWAYS = { times: 1_000 };

const KINDS: Kind[] = [
  {
    name: 'calcom',
    hasOpenings: true,
    hasReservations: true,
    holdsBookings: true,
    async start() {
      const { calendar, clock, simulator } = await startCalcomWorld();
      return {
        calendar,
        clock,
        fill: (startsAt) => simulator.takeUnseen(PLUMBING, startsAt),
        goAway: () => simulator.failNext('unavailable', ALWAYS),
        async [Symbol.asyncDispose]() {
          expect(simulator.unexpected).toEqual([]);
          await simulator[Symbol.asyncDispose]();
        },
      };
    },
  },
  {
    name: 'google',
    hasOpenings: false,
    hasReservations: false,
    holdsBookings: true,
    async start() {
      const { calendar, clock, simulator } = await startGoogleWorld();
      return {
        calendar,
        clock,
        fill: (start, end) =>
          simulator.addByHand({
            calendarId: CALENDAR_OF_TECHNICIAN,
            id: `ahu${start.getTime()}`,
            start,
            end,
          }),
        goAway: () => simulator.failNext('unavailable', ALWAYS),
        async [Symbol.asyncDispose]() {
          expect(simulator.unexpected).toEqual([]);
          await simulator[Symbol.asyncDispose]();
        },
      };
    },
  },
  {
    name: 'ical',
    hasOpenings: false,
    hasReservations: false,
    holdsBookings: false,
    async start() {
      const world = await startFeedWorld();
      return { ...world, fill: world.addBusy, goAway: () => world.setAway(true) };
    },
  },
];

const KEY = 'call:booking:1';
const DAY = { from: MORNING, until: hoursAfter(MORNING, 24) };
const LATER = hoursAfter(MORNING, 4);

const toVisit = (startsAt = MORNING): ExternalAppointment =>
  toAppointment({ startsAt, endsAt: hoursAfter(startsAt, 2), technicianId: TECHNICIAN });

const toOpening = (startsAt: Date): ExternalOpening => ({
  startsAt,
  endsAt: hoursAfter(startsAt, 2),
  ref: `${PLUMBING}@${startsAt.toISOString()}`,
  technicianId: TECHNICIAN,
});

async function book(calendar: ExternalCalendar, startsAt = MORNING): Promise<string> {
  const booked = await calendar.book(toVisit(startsAt), KEY);
  if (!booked.ok) throw new Error(`Refused: ${booked.refusal}`);
  return booked.ref;
}

describe.each(KINDS)('a calendar of the kind $name', (kind) => {
  test('says which kind it is', async () => {
    await using world = await kind.start();
    expect(world.calendar.kind).toBe(kind.name);
  });

  test('lists openings within the asked time if it has any, and otherwise says that it has none', async () => {
    await using world = await kind.start();
    const until = hoursAfter(MORNING, 4);
    const openings = await world.calendar.listOpenings({ trade: 'plumbing', from: MORNING, until });
    if (!kind.hasOpenings) return expect(openings).toBeNull();
    expect(openings?.map(({ startsAt }) => startsAt)).toEqual([MORNING, hoursAfter(MORNING, 2)]);
    expect(new Set(openings?.map(({ ref }) => ref)).size).toBe(2);
  });

  test('tells busy times of the asked technicians unless its openings already leave them out', async () => {
    await using world = await kind.start();
    world.fill(MORNING, hoursAfter(MORNING, 2));
    const busy = await world.calendar.listBusy({ ...DAY, technicianIds: [TECHNICIAN] });
    const during = { startsAt: MORNING, endsAt: hoursAfter(MORNING, 2) };
    expect(busy).toEqual(kind.hasOpenings ? [] : [{ technicianId: TECHNICIAN, during }]);
    expect(await world.calendar.listBusy({ ...DAY, technicianIds: [] })).toEqual([]);
  });

  test('keeps an opening from others for a while if it can, and takes it back', async () => {
    await using world = await kind.start();
    const until = hoursAfter(world.clock.now(), 0.1);
    const reserved = await world.calendar.reserve(toOpening(MORNING), until);
    expect(reserved).toEqual({
      ok: true,
      reservationRef: kind.hasReservations ? expect.any(String) : null,
    });
    const again = await world.calendar.reserve(toOpening(MORNING), until);
    expect(again.ok).toBe(!kind.hasReservations);
    await world.calendar.releaseReservation((reserved.ok && reserved.reservationRef) || 'none');
    expect(await world.calendar.reserve(toOpening(MORNING), until)).toMatchObject({ ok: true });
  });

  test('a reservation ends by itself', async () => {
    await using world = await kind.start();
    await world.calendar.reserve(toOpening(MORNING), hoursAfter(world.clock.now(), 0.1));
    world.clock.advance(7 * 60_000);
    const until = hoursAfter(world.clock.now(), 0.1);
    expect(await world.calendar.reserve(toOpening(MORNING), until)).toMatchObject({ ok: true });
  });

  test('books once under one key, however often it is asked', async () => {
    await using world = await kind.start();
    const ref = await book(world.calendar);
    expect(await book(world.calendar)).toBe(ref);
  });

  test('finds a booking by its key if it holds bookings', async () => {
    await using world = await kind.start();
    expect(await world.calendar.findBooking(KEY)).toBeNull();
    const ref = await book(world.calendar);
    expect(await world.calendar.findBooking(KEY)).toBe(kind.holdsBookings ? ref : null);
  });

  test('refuses a time that somebody else has filled, and books nothing', async () => {
    await using world = await kind.start();
    world.fill(MORNING, hoursAfter(MORNING, 2));
    expect(await world.calendar.book(toVisit(), KEY)).toMatchObject({ ok: false, refusal: 'slot-taken' });
    expect(await world.calendar.findBooking(KEY)).toBeNull();
  });

  test('moves a booking once, also when the move is repeated with the reference of before', async () => {
    await using world = await kind.start();
    const ref = await book(world.calendar);
    const moved = await world.calendar.reschedule({ ref, to: toOpening(LATER), key: KEY });
    expect(moved).toMatchObject({ ok: true });
    expect(await world.calendar.reschedule({ ref, to: toOpening(LATER), key: KEY })).toEqual(moved);
  });

  test('moves no booking to a time that somebody else has filled', async () => {
    await using world = await kind.start();
    const ref = await book(world.calendar);
    world.fill(LATER, hoursAfter(LATER, 2));
    world.clock.advance(61_000);
    const move = { ref, to: toOpening(LATER), key: KEY };
    expect(await world.calendar.reschedule(move)).toMatchObject({ ok: false, refusal: 'slot-taken' });
    expect(await world.calendar.findBooking(KEY)).toBe(kind.holdsBookings ? ref : null);
  });

  test('cancels a booking, also a second time, and its time is free again', async () => {
    await using world = await kind.start();
    const ref = await book(world.calendar);
    expect(await world.calendar.cancel({ ref, reason: 'No need' })).toEqual({ ok: true });
    expect(await world.calendar.cancel({ ref, reason: 'No need' })).toEqual({ ok: true });
    expect(await world.calendar.findBooking(KEY)).toBeNull();
    expect(await world.calendar.book(toVisit(), 'another key')).toMatchObject({ ok: true });
  });

  test('knows no booking that was never made, if it holds bookings', async () => {
    await using world = await kind.start();
    const ref = kind.name === 'google' ? `ahf0|${CALENDAR_OF_TECHNICIAN}` : 'nobody';
    const move = await world.calendar.reschedule({ ref, to: toOpening(LATER), key: KEY });
    const cancelled = await world.calendar.cancel({ ref, reason: '' });
    if (!kind.holdsBookings) return expect([move.ok, cancelled.ok]).toEqual([true, true]);
    expect(move).toMatchObject({ ok: false, refusal: 'unknown-booking' });
    expect(cancelled).toEqual({ ok: false, refusal: 'unknown-booking' });
  });

  test('throws a failure that may pass when the vendor is away', async () => {
    await using world = await kind.start();
    world.goAway();
    const asked = kind.hasOpenings
      ? world.calendar.listOpenings({ trade: 'plumbing', ...DAY })
      : world.calendar.listBusy({ ...DAY, technicianIds: [TECHNICIAN] });
    await expect(asked).rejects.toThrow(VendorError);
    await expect(world.calendar.book(toVisit(), KEY)).rejects.toMatchObject({ isRetryable: true });
  });

  test('takes a correction of who is visited where, however often it is told, and moves nothing by it', async () => {
    await using world = await kind.start();
    const ref = await book(world.calendar);
    const appointment = { ...toVisit(), name: 'Alec Romero', addressLine: '9 Elm Ave', zip: '43202' };
    for (const _time of [1, 2])
      expect(await world.calendar.correct({ ref, appointment })).toEqual({ ok: true, unwritten: [] });
    if (!kind.holdsBookings) return;
    expect(await world.calendar.findState(ref)).toMatchObject({ state: 'standing', startsAt: MORNING });
    await world.calendar.cancel({ ref, reason: '' });
    expect(await world.calendar.correct({ ref, appointment })).toMatchObject({ refusal: 'unknown-booking' });
  });
});

test('a feed is asked for once in a minute, and anew after it failed', async () => {
  await using world = await startFeedWorld();
  const query = { ...DAY, technicianIds: [TECHNICIAN] };
  await world.calendar.listBusy(query);
  await world.calendar.listBusy(query);
  expect(world.requests()).toBe(1);
  world.clock.advance(60_000);
  world.setAway(true);
  await expect(world.calendar.listBusy(query)).rejects.toThrow(VendorError);
  world.setAway(false);
  expect(await world.calendar.listBusy(query)).toEqual([]);
  expect(world.requests()).toBe(3);
});
