import { bookingPolicies, bookings } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { getPricing } from '../pricing/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot } from '../testing/visits.ts';

const HALF_HOUR_MS = 30 * 60_000;

async function tellPrice({ ctx, call }: PlacedCall, zip = '85021') {
  const priced = await getPricing(ctx, { callId: call.id, trade: 'plumbing', zip });
  if (!priced.ok) throw new Error(priced.refusal);
  return priced.quote.quoteId;
}

const countBooked = ({ ctx }: PlacedCall) => ctx.db.transaction((tx) => tx.$count(bookings));

test('books at the quote that is named', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const quoteId = await tellPrice(placed);
  await tellPrice(placed);
  expect(await bookOffer(placed, await offerSlot(placed), { quoteId })).toMatchObject({ ok: true });
  const rows = await placed.ctx.db.transaction((tx) => tx.select().from(bookings));
  expect(rows).toMatchObject([{ quoteId }]);
});

test('a quote that has run out is refused, and nothing is booked', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const quoteId = await tellPrice(placed);
  world.clock.advance(HALF_HOUR_MS);
  expect(await bookOffer(placed, await offerSlot(placed), { quoteId })).toEqual({
    ok: false,
    refusal: 'quote-expired',
  });
  expect(await countBooked(placed)).toBe(0);
});

test("another call's quote, another business's and one of nobody are refused", async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const neighbour = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const stranger = await world.placeCall({ to: 'oak' });
  const foreign = await tellPrice(stranger, '43215');
  for (const quoteId of [await tellPrice(neighbour), foreign, 'the cheap one'])
    expect(await bookOffer(placed, slot, { quoteId })).toEqual({
      ok: false,
      refusal: 'quote-of-another-call',
    });
  expect(await countBooked(placed)).toBe(0);
});

test('where a price has to be told first, nothing is booked without', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const { db, business } = placed.ctx;
  const policy = { businessId: business.id, requiresQuote: true };
  await db.transaction((tx) => tx.insert(bookingPolicies).values(policy));
  const slot = await offerSlot(placed);
  expect(await bookOffer(placed, slot)).toEqual({ ok: false, refusal: 'quote-required' });
  await tellPrice(placed);
  expect(await bookOffer(placed, slot)).toMatchObject({ ok: true });
});
