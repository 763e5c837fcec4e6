import { bookings, technicianCommitments } from '@afterhourfix/database/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createScriptedCalendar, type ScriptedCalendar } from '../testing/scripted-calendar.ts';
import { bookOffer, offerSlot, offerSlots } from '../testing/visits.ts';
import { confirmWithCalendar, rescheduleBooking } from './index.ts';

async function bookVisit(world: DemoWorld) {
  const placed = await world.placeCall({ to: 'mesa' });
  const calendar = createScriptedCalendar();
  const slot = await offerSlot(placed, { calendar });
  const booked = await bookOffer(placed, slot, { calendar });
  if (!booked.ok) throw new Error(booked.refusal);
  const { id: bookingId } = booked.booking;
  const confirm = () => confirmWithCalendar(placed.ctx, { bookingId }, calendar);
  const read = () =>
    placed.ctx.db.transaction(async (tx) => ({
      bookings: await tx.select().from(bookings),
      commitments: await tx.select().from(technicianCommitments),
    }));
  return { placed, calendar, slot, bookingId, confirm, read };
}

type Visit = Awaited<ReturnType<typeof bookVisit>>;

async function move(world: DemoWorld, { calendar, bookingId }: Visit, hour: number) {
  const later = await world.placeCall({ to: 'mesa' });
  const earliestAt = new Date(`2026-11-25T${hour}:00:00Z`);
  const to = await offerSlot(later, { calendar, earliestAt });
  const request = { callId: later.call.id, bookingId, slotId: to.slotId };
  expect(await rescheduleBooking(later.ctx, request, calendar)).toMatchObject({ ok: true });
  return to;
}

const startsThere = (calendar: ScriptedCalendar) =>
  [...calendar.bookings.values()].map(({ startsAt }) => startsAt);

test.each(['before', 'afterwards'] as const)(
  'a visit moved twice while the calendar is away, which fails %s the deed, stands where it was moved last, once',
  async (fault) => {
    await using world = await createDemoWorld();
    const visit = await bookVisit(world);
    const { calendar } = visit;
    calendar.away.set('reschedule', fault).set('findBooking', 'before');
    await move(world, visit, 15);
    const last = await move(world, visit, 19);
    calendar.away.clear();
    expect(await visit.confirm()).toBe('settled');
    expect(await visit.confirm()).toBe('settled');
    expect(startsThere(calendar)).toEqual([last.startsAt]);
    const rows = await visit.read();
    expect(rows.bookings).toMatchObject([
      { startsAt: last.startsAt, calendarStatus: 'confirmed', previousHoldId: null },
    ]);
    const own = rows.commitments.filter(({ bookingId }) => bookingId !== null);
    expect(own).toMatchObject([{ during: { startsAt: last.startsAt } }]);
  },
);

test('the second of two moves that is refused takes the visit back to where it stands there, and frees the time between', async () => {
  await using world = await createDemoWorld();
  const visit = await bookVisit(world);
  const { calendar, slot } = visit;
  calendar.away.set('reschedule', 'before').set('findBooking', 'before');
  const between = await move(world, visit, 15);
  const last = await move(world, visit, 19);
  calendar.away.clear();
  calendar.taken.add(last.startsAt.toISOString());
  expect(await visit.confirm()).toBe('asked-a-human');
  expect(startsThere(calendar)).toEqual([slot.startsAt]);
  expect((await visit.read()).bookings).toMatchObject([
    { status: 'booked', startsAt: slot.startsAt, calendarStatus: 'confirmed' },
  ]);
  const rival = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const free = await offerSlots(rival, { calendar, earliestAt: between.startsAt });
  expect(free[0]?.startsAt).toEqual(between.startsAt);
});

test('a first move whose answer was lost is where a refused second one ends', async () => {
  await using world = await createDemoWorld();
  const visit = await bookVisit(world);
  const { calendar } = visit;
  calendar.away.set('reschedule', 'afterwards').set('findBooking', 'before');
  const first = await move(world, visit, 15);
  calendar.away.set('reschedule', 'before');
  const last = await move(world, visit, 19);
  calendar.away.clear();
  calendar.taken.add(last.startsAt.toISOString());
  expect(await visit.confirm()).toBe('asked-a-human');
  expect(startsThere(calendar)).toEqual([first.startsAt]);
  const rows = await visit.read();
  const [{ ref } = { ref: null }] = calendar.bookings.values();
  expect(rows.bookings).toMatchObject([
    { status: 'booked', startsAt: first.startsAt, calendarStatus: 'confirmed', calendarRef: ref },
  ]);
  expect(rows.commitments).toMatchObject([{ during: { startsAt: first.startsAt } }]);
});

test('however moves and faults follow each other, both calendars agree in the end, and the visit stands once', async () => {
  await using world = await createDemoWorld();
  const step = fc.record({
    hour: fc.constantFrom(15, 17, 19, 21),
    fault: fc.constantFrom('before', 'afterwards', null),
    isTaken: fc.boolean(),
  });
  let day = 25;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async (steps) => {
      const visit = await bookVisit(world);
      const { calendar } = visit;
      for (const { hour, fault, isTaken } of steps) {
        calendar.away.clear();
        if (fault) calendar.away.set('reschedule', fault).set('findBooking', 'before');
        const later = await world.placeCall({ to: 'mesa' });
        const earliestAt = new Date(`2026-11-${day}T${hour}:00:00Z`);
        const to = await offerSlot(later, { calendar, earliestAt });
        if (isTaken) calendar.taken.add(to.startsAt.toISOString());
        const request = { callId: later.call.id, bookingId: visit.bookingId, slotId: to.slotId };
        await rescheduleBooking(later.ctx, request, calendar);
      }
      calendar.away.clear();
      await visit.confirm();
      const rows = await visit.read();
      const row = rows.bookings.find(({ id }) => id === visit.bookingId);
      expect(row).toMatchObject({ status: 'booked', calendarStatus: 'confirmed' });
      expect(startsThere(calendar)).toEqual([row?.startsAt]);
      const own = rows.commitments.filter(({ bookingId }) => bookingId === visit.bookingId);
      expect(own.map(({ during }) => during.startsAt)).toEqual([row?.startsAt]);
      day = day === 25 ? 27 : 25;
    }),
    { numRuns: 8 },
  );
});
