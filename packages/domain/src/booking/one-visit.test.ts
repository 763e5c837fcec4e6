import {
  bookingPolicies,
  bookings,
  quotes,
  technicianCommitments,
  technicians,
} from '@afterhourfix/database/schema';
import type { Trade } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { findOpenIncident } from '../incidents/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, technicianBySlug, tellPrice, VISIT } from '../testing/visits.ts';
import { addTimeOff, bookSlot, type GetSlotsInput, getSlots } from './index.ts';

const zip = '43215';
/** A water heater that leaks and sparks, told the wrong way round. */
const HEATER = { trade: 'plumbing', otherTrades: ['electrical'] } as const;
const BOTH = ['electrical', 'plumbing'];

const teach = (ctx: DomainContext, slug: string, skills: string[]) =>
  ctx.db.transaction((tx) => tx.update(technicians).set({ skills }).where(eq(technicians.slug, slug)));

async function ask({ ctx, call }: PlacedCall, wish: Partial<GetSlotsInput> & { trade: Trade }) {
  const found = await getSlots(ctx, { callId: call.id, zip, ...wish });
  if (!found.ok) throw new Error(`Nothing was offered: ${found.refusal}`);
  const [first, second] = found.slots;
  if (!first || !second) throw new Error('Too little was offered');
  return { ...found, first, second };
}

const listBookings = ({ ctx }: PlacedCall) =>
  ctx.db.transaction((tx) => tx.select().from(bookings).where(eq(bookings.status, 'booked')));
const ordersOf = async ({ ctx, call }: PlacedCall) =>
  (await findOpenIncident(ctx, { callId: call.id }))?.workOrders ?? [];

test('one technician who holds all skills comes once and does all the work, at one price', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await teach(placed.ctx, 'tech_dee', BOTH);
  const offer = await ask(placed, HEATER);
  expect(offer).toMatchObject({ trades: BOTH, laterTrades: [] });
  const booked = await bookOffer(placed, offer.first, { zip, ...HEATER });
  expect(booked).toMatchObject({ ok: true, booking: { technicianName: 'Dee Marshall', trades: BOTH } });
  const [visit, ...others] = await listBookings(placed);
  expect(others).toEqual([]);
  expect(visit).toMatchObject({ trade: 'electrical', otherTrades: ['plumbing'] });
  expect(await ordersOf(placed)).toMatchObject([
    { trade: 'electrical', status: 'booked', bookingId: visit?.id },
    { trade: 'plumbing', status: 'booked', bookingId: visit?.id },
  ]);
  const rows = await placed.ctx.db.transaction(async (tx) => ({
    commitments: await tx.select().from(technicianCommitments),
    quotes: await tx.select().from(quotes),
  }));
  // Both jobs and the way to the next visit.
  const minutes = rows.commitments.map(
    ({ startsAt, endsAt }) => (endsAt.getTime() - startsAt.getTime()) / 60_000,
  );
  expect(minutes).toEqual([90 + 90 + 30]);
  // One trip, two diagnostics.
  expect(rows.quotes.map(({ totalCents }) => totalCents)).toEqual([22_700]);
});

test('a price for one of its trades does not book the visit for both', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await teach(placed.ctx, 'tech_dee', BOTH);
  const offer = await ask(placed, HEATER);
  expect(await bookOffer(placed, offer.first, { zip })).toEqual({ ok: false, refusal: 'quote-required' });
});

test('where nobody holds all skills, each work has its visit in its order, and one trip is charged', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const wires = await ask(placed, HEATER);
  expect(wires).toMatchObject({ trades: ['electrical'], laterTrades: ['plumbing'] });
  expect(await bookOffer(placed, wires.second, { zip, trade: 'electrical' })).toMatchObject({ ok: true });
  const pipes = await ask(placed, { trade: 'plumbing' });
  expect(pipes.first.startsAt).toEqual(wires.second.startsAt);
  expect(await bookOffer(placed, pipes.first, { zip })).toMatchObject({ ok: true });
  const visits = await listBookings(placed);
  expect(visits.map(({ trade, otherTrades }) => [trade, otherTrades])).toEqual([
    ['electrical', []],
    ['plumbing', []],
  ]);
  const told = await placed.ctx.db.transaction((tx) =>
    tx.select().from(quotes).orderBy(quotes.createdAt, quotes.id),
  );
  // Trip and one diagnostic; then the same trip with both of them, and both visits are booked at that.
  expect(told.map(({ totalCents }) => totalCents)).toEqual([13_800, 22_700]);
  expect(visits.map(({ quoteId }) => quoteId)).toEqual([told[1]?.id, told[1]?.id]);
});

test('the surcharge of an incident is charged once, for its dearest hour', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const wires = await ask(placed, { ...HEATER, isEmergency: true });
  const total = { zip, trade: 'electrical', otherTrades: ['plumbing'] } as const;
  expect(await bookOffer(placed, wires.second, total)).toMatchObject({ ok: true });
  const pipes = await ask(placed, { trade: 'plumbing' });
  expect(pipes.first.startsAt.getTime()).toBeGreaterThan(wires.second.endsAt.getTime());
  // By day, at the price that was told for both at night: nothing is asked for anew.
  const input = { ...VISIT, callId: placed.call.id, zip, slotId: pipes.first.slotId };
  expect(await bookSlot(placed.ctx, input)).toMatchObject({ ok: true });
  await tellPrice(placed, { trade: 'plumbing', zip, visitAt: pipes.first.startsAt });
  const told = await placed.ctx.db.transaction((tx) => tx.select().from(quotes));
  expect(told.map(({ totalCents }) => totalCents)).toEqual([34_700, 34_700]);
});

test('one visit is not worth more than twenty minutes of waiting', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx } = placed;
  await teach(ctx, 'tech_dee', BOTH);
  const technicianId = await technicianBySlug(ctx, 'tech_dee');
  const tuesday = { startsAt: new Date('2026-11-24T05:00:00Z'), endsAt: new Date('2026-11-25T05:00:00Z') };
  await addTimeOff(ctx, { technicianId, during: tuesday });
  expect(await ask(placed, HEATER)).toMatchObject({ trades: ['electrical'], laterTrades: ['plumbing'] });
  // From Wednesday on everybody is as soon there.
  const wednesday = { earliestAt: tuesday.endsAt };
  expect(await ask(placed, { ...HEATER, ...wednesday })).toMatchObject({ trades: BOTH, laterTrades: [] });
});

test('a trade that the business does not have is left to others, and the visit is for the rest', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const offer = await ask(placed, { ...HEATER, zip: VISIT.zip });
  expect(offer).toMatchObject({ trades: ['plumbing'], laterTrades: [] });
  expect(await ordersOf(placed)).toMatchObject([{ status: 'referred' }, { status: 'planned' }]);
});

test('one visit is moved whole, corrected in place, and not torn apart', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await teach(placed.ctx, 'tech_dee', BOTH);
  const offer = await ask(placed, HEATER);
  const work = { zip, ...HEATER };
  await bookOffer(placed, offer.first, work);
  await bookOffer(placed, offer.first, { ...work, name: 'Gina Falk' });
  expect(await listBookings(placed)).toMatchObject([{ contactName: 'Gina Falk' }]);
  const pipes = await ask(placed, { trade: 'plumbing' });
  const alone = await bookOffer(placed, pipes.second, { zip });
  expect(alone).toEqual({ ok: false, refusal: 'part-of-a-visit' });
  const later = await ask(placed, { ...HEATER, earliestAt: offer.second.endsAt });
  expect(await bookOffer(placed, later.first, work)).toMatchObject({ ok: true });
  expect(await listBookings(placed)).toMatchObject([
    { startsAt: later.first.startsAt, otherTrades: ['plumbing'] },
  ]);
  expect(new Set((await ordersOf(placed)).map(({ bookingId }) => bookingId)).size).toBe(1);
});

test('visits of several people give way to one for all', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const wires = await ask(placed, HEATER);
  await bookOffer(placed, wires.first, { zip, trade: 'electrical' });
  const pipes = await ask(placed, { trade: 'plumbing' });
  await bookOffer(placed, pipes.first, { zip });
  await teach(placed.ctx, 'tech_dee', BOTH);
  const whole = await ask(placed, { ...HEATER, earliestAt: pipes.second.startsAt });
  expect(await bookOffer(placed, whole.first, { zip, ...HEATER })).toMatchObject({ ok: true });
  expect(await listBookings(placed)).toMatchObject([{ trade: 'electrical', otherTrades: ['plumbing'] }]);
});

test('callers who race for those who know both, and for one of their trades, book no time twice and leave none free', async () => {
  await using world = await createDemoWorld({ poolSize: 12 });
  const { ctx } = await world.placeCall();
  await ctx.db.transaction(async (tx) => {
    await tx.update(technicians).set({ isActive: false });
    const names = ['one', 'two', 'three'];
    const rows = names.map((name) => ({ name, slug: name, skills: BOTH, homeZip: zip }));
    await tx.insert(technicians).values(rows.map((row) => ({ ...row, businessId: ctx.business.id })));
    const policy = { businessId: ctx.business.id, maximumDaysAhead: 1, requiresQuote: false };
    await tx.insert(bookingPolicies).values(policy);
  });
  const attempt = async (index: number): Promise<string> => {
    const placed = await world.placeCall({ from: `+1614555${1000 + index}` });
    const work = index % 4 === 3 ? ({ trade: 'plumbing' } as const) : HEATER;
    const wish = { callId: placed.call.id, zip, limit: 1, ...work };
    const offered = await getSlots(placed.ctx, wish);
    if (!offered.ok) return offered.refusal;
    const slotId = offered.slots[0]?.slotId ?? '';
    const booked = await bookSlot(placed.ctx, { ...VISIT, callId: placed.call.id, zip, slotId });
    return booked.ok ? `${offered.trades.length}` : booked.refusal;
  };
  const answers = await Promise.all(Array.from({ length: 36 }, (_, index) => attempt(index)));
  expect(new Set(answers)).toEqual(new Set(['1', '2', 'no-slot-free']));
  const rows = await ctx.db.transaction((tx) => tx.select().from(bookings));
  expect(rows.filter(({ otherTrades }) => otherTrades.length === 1)).toHaveLength(
    answers.filter((answer) => answer === '2').length,
  );
  expect(rows).toHaveLength(answers.filter((answer) => answer !== 'no-slot-free').length);
  // The constraint keeps times apart; that nothing was lost shows when one more finds nothing.
  expect([await attempt(100), await attempt(101)]).toEqual(['no-slot-free', 'no-slot-free']);
}, 60_000);
