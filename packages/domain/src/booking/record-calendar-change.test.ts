import { agents, bookingChanges, bookings, technicianCommitments } from '@afterhourfix/database/schema';
import type { BookingId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getBookingCalendar, getCallCalendar, setAgentCalendar } from '../agents/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { createScriptedCalendar, type ScriptedCalendar } from '../testing/scripted-calendar.ts';
import { bookOffer, offerSlot, offerSlots } from '../testing/visits.ts';
import { type CalendarChange, followCalendar, listVisits, recordCalendarChange } from './index.ts';

const HOUR_MS = 60 * 60_000;

interface Booked {
  placed: PlacedCall;
  calendar: ScriptedCalendar;
  bookingId: BookingId;
  startsAt: Date;
}

async function book(world: DemoWorld): Promise<Booked> {
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const booked = await bookOffer(placed, await offerSlot(placed, { calendar }), { calendar });
  if (!booked.ok) throw new Error(`Refused: ${booked.refusal}`);
  return { placed, calendar, bookingId: booked.booking.id, startsAt: booked.booking.startsAt };
}

/** The move by hand that comes after so many others; the first booking is `ref-1`. */
function toMove({ bookingId, startsAt }: Booked, step: number, toStart?: Date): CalendarChange {
  const moved = toStart ?? new Date(startsAt.getTime() + step * 24 * HOUR_MS);
  return {
    ref: `ref-${step + 1}`,
    previousRef: `ref-${step}`,
    bookingId,
    changedAt: new Date(Date.UTC(2026, 10, 24, 6, step)),
    state: 'standing',
    startsAt: moved,
    endsAt: new Date(moved.getTime() + 2 * HOUR_MS),
  };
}

function toCancellation({ bookingId }: Booked, step = 0): CalendarChange {
  const changedAt = new Date(Date.UTC(2026, 10, 24, 6, step, 30));
  return { ref: `ref-${step + 1}`, previousRef: null, bookingId, changedAt, state: 'cancelled' };
}

async function rowOf({ placed, bookingId }: Booked) {
  const [row] = await placed.ctx.db.transaction((tx) =>
    tx.select().from(bookings).where(eq(bookings.id, bookingId)),
  );
  if (!row) throw new Error('The booking is gone');
  return row;
}

const commitmentsOf = ({ placed, bookingId }: Booked) =>
  placed.ctx.db.transaction((tx) =>
    tx.select().from(technicianCommitments).where(eq(technicianCommitments.bookingId, bookingId)),
  );

test('moves our visit, its time in the technician’s day and its reference, and keeps its history', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const [before] = await commitmentsOf(booked);
  expect(await recordCalendarChange(booked.placed.ctx, toMove(booked, 1))).toBe('moved');
  const startsAt = new Date(booked.startsAt.getTime() + 24 * HOUR_MS);
  expect(await rowOf(booked)).toMatchObject({
    id: booked.bookingId,
    startsAt,
    calendarRef: 'ref-2',
    status: 'booked',
  });
  const [after] = await commitmentsOf(booked);
  expect(after?.startsAt.getTime()).toBe((before?.startsAt.getTime() ?? 0) + 24 * HOUR_MS);
  expect(after?.endsAt.getTime()).toBe((before?.endsAt.getTime() ?? 0) + 24 * HOUR_MS);
  const history = await booked.placed.ctx.db.transaction((tx) => tx.select().from(bookingChanges));
  expect(history.map(({ kind, callId }) => [kind, callId === null])).toEqual([
    ['booked', false],
    ['moved', true],
  ]);
});

test('cancels our visit and frees its time, once', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const change = toCancellation(booked);
  expect(await recordCalendarChange(booked.placed.ctx, change)).toBe('cancelled');
  expect(await recordCalendarChange(booked.placed.ctx, change)).toBe('unchanged');
  expect(await rowOf(booked)).toMatchObject({ status: 'cancelled' });
  expect(await commitmentsOf(booked)).toEqual([]);
  const again = await offerSlot(await world.placeCall({ to: 'mesa' }));
  expect(again.startsAt).toEqual(booked.startsAt);
});

test('a delivery that comes twice or too late changes nothing', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const { ctx } = booked.placed;
  await recordCalendarChange(ctx, toMove(booked, 1));
  expect(await recordCalendarChange(ctx, toMove(booked, 1))).toBe('unchanged');
  await recordCalendarChange(ctx, toMove(booked, 2));
  expect(await recordCalendarChange(ctx, toMove(booked, 1))).toBe('stale');
  expect(await rowOf(booked)).toMatchObject({ calendarRef: 'ref-3' });
});

test('what we are changing there ourselves is not taken for news', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  await booked.placed.ctx.db.transaction((tx) => tx.update(bookings).set({ calendarStatus: 'pending' }));
  expect(await recordCalendarChange(booked.placed.ctx, toMove(booked, 1))).toBe('in-hand');
});

test("nobody's booking and another business's booking are unknown", async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const unknown = { ...toMove(booked, 1), bookingId: null, previousRef: 'nobody', ref: 'none' };
  expect(await recordCalendarChange(booked.placed.ctx, unknown)).toBe('unknown-booking');
  const stranger = await world.contextOf('oak');
  expect(await recordCalendarChange(stranger, toMove(booked, 1))).toBe('unknown-booking');
});

test('a visit without our id in their metadata is known by its reference', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const change = { ...toMove(booked, 1), bookingId: 'not one of ours' };
  expect(await recordCalendarChange(booked.placed.ctx, change)).toBe('moved');
});

test('a move onto another visit of the technician leaves ours, and a human is asked', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const other = await world.placeCall({ to: 'mesa' });
  const [slot] = await offerSlots(other);
  await bookOffer(other, slot ?? { slotId: '' });
  const change = toMove(booked, 1, slot?.startsAt);
  expect(await recordCalendarChange(booked.placed.ctx, change)).toBe('time-taken');
  expect(await rowOf(booked)).toMatchObject({ startsAt: booked.startsAt, status: 'booked' });
  expect(await world.listJobs('dispatch.page-unconfirmed-booking')).toMatchObject([
    { bookingId: booked.bookingId },
  ]);
});

test('news that skip a step are followed by a job, which asks the vendor', async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const { ctx } = booked.placed;
  const change = toMove(booked, 2);
  expect(await recordCalendarChange(ctx, change)).toBe('to-follow');
  expect(await world.listJobs('booking.follow-calendar')).toEqual([
    { businessId: ctx.business.id, bookingId: booked.bookingId, changedAt: change.changedAt.toISOString() },
  ]);
  const follow = { bookingId: booked.bookingId, changedAt: change.changedAt };
  const calendar = { ...booked.calendar, findState: async () => change };
  expect(await followCalendar(ctx, follow, calendar)).toBe('moved');
  expect(await rowOf(booked)).toMatchObject({ calendarRef: 'ref-3' });
  expect(await followCalendar(ctx, follow, null)).toBe('nothing');
});

test('in whatever order news come, and how often: in the end our row is where theirs stands', async () => {
  await using world = await createDemoWorld();
  const deliveries = fc.record({
    steps: fc.integer({ min: 1, max: 4 }),
    isCancelledAtLast: fc.boolean(),
    order: fc.array(fc.nat(3), { maxLength: 4 }),
    isFollowedAtOnce: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ steps, isCancelledAtLast, order, isFollowedAtOnce }) => {
      const booked = await book(world);
      const { ctx } = booked.placed;
      const moves = Array.from({ length: steps }, (_, index) => toMove(booked, index + 1));
      const told = isCancelledAtLast ? [...moves, toCancellation(booked, steps)] : moves;
      // Refs of one round, for the database is that of all.
      const own = (ref: string | null) =>
        ref === null ? null : ref === 'ref-1' ? 'first' : `${ref} of ${booked.bookingId}`;
      const changes = told.map((change) => ({
        ...change,
        ref: own(change.ref) ?? '',
        previousRef: own(change.previousRef),
      }));
      await ctx.db.transaction((tx) =>
        tx.update(bookings).set({ calendarRef: 'first' }).where(eq(bookings.id, booked.bookingId)),
      );
      const last = changes.at(-1);
      if (!last) throw new Error('Nothing was changed');
      const calendar = { ...booked.calendar, findState: async () => last };
      const toFollow: Date[] = [];
      const follow = async () => {
        for (const changedAt of toFollow.splice(0))
          await followCalendar(ctx, { bookingId: booked.bookingId, changedAt }, calendar);
      };
      const shuffled = [...order.flatMap((at) => changes[at] ?? []), ...changes.toReversed()];
      for (const change of shuffled) {
        if ((await recordCalendarChange(ctx, change)) === 'to-follow') toFollow.push(change.changedAt);
        if (isFollowedAtOnce) await follow();
      }
      await follow();
      const row = await rowOf(booked);
      expect([row.calendarRef, row.status]).toEqual([last.ref, isCancelledAtLast ? 'cancelled' : 'booked']);
      if (last.state === 'standing') expect(row.startsAt).toEqual(last.startsAt);
      await recordCalendarChange(ctx, {
        ...last,
        previousRef: null,
        state: 'cancelled',
        changedAt: new Date(Date.UTC(2027, 0)),
      });
    }),
    { numRuns: 15 },
  );
});

test("a technician's feed lists what is booked and what was cancelled of theirs alone", async () => {
  await using world = await createDemoWorld();
  const booked = await book(world);
  const { technicianId } = await rowOf(booked);
  if (technicianId === null) throw new Error('Nobody comes');
  const day = { from: booked.startsAt, until: new Date(booked.startsAt.getTime() + 24 * HOUR_MS) };
  const { ctx } = booked.placed;
  expect(await listVisits(ctx, { technicianId, ...day })).toMatchObject([
    { bookingId: booked.bookingId, status: 'booked', name: 'Alex Romero', zip: '85021' },
  ]);
  await recordCalendarChange(ctx, toCancellation(booked));
  expect(await listVisits(ctx, { technicianId, ...day })).toMatchObject([{ status: 'cancelled' }]);
  expect(await listVisits(await world.contextOf('oak'), { technicianId, ...day })).toEqual([]);
});

test('the calendar of a call is the one that its agent names now, and ours alone when it names none', async () => {
  await using world = await createDemoWorld();
  const { placed, bookingId } = await book(world);
  const { ctx, call } = placed;
  expect(await getCallCalendar(ctx, { callId: call.id })).toEqual({ kind: 'own' });
  const feeds = [{ url: 'https://example.com/ida.ics', technicianId: call.id, timeZone: 'America/Phoenix' }];
  const [agent] = await ctx.db.transaction((tx) => tx.select().from(agents));
  if (!agent) throw new Error('There is no agent');
  await setAgentCalendar(ctx, { agentId: agent.id, calendar: { kind: 'ical', feeds } });
  expect(await getCallCalendar(ctx, { callId: call.id })).toEqual({ kind: 'ical', feeds });
  expect(await getBookingCalendar(ctx, { bookingId })).toEqual({ kind: 'ical', feeds });
  const wrong = { agentId: agent.id, calendar: { kind: 'calcom' } };
  await expect(setAgentCalendar(ctx, wrong)).rejects.toThrow('eventTypes');
  const stranger = await world.contextOf('oak');
  await expect(setAgentCalendar(stranger, { ...wrong, calendar: { kind: 'own' } })).rejects.toThrow(
    'No agent',
  );
});
