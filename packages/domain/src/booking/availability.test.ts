import { bookingPolicies, jobLengths, openingOverrides } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot, offerSlots, technicianBySlug } from '../testing/visits.ts';
import { addTimeOff, getSlots, overrideShifts, setBookingPolicy, setWeeklyShifts } from './index.ts';

/** The clocks of the demo stand at 8 on Monday evening, 23 November 2026, in Phoenix. */
const TUESDAY = '2026-11-24';
const WORKDAYS = [1, 2, 3, 4, 5];

const words = (slots: readonly { speakable: string }[]) => slots.map(({ speakable }) => speakable);

const setPolicy = ({ db, business }: DomainContext, policy: Partial<typeof bookingPolicies.$inferInsert>) =>
  db.transaction((tx) =>
    tx.update(bookingPolicies).set(policy).where(eq(bookingPolicies.businessId, business.id)),
  );

async function setIdasShifts(placed: PlacedCall, startsLocal: string, endsLocal: string, isOnCall = false) {
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ida');
  const shifts = WORKDAYS.map((weekday) => ({ weekday, startsLocal, endsLocal, isOnCall }));
  expect(await setWeeklyShifts(placed.ctx, { technicianId, shifts })).toMatchObject({ ok: true });
  return technicianId;
}

async function callMesa(world: DemoWorld) {
  const placed = await world.placeCall({ to: 'mesa' });
  await setBookingPolicy(placed.ctx, { firstArrivalLocal: '07:00' });
  return placed;
}

test('who has shifts is offered within them only', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  await setIdasShifts(placed, '10:00', '14:00');
  expect(words(await offerSlots(placed, { limit: 3 }))).toEqual([
    'Tuesday, November 24th, between 9 and 11 in the morning',
    'Tuesday, November 24th, between 11 in the morning and 1 in the afternoon',
    'Wednesday, November 25th, between 9 and 11 in the morning',
  ]);
});

test('a day off and a day with other hours stand instead of the shifts', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const technicianId = await setIdasShifts(placed, '07:00', '16:00');
  await overrideShifts(placed.ctx, { technicianId, onDay: TUESDAY, hours: [] });
  const hours = [{ startsLocal: '13:00', endsLocal: '15:00' }];
  await overrideShifts(placed.ctx, { technicianId, onDay: '2026-11-25', hours });
  expect(words(await offerSlots(placed, { limit: 1 }))).toEqual([
    'Wednesday, November 25th, between 1 and 3 in the afternoon',
  ]);
});

test('nothing is planned in time off', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ida');
  const during = { startsAt: new Date('2026-11-24T14:00Z'), endsAt: new Date('2026-11-25T18:00Z') };
  expect(await addTimeOff(placed.ctx, { technicianId, during })).toEqual({ ok: true });
  expect(words(await offerSlots(placed, { limit: 1 }))).toEqual([
    'Wednesday, November 25th, between 11 in the morning and 1 in the afternoon',
  ]);
});

test('a half day ends early, a day may be closed, and a holiday stays closed', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const { business, db } = placed.ctx;
  const day = (onDay: string, opensLocal: string | null, closesLocal: string | null) => ({
    businessId: business.id,
    onDay,
    opensLocal,
    closesLocal,
  });
  await db.transaction((tx) =>
    tx
      .insert(openingOverrides)
      .values([
        day(TUESDAY, null, null),
        day('2026-11-25', '07:00', '11:00'),
        day('2026-11-26', '08:00', '12:00'),
        day('2026-11-28', '09:00', '11:00'),
      ]),
  );
  expect(words(await offerSlots(placed, { limit: 7 }))).toEqual([
    'Wednesday, November 25th, between 7 and 9 in the morning',
    'Wednesday, November 25th, between 9 and 11 in the morning',
    'Friday, November 27th, between 7 and 9 in the morning',
    'Friday, November 27th, between 9 and 11 in the morning',
    'Friday, November 27th, between 11 in the morning and 1 in the afternoon',
    'Friday, November 27th, between 1 and 3 in the afternoon',
    'Saturday, November 28th, between 9 and 11 in the morning',
  ]);
});

test('notice and days ahead are kept, and nothing further ahead is offered', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  await setPolicy(placed.ctx, { minimumNoticeMinutes: 12 * 60, maximumDaysAhead: 2 });
  expect(words(await offerSlots(placed, { limit: 1 }))).toEqual([
    'Tuesday, November 24th, between 9 and 11 in the morning',
  ]);
  const far = { callId: placed.call.id, trade: 'plumbing', zip: '85021' } as const;
  expect(await getSlots(placed.ctx, { ...far, earliestAt: new Date('2026-11-26T07:00Z') })).toEqual({
    ok: false,
    refusal: 'too-far-ahead',
  });
});

test('windows of four hours take two jobs of two hours, and no third', async () => {
  await using world = await createDemoWorld();
  await setPolicy((await callMesa(world)).ctx, { arrival: 'four-hours' });
  const offered: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const placed = await callMesa(world);
    const slot = await offerSlot(placed, { limit: 1 });
    expect(await bookOffer(placed, slot)).toMatchObject({ ok: true });
    offered.push(slot.speakable);
  }
  expect(offered).toEqual([
    'Tuesday, November 24th, between 7 and 11 in the morning',
    'Tuesday, November 24th, between 7 and 11 in the morning',
    'Tuesday, November 24th, between 11 in the morning and 3 in the afternoon',
  ]);
});

test('exact times leave room for the job and the way to the next one', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  await setPolicy(placed.ctx, { arrival: 'exact', bufferMinutes: 20 });
  const { business, db } = placed.ctx;
  const length = { businessId: business.id, trade: 'plumbing', p50Minutes: 40, p80Minutes: 55 } as const;
  await db.transaction((tx) => tx.insert(jobLengths).values(length));
  const slot = await offerSlot(placed, { limit: 1 });
  expect(slot.speakable).toBe('Tuesday, November 24th, at 7 in the morning');
  await bookOffer(placed, slot);
  // 55 minutes of work and 20 on the way end at 8:15.
  expect((await offerSlot(await callMesa(world), { limit: 1 })).speakable).toBe(
    'Tuesday, November 24th, at 8:30 in the morning',
  );
});

test('a long job of its own kind takes the next windows too, and is not begun too late', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const { business, db } = placed.ctx;
  const repipe = { businessId: business.id, trade: 'plumbing', jobType: 'repipe' } as const;
  await db.transaction((tx) => tx.insert(jobLengths).values({ ...repipe, p50Minutes: 240, p80Minutes: 330 }));
  const slots = await offerSlots(placed, { jobType: 'repipe', limit: 2 });
  expect(words(slots)).toEqual([
    'Tuesday, November 24th, between 7 and 9 in the morning',
    'Wednesday, November 25th, between 7 and 9 in the morning',
  ]);
  const other = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  expect((await offerSlot(other, { limit: 1 })).speakable).toBe(
    'Tuesday, November 24th, between 1 and 3 in the afternoon',
  );
});

test('an emergency is offered at any hour with whoever is on call', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  expect((await offerSlot(placed, { isEmergency: true, limit: 1 })).speakable).toBe(
    'Monday, November 23rd, between 8 in the evening and 10 at night',
  );
});

test('on-call shifts say when, over midnight, and are for emergencies only', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  await setIdasShifts(placed, '23:00', '05:00', true);
  expect(words(await offerSlots(placed, { isEmergency: true, limit: 3 }))).toEqual([
    'Monday, November 23rd, between 10 at night and midnight',
    'Tuesday, November 24th, between midnight and 2 at night',
    'Tuesday, November 24th, between 2 and 4 at night',
  ]);
  const routine = { callId: placed.call.id, trade: 'plumbing', zip: '85021' } as const;
  expect(await getSlots(placed.ctx, routine)).toEqual({ ok: false, refusal: 'no-slot-free' });
});

test('a time that is none is refused', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const input = { callId: placed.call.id, trade: 'plumbing', zip: '85021' } as const;
  expect(await getSlots(placed.ctx, { ...input, earliestAt: new Date('2026-02-30T25:00Z') })).toEqual({
    ok: false,
    refusal: 'invalid-time',
  });
});

test('bad shifts are refused and change nothing', async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const technicianId = await setIdasShifts(placed, '10:00', '14:00');
  const bad = { weekday: 2, startsLocal: '08:00', endsLocal: '08:00', isOnCall: false };
  expect(await setWeeklyShifts(placed.ctx, { technicianId, shifts: [bad] })).toMatchObject({
    refusal: 'empty-shift',
  });
  const hours = [{ startsLocal: '08:00', endsLocal: '8 pm' }];
  expect(await overrideShifts(placed.ctx, { technicianId, onDay: TUESDAY, hours })).toEqual({
    ok: false,
    refusal: 'not-a-time',
  });
  expect(await overrideShifts(placed.ctx, { technicianId, onDay: '2026-02-30', hours: [] })).toEqual({
    ok: false,
    refusal: 'no-such-day',
  });
  const during = { startsAt: new Date('2026-11-25Z'), endsAt: new Date('2026-11-24Z') };
  expect(await addTimeOff(placed.ctx, { technicianId, during })).toEqual({
    ok: false,
    refusal: 'ends-before-it-starts',
  });
  expect((await offerSlot(placed, { limit: 1 })).speakable).toContain('between 9 and 11');
});

test("another business's technician is nobody", async () => {
  await using world = await createDemoWorld();
  const placed = await callMesa(world);
  const technicianId = await technicianBySlug(await world.contextOf('oak'), 'tech_ben');
  await expect(setWeeklyShifts(placed.ctx, { technicianId, shifts: [] })).rejects.toBeInstanceOf(NotFound);
  const nobody = TechnicianId.parse('0197a000-0000-7000-8000-000000000999');
  const leave = { startsAt: new Date('2026-11-24Z'), endsAt: new Date('2026-11-25Z') };
  const off = addTimeOff(placed.ctx, { technicianId: nobody, during: leave });
  await expect(off).rejects.toBeInstanceOf(NotFound);
});
