import { holds, technicianCommitments, technicians } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type PlacedCall } from '../testing/demo-world.ts';
import { expireHolds, type GetSlotsInput, getSlots, releaseHolds, type Slot } from './index.ts';

const ZIPS = { oak: '43215', mesa: '85014', redwood: '95401' };

async function slotsOf(
  { ctx, call }: PlacedCall,
  input: Partial<Omit<GetSlotsInput, 'callId'>> = {},
): Promise<Slot[]> {
  const result = await getSlots(ctx, { callId: call.id, trade: 'plumbing', zip: '43215', ...input });
  if (!result.ok) throw new Error(`No slots: ${result.refusal}`);
  return result.slots;
}

const words = (slots: readonly Slot[]) => slots.map((slot) => slot.speakable);

test('offers the next two windows in business hours, and holds them for five minutes', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const result = await getSlots(placed.ctx, { callId: placed.call.id, trade: 'plumbing', zip: '43215-0001' });
  expect(result).toMatchObject({
    ok: true,
    heldUntil: new Date('2026-11-24T03:05:00Z'),
    slots: [
      {
        startsAt: new Date('2026-11-24T13:00:00Z'),
        endsAt: new Date('2026-11-24T15:00:00Z'),
        speakable: 'Tuesday, November 24th, between 8 and 10 in the morning',
      },
      { speakable: 'Tuesday, November 24th, between 10 in the morning and noon' },
    ],
  });
});

test.each<[DemoName, string, string[]]>([
  [
    'oak',
    '2026-11-25T16:00:00-05:00',
    [
      'Friday, November 27th, between 8 and 10 in the morning',
      'Friday, November 27th, between 10 in the morning and noon',
    ],
  ],
  [
    'oak',
    '2026-11-28T10:00:00-05:00',
    [
      'Saturday, November 28th, between 11 in the morning and 1 in the afternoon',
      'Monday, November 30th, between 8 and 10 in the morning',
    ],
  ],
  [
    'mesa',
    '2026-11-27T14:00:00-07:00',
    [
      'Friday, November 27th, between 2 and 4 in the afternoon',
      'Monday, November 30th, between 8 and 10 in the morning',
    ],
  ],
  [
    'redwood',
    '2026-11-24T11:00:00-08:00',
    [
      'Tuesday, November 24th, between noon and 2 in the afternoon',
      'Tuesday, November 24th, between 2 and 4 in the afternoon',
    ],
  ],
])('%s, asked for %s or later, skips closed days and holidays', async (to, earliestAt, offered) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to });
  expect(words(await slotsOf(placed, { zip: ZIPS[to], earliestAt: new Date(earliestAt) }))).toEqual(offered);
});

test('never offers what lies in the past, whatever is asked for', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const [slot] = await slotsOf(placed, { earliestAt: new Date('2020-01-01T00:00:00Z') });
  expect(slot?.startsAt).toEqual(new Date('2026-11-24T13:00:00Z'));
});

test('offers another caller the second technician, and the third caller the next windows', async () => {
  await using world = await createDemoWorld();
  const first = await slotsOf(await world.placeCall());
  const second = await slotsOf(await world.placeCall());
  const third = await slotsOf(await world.placeCall());
  expect(words(second)).toEqual(words(first));
  expect(third.map((slot) => slot.startsAt.toISOString())).toEqual([
    '2026-11-24T17:00:00.000Z',
    '2026-11-24T19:00:00.000Z',
  ]);
});

test('gives back what the call was offered before', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const first = await slotsOf(placed);
  const again = await slotsOf(placed, { limit: 1 });
  expect(words(again)).toEqual(words(first.slice(0, 1)));
  const counts = await placed.ctx.db.transaction(async (tx) => ({
    live: await tx.$count(holds, eq(holds.status, 'live')),
    commitments: await tx.$count(technicianCommitments),
  }));
  expect(counts).toEqual({ live: 1, commitments: 1 });
});

test('searches of one call at the same time leave one set of holds', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await Promise.all(Array.from({ length: 8 }, () => slotsOf(placed)));
  expect(await placed.ctx.db.transaction((tx) => tx.$count(technicianCommitments))).toBe(2);
});

test('a hold frees its time when it lapses, not a moment before', async () => {
  await using world = await createDemoWorld();
  const mesa = { to: 'mesa', from: '+16025550107' } as const;
  const first = await slotsOf(await world.placeCall(mesa), { zip: '85014', limit: 1 });
  world.clock.advance(5 * 60_000 - 1);
  const early = await slotsOf(await world.placeCall(mesa), { zip: '85014', limit: 1 });
  world.clock.advance(1);
  const late = await slotsOf(await world.placeCall(mesa), { zip: '85014', limit: 1 });
  expect(early[0]?.startsAt).not.toEqual(first[0]?.startsAt);
  expect(late[0]?.startsAt).toEqual(first[0]?.startsAt);
});

test('fifty callers at once are each offered a time of their own', async () => {
  await using world = await createDemoWorld();
  const callers = [];
  for (let count = 0; count < 50; count += 1) callers.push(await world.placeCall({ to: 'mesa' }));
  const offers = await Promise.all(callers.map((caller) => slotsOf(caller, { zip: '85014', limit: 1 })));
  const starts = offers.flat().map((slot) => slot.startsAt.getTime());
  expect(new Set(starts).size).toBe(50);
});

test.each([
  ['a trade that the business does not do', { trade: 'electrical', zip: '85014' }, 'trade-not-offered'],
  ['a ZIP that nobody drives to', { trade: 'plumbing', zip: '10001' }, 'outside-service-area'],
  ['a ZIP that is none', { trade: 'plumbing', zip: 'Phoenix' }, 'invalid-zip'],
] as const)('refuses %s', async (_name, input, refusal) => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ to: 'mesa' });
  expect(await getSlots(ctx, { callId: call.id, ...input })).toEqual({ ok: false, refusal });
});

test('says so when no technician is left for the trade', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ to: 'mesa' });
  await ctx.db.transaction((tx) =>
    tx.update(technicians).set({ isActive: false }).where(eq(technicians.slug, 'tech_ida')),
  );
  const input = { callId: call.id, trade: 'plumbing', zip: '85014' } as const;
  expect(await getSlots(ctx, input)).toEqual({ ok: false, refusal: 'no-slot-free' });
});

test('releasing gives back the holds of one call, twice without harm', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const other = await world.placeCall();
  await slotsOf(placed);
  await slotsOf(other);
  expect(await releaseHolds(placed.ctx, { callId: placed.call.id })).toEqual({ released: 2 });
  expect(await releaseHolds(placed.ctx, { callId: placed.call.id })).toEqual({ released: 0 });
  expect(await placed.ctx.db.transaction((tx) => tx.$count(technicianCommitments))).toBe(2);
});

test('expiring clears lapsed holds and leaves live ones', async () => {
  await using world = await createDemoWorld();
  await slotsOf(await world.placeCall());
  world.clock.advance(4 * 60_000);
  const late = await world.placeCall();
  await slotsOf(late);
  world.clock.advance(60_000);
  expect(await expireHolds(late.ctx)).toEqual({ expired: 2 });
  expect(await late.ctx.db.transaction((tx) => tx.$count(technicianCommitments))).toBe(2);
});
