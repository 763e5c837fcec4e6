import { customers, priceBooks, quotes } from '@afterhourfix/database/schema';
import { ManualClock, NotFound } from '@afterhourfix/foundation';
import { PhoneNumber, type Trade } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type DemoWorld } from '../testing/demo-world.ts';
import { getPricing } from './index.ts';

let untouched: DemoWorld;
beforeAll(async () => {
  untouched = await createDemoWorld();
});
afterAll(() => untouched[Symbol.asyncDispose]());

test.each<[string, DemoName, Trade, string, string, number]>([
  ['S05 no heat, Sunday night', 'oak', 'hvac', '43214', '2027-01-17T21:30:00-05:00', 25_800],
  ['S07 Phoenix, Saturday night', 'mesa', 'hvac', '85021', '2026-07-11T20:30:00-07:00', 29_800],
  ['S07 Phoenix, Monday at eight', 'mesa', 'hvac', '85021', '2026-07-13T08:00:00-07:00', 15_800],
  ['S09 tonight', 'oak', 'plumbing', '43221', '2026-11-24T20:10:00-05:00', 25_800],
  ['S09 tomorrow at eight', 'oak', 'plumbing', '43221', '2026-11-25T08:00:00-05:00', 13_800],
  [
    'S12 Dublin, the outer area, at night',
    'oak',
    'garage_door',
    '43017',
    '2026-12-04T22:50:00-05:00',
    29_300,
  ],
  ['S24 the Tuesday after', 'oak', 'hvac', '43209', '2026-11-24T08:00:00-05:00', 13_800],
  ['S26 the half hour that the clocks skip', 'oak', 'plumbing', '43204', '2027-03-14T03:30:00-04:00', 25_800],
  ['Thanksgiving at noon', 'oak', 'plumbing', '43204', '2026-11-26T12:00:00-05:00', 31_800],
  ['California water damage by day', 'redwood', 'water_damage', '95401', '2026-11-24T09:00:00-08:00', 6900],
])('%s', async (_name, to, trade, zip, visitAt, totalCents) => {
  const { ctx, call } = await untouched.placeCall({ to });
  const at = new Date(visitAt);
  const early = { ...ctx, clock: new ManualClock(new Date(at.getTime() - 3_600_000)) };
  const result = await getPricing(early, { callId: call.id, trade, zip, visitAt: at });
  expect(result).toMatchObject({ ok: true, quote: { totalCents } });
});

test('keeps the quote as it was told, for thirty minutes, for a visit now when none is named', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const result = await getPricing(ctx, { callId: call.id, trade: 'plumbing', zip: '43 215' });
  if (!result.ok) throw new Error(result.refusal);
  expect(result.quote.speakable.en).toBe(
    'two hundred fifty-eight dollars in total: trip fee forty-nine dollars, diagnostic fee eighty-nine dollars, and after-hours fee one hundred twenty dollars',
  );
  expect(await ctx.db.transaction((tx) => tx.select().from(quotes))).toMatchObject([
    {
      id: result.quote.quoteId,
      callId: call.id,
      zip: '43215',
      visitAt: world.clock.now(),
      validUntil: new Date('2026-11-24T03:30:00Z'),
      totalCents: 25_800,
      lines: result.quote.lines,
    },
  ]);
});

test('S13: a club member, known by number, pays no trip and half the surcharge', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ from: '+16145550113' });
  const phone = PhoneNumber.parse('+16145550113');
  const member = { businessId: ctx.business.id, phone, membership: 'oak_club' };
  await ctx.db.transaction((tx) => tx.insert(customers).values(member));
  const priced = { trade: 'plumbing', zip: '43202' } as const;
  const visitAt = new Date('2026-12-06T17:45:00-05:00');
  const result = await getPricing(ctx, { callId: call.id, ...priced, visitAt });
  expect(result).toMatchObject({ ok: true, quote: { totalCents: 14_900 } });
  const stranger = await world.placeCall({ from: '+16145550114' });
  const full = await getPricing(stranger.ctx, { callId: stranger.call.id, ...priced, visitAt });
  expect(full).toMatchObject({ ok: true, quote: { totalCents: 25_800 } });
});

test('the newest price book in force counts, one of tomorrow does not', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await ctx.db.transaction(async (tx) => {
    const [book] = await tx.select().from(priceBooks);
    if (!book) throw new Error('The demo has a price book');
    const { businessId, memberships } = book;
    const [now, later] = [world.clock.now(), new Date('2026-11-25T00:00:00Z')];
    const fees = { ...book.fees, trip: 5000 };
    await tx.insert(priceBooks).values({ businessId, memberships, version: 2, fees, effectiveFrom: now });
    const dearer = { ...fees, trip: 9900 };
    await tx
      .insert(priceBooks)
      .values({ businessId, memberships, version: 3, fees: dearer, effectiveFrom: later });
  });
  const result = await getPricing(ctx, { callId: call.id, trade: 'plumbing', zip: '43215' });
  expect(result).toMatchObject({ ok: true, quote: { totalCents: 25_900 } });
});

test('refuses what the business does not do and where it does not go', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ to: 'mesa' });
  const ask = (trade: Trade, zip: string) => getPricing(ctx, { callId: call.id, trade, zip });
  expect(await ask('roofing', '85021')).toEqual({ ok: false, refusal: 'trade-not-offered' });
  expect(await ask('hvac', '10001')).toEqual({ ok: false, refusal: 'outside-service-area' });
  expect(await ask('hvac', '8502')).toEqual({ ok: false, refusal: 'invalid-zip' });
});

test('a business without a price book is a fault, not a free visit', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await ctx.db.transaction((tx) => tx.delete(priceBooks));
  const asking = getPricing(ctx, { callId: call.id, trade: 'plumbing', zip: '43215' });
  await expect(asking).rejects.toBeInstanceOf(NotFound);
});
