import { bookingPolicies, bookings, priceBooks } from '@afterhourfix/database/schema';
import type { QuoteId } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { offerSlot, offerSlots, tellPrice, VISIT } from '../testing/visits.ts';
import { type BookSlotInput, bookSlot, rescheduleBooking, type Slot } from './index.ts';

const HALF_HOUR_MS = 30 * 60_000;

async function priceOf(...asked: Parameters<typeof tellPrice>): Promise<QuoteId> {
  const quoteId = await tellPrice(...asked);
  if (!quoteId) throw new Error('It has no price');
  return quoteId;
}

/** Of itself nothing is priced first. */
function book({ ctx, call }: PlacedCall, slot: Slot, change: Partial<BookSlotInput> = {}) {
  return bookSlot(ctx, { callId: call.id, slotId: slot.slotId, ...VISIT, ...change });
}

const quotesOfBookings = async ({ ctx }: PlacedCall) => {
  const rows = await ctx.db.transaction((tx) => tx.select().from(bookings).orderBy(bookings.id));
  return rows.map(({ quoteId }) => quoteId);
};

test('books at the quote that is named, at the latest of its kind when none is', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const quoteId = await priceOf(placed, { visitAt: slot.startsAt });
  world.clock.advance(1_000);
  const latest = await priceOf(placed, { visitAt: slot.startsAt });
  expect(await book(placed, slot, { quoteId })).toMatchObject({ ok: true });
  expect(await quotesOfBookings(placed)).toEqual([quoteId]);
  const other = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const next = await offerSlot(other);
  const told = await priceOf(other, { visitAt: next.startsAt });
  expect(await book(other, next)).toMatchObject({ ok: true });
  expect(await quotesOfBookings(placed)).toEqual([quoteId, told]);
  expect(latest).not.toBe(quoteId);
});

test.each([true, false])('a quote that has run out is refused, named or not: %s', async (isNamed) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const first = await offerSlot(placed);
  const quoteId = await priceOf(placed, { visitAt: first.startsAt });
  world.clock.advance(HALF_HOUR_MS);
  const slot = await offerSlot(placed);
  expect(await book(placed, slot, isNamed ? { quoteId } : {})).toEqual({
    ok: false,
    refusal: 'quote-expired',
  });
  expect(await quotesOfBookings(placed)).toEqual([]);
});

test("another call's quote is refused, another business's and one of nobody are none", async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const neighbour = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const stranger = await world.placeCall({ to: 'oak' });
  const asked = { visitAt: slot.startsAt };
  const refusalOf = async (quoteId: string) => {
    const booked = await book(placed, slot, { quoteId });
    return booked.ok ? null : booked.refusal;
  };
  expect(await refusalOf(await priceOf(neighbour, asked))).toBe('quote-of-another-call');
  expect(await refusalOf(await priceOf(stranger, { ...asked, zip: '43215' }))).toBe('quote-required');
  expect(await refusalOf('the cheap one')).toBe('quote-required');
  expect(await quotesOfBookings(placed)).toEqual([]);
});

test.each([
  ['no price at all', null],
  ['the price of another trade', { trade: 'hvac' }],
  ['the price of another ZIP', { zip: '85003' }],
  ['the price of coming at night', { visitAt: undefined }],
] as const)('%s books nothing, and that of the window does', async (_name, told) => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  if (told) await priceOf(placed, { visitAt: slot.startsAt, ...told });
  expect(await book(placed, slot)).toEqual({ ok: false, refusal: 'quote-required' });
  await priceOf(placed, { visitAt: slot.startsAt });
  expect(await book(placed, slot)).toMatchObject({ ok: true });
});

test('a business that wants it otherwise, or has no prices in force, books without', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const { db, business, clock } = placed.ctx;
  const slot = await offerSlot(placed);
  await db.transaction((tx) => tx.update(priceBooks).set({ effectiveTo: clock.now() }));
  expect(await book(placed, slot)).toMatchObject({ ok: true });
  await db.transaction((tx) => tx.update(priceBooks).set({ effectiveTo: null }));
  const other = await world.placeCall({ to: 'mesa', from: '+16025550111' });
  const next = await offerSlot(other);
  expect(await book(other, next)).toEqual({ ok: false, refusal: 'quote-required' });
  const policy = { businessId: business.id, requiresQuote: false };
  await db.transaction((tx) => tx.insert(bookingPolicies).values(policy));
  expect(await book(other, next)).toMatchObject({ ok: true });
  expect(await quotesOfBookings(placed)).toEqual([null, null]);
});

test('a moved visit keeps its price within hours of one fee, and is priced anew for others', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const slot = await offerSlot(placed);
  const quoteId = await priceOf(placed, { visitAt: slot.startsAt });
  const booked = await book(placed, slot, { quoteId });
  if (!booked.ok) throw new Error(booked.refusal);
  world.clock.advance(HALF_HOUR_MS);
  const bookingId = booked.booking.id;
  const moveTo = ({ slotId }: Slot) =>
    rescheduleBooking(placed.ctx, { bookingId, callId: placed.call.id, slotId });
  expect(await moveTo(await offerSlot(placed))).toMatchObject({ ok: true });
  expect(await quotesOfBookings(placed)).toEqual([quoteId]);
  const [, night] = await offerSlots(placed, { isEmergency: true, limit: 2 });
  if (!night) throw new Error('No night is free');
  expect(await moveTo(night)).toEqual({ ok: false, refusal: 'quote-required' });
  const nightQuoteId = await priceOf(placed, { visitAt: night.startsAt });
  expect(await moveTo(night)).toMatchObject({ ok: true });
  expect(await quotesOfBookings(placed)).toEqual([nightQuoteId]);
});
