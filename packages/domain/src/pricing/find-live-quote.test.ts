import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { type FindLiveQuoteInput, findLiveQuote, getPricing } from './index.ts';

const HALF_HOUR_MS = 1_800_000;
const DAY = { startsAt: new Date('2026-11-25T13:00:00Z'), endsAt: new Date('2026-11-25T15:00:00Z') };
const NIGHT = { startsAt: new Date('2026-11-25T03:00:00Z'), endsAt: new Date('2026-11-25T05:00:00Z') };
const VISIT = { trades: ['plumbing'], zip: '43215' } as const;

const find = ({ ctx, call }: PlacedCall, rest: Partial<FindLiveQuoteInput> = {}) =>
  ctx.db.transaction((tx) => findLiveQuote(tx, { ctx, callId: call.id, ...VISIT, ...rest }));

async function price({ ctx, call }: PlacedCall, visitAt?: Date) {
  const wish = { callId: call.id, trade: 'plumbing', otherTrades: ['water_damage'], zip: '43215' } as const;
  const priced = await getPricing(ctx, { ...wish, visitAt });
  if (!priced.ok) throw new Error(priced.refusal);
  return priced.quote;
}

test('finds the latest price of the call, or the one that is named, with its lines', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const day = await price(placed, DAY.startsAt);
  world.clock.advance(60_000);
  const now = await price(placed);
  expect(await find(placed)).toMatchObject({ ok: true, quote: { quoteId: now.quoteId, totalCents: 25_800 } });
  expect(await find(placed, { quoteId: day.quoteId })).toMatchObject({
    ok: true,
    quote: { totalCents: 13_800, lines: day.lines, validUntil: day.validUntil },
  });
});

test('a price for the day does not hold for the night, nor the other way round', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const day = await price(placed, DAY.startsAt);
  expect(await find(placed, { window: DAY })).toMatchObject({ quote: { quoteId: day.quoteId } });
  expect(await find(placed, { window: NIGHT })).toEqual({ ok: false, refusal: 'no-quote' });
  const night = await price(placed);
  expect(await find(placed, { window: NIGHT })).toMatchObject({ quote: { quoteId: night.quoteId } });
  expect(await find(placed, { window: DAY })).toMatchObject({ quote: { quoteId: day.quoteId } });
});

test('a price holds for half an hour', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { quoteId } = await price(placed);
  world.clock.advance(HALF_HOUR_MS - 1);
  expect(await find(placed)).toMatchObject({ ok: true });
  world.clock.advance(1);
  expect(await find(placed)).toEqual({ ok: false, refusal: 'quote-expired' });
  expect(await find(placed, { quoteId })).toEqual({ ok: false, refusal: 'quote-expired' });
});

test("another call's price is refused as such, another business's does not exist", async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { quoteId } = await price(placed);
  const other = await world.placeCall();
  expect(await find(other, { quoteId })).toEqual({ ok: false, refusal: 'quote-of-another-call' });
  expect(await find(other)).toEqual({ ok: false, refusal: 'no-quote' });
  const mesa = await world.placeCall({ to: 'mesa' });
  expect(await find(mesa, { quoteId })).toEqual({ ok: false, refusal: 'no-quote' });
});

test.each<[name: string, rest: Partial<FindLiveQuoteInput>, ok: boolean]>([
  ['one of its trades', { trades: ['water_damage'] }, true],
  ['both of its trades', { trades: ['water_damage', 'plumbing'] }, true],
  ['a trade that it does not hold', { trades: ['plumbing', 'electrical'] }, false],
  ['another ZIP', { zip: '43017' }, false],
  ['an id that is none', { quoteId: 'quote_1' }, false],
  ['an id of nothing', { quoteId: '0197a000-0000-7000-8000-0000000000ff' }, false],
])('for %s', async (_name, rest, ok) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await price(placed);
  expect(await find(placed, rest)).toMatchObject(ok ? { ok } : { ok, refusal: 'no-quote' });
});
