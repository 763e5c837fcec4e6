import { holds } from '@afterhourfix/database/schema';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { PricingTriage, Quote } from '../pricing/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { offerSlot, technicianBySlug, VISIT } from '../testing/visits.ts';
import { bookSlot, type QuoteVisitInput, quoteVisit, setWeeklyShifts } from './index.ts';

const zip = '43215';
const HOUR_MS = 3_600_000;
const CALM: PricingTriage = { severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] };

/** Tuesday, half past nine in Ohio: with an hour's notice the window from ten to noon is gone. */
async function onTuesday(world: DemoWorld): Promise<PlacedCall> {
  world.clock.advance(11.5 * HOUR_MS);
  return world.placeCall();
}

async function price(
  { ctx, call }: PlacedCall,
  wish: Partial<QuoteVisitInput> = {},
  calendar: Parameters<typeof quoteVisit>[2] = null,
): Promise<Quote> {
  const input = { callId: call.id, trade: 'plumbing', zip, triage: CALM, ...wish } as const;
  const priced = await quoteVisit(ctx, input, calendar);
  if (!priced.ok) throw new Error(`No price: ${priced.refusal}`);
  return priced.quote;
}

function priorityIn({ optional: [offer] }: Quote) {
  if (offer?.code !== 'priority') throw new Error('No priority was offered');
  return offer;
}

const book = ({ ctx, call }: PlacedCall, slotId: string) =>
  bookSlot(ctx, { ...VISIT, callId: call.id, zip, slotId });
const listPriorityHolds = ({ ctx }: PlacedCall) =>
  ctx.db.transaction((tx) => tx.select().from(holds).where(eq(holds.isPriority, true)));

test('priority is offered with the earlier window that it opens, which is kept, priced and booked', async () => {
  await using world = await createDemoWorld();
  const placed = await onTuesday(world);
  const offer = priorityIn(await price(placed));
  expect(offer.speakable).toEqual({
    en: 'Priority is seventy-five dollars more and moves you from Tuesday, November 24th, between noon and 2 in the afternoon to Tuesday, November 24th, between 10 in the morning and noon.',
    es: 'La prioridad cuesta setenta y cinco dólares más y le cambia el martes 24 de noviembre, entre las 12 y las 2 de la tarde por el martes 24 de noviembre, entre las 10 de la mañana y el mediodía.',
  });
  const { slotId, startsAt } = offer.to;
  expect(startsAt).toEqual(new Date('2026-11-24T15:00:00Z'));
  expect(await listPriorityHolds(placed)).toMatchObject([{ id: slotId, status: 'live' }]);
  expect(await book(placed, slotId)).toEqual({ ok: false, refusal: 'quote-required' });
  const { totalCents } = await price(placed, { isPriority: true, visitAt: startsAt });
  expect(totalCents).toBe(21_300);
  expect(await book(placed, slotId)).toMatchObject({ ok: true, booking: { startsAt } });
});

test('who says no books the usual window at the usual price, and what was kept is free again', async () => {
  await using world = await createDemoWorld();
  const placed = await onTuesday(world);
  const slot = await offerSlot(placed, { zip });
  const offer = priorityIn(await price(placed, { visitAt: slot.startsAt }));
  expect(offer.from.startsAt).toEqual(slot.startsAt);
  expect((await price(placed, { visitAt: slot.startsAt })).optional).toEqual([]);
  // A price with priority is not that of a visit without it.
  await price(placed, { isPriority: true, visitAt: offer.to.startsAt });
  expect(await book(placed, slot.slotId)).toMatchObject({ ok: true });
  expect(await listPriorityHolds(placed)).toMatchObject([{ status: 'released' }]);
});

test('priority brings who is on call for the day', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'mesa' });
  const technicianId = await technicianBySlug(placed.ctx, 'tech_ida');
  const hours = { startsLocal: '08:00', endsLocal: '16:00' };
  await setWeeklyShifts(placed.ctx, {
    technicianId,
    shifts: [
      { ...hours, weekday: 2, isOnCall: true },
      { ...hours, weekday: 3, isOnCall: false },
    ],
  });
  const visitAt = new Date('2026-11-25T15:00:00Z');
  const offer = priorityIn(await price(placed, { zip: VISIT.zip, visitAt }));
  expect(offer).toMatchObject({
    from: { startsAt: visitAt },
    to: { startsAt: new Date('2026-11-24T15:00:00Z') },
  });
});

describe('priority is not offered', () => {
  const wednesday = new Date('2026-11-25T15:00:00Z');

  test.each<[string, Partial<QuoteVisitInput>]>([
    ['to who asks for a later day', { visitAt: wednesday }],
    ['in danger', { triage: { ...CALM, severity: 'life_safety' } }],
    ['to a child', { triage: { ...CALM, flags: ['minor'] } }],
    ['before anybody has judged the call', { triage: null }],
    ['for work of several trades', { otherTrades: ['electrical'] }],
  ])('%s', async (_why, wish) => {
    await using world = await createDemoWorld();
    const placed = await onTuesday(world);
    const { optional } = await price(placed, wish);
    expect(optional.map(({ code }) => code)).not.toContain('priority');
    expect(await listPriorityHolds(placed)).toEqual([]);
  });

  test('where it brings nothing, for who comes right now at night, and with a calendar of somebody else', async () => {
    await using world = await createDemoWorld();
    const night = await world.placeCall();
    const slot = await offerSlot(night, { zip });
    const codes = ({ optional }: Quote) => optional.map(({ code }) => code);
    expect(codes(await price(night, { visitAt: slot.startsAt }))).not.toContain('priority');
    expect(codes(await price(await world.placeCall()))).not.toContain('priority');
    const day = await onTuesday(world);
    expect(codes(await price(day, {}, { kind: 'calcom' }))).not.toContain('priority');
    expect(await listPriorityHolds(day)).toEqual([]);
  });
});
