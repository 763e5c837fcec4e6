import { afterEach, beforeEach, expect, test } from 'vitest';
import { setServiceZones } from '../service-area/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlot, tellPrice } from '../testing/visits.ts';
import { bookSlot, getSlots } from './index.ts';

const GARY = '46402';
const INDIANAPOLIS = '46204';
const BOWLING_GREEN = '42101';
const LOUISVILLE = '40202';
const POST_BOX = '43216';

let world: DemoWorld;
let placed: PlacedCall;
afterEach(() => world[Symbol.asyncDispose]());
/** A business of Ohio that goes to both sides of the zone's border, and to Dublin for furnaces alone. */
beforeEach(async () => {
  world = await createDemoWorld();
  placed = await world.placeCall();
  const near = { kind: 'zips' as const, zips: [GARY, INDIANAPOLIS, BOWLING_GREEN, LOUISVILLE, '43215'] };
  const dublin = { kind: 'zips' as const, zips: ['43017'] };
  await setServiceZones(placed.ctx, [
    { name: 'near', shape: near, terms: { zone: 'core' } },
    { name: 'Dublin', shape: dublin, terms: { zone: 'core' }, trades: ['hvac'] },
    {
      name: 'around Columbus',
      shape: { kind: 'miles', center: { latitude: 39.96, longitude: -83 }, miles: 5 },
      terms: { zone: 'core' },
    },
  ]);
});

const ask = (zip: string) => getSlots(placed.ctx, { callId: placed.call.id, trade: 'plumbing', zip });

test.each([
  [INDIANAPOLIS, 'America/Indiana/Indianapolis', 'between 8 and 10 in the morning'],
  [LOUISVILLE, 'America/Kentucky/Louisville', 'between 8 and 10 in the morning'],
  [GARY, 'America/Chicago', 'between 7 and 9 in the morning'],
  [BOWLING_GREEN, 'America/Chicago', 'between 7 and 9 in the morning'],
])('the first window of the day is told in %s by the clocks of %s: %s', async (zip, timeZone, words) => {
  const offered = await ask(zip);
  const startsAt = new Date('2026-11-24T13:00:00Z');
  const speakable = `Tuesday, November 24th, ${words}`;
  expect(offered).toMatchObject({ ok: true, timeZone, slots: [{ startsAt, speakable }, {}] });
});

test('a booked visit is told by the clocks of its address, wherever it was looked for', async () => {
  const told = { trade: 'plumbing', zip: '43215' } as const;
  const slot = await offerSlot(placed, told);
  expect(slot.speakable).toMatch(/8 and 10/);
  const booked = await bookOffer(placed, slot, { zip: GARY });
  expect(booked).toMatchObject({ ok: true, booking: { speakable: expect.stringMatching(/7 and 9/) } });
});

test.each([
  ['85251', 'outside-service-area'],
  ['Columbus', 'invalid-zip'],
  ['43250', 'unknown-zip'],
  ['K1A 0B1', 'not-a-us-zip'],
  [POST_BOX, 'needs-street'],
  ['43017', 'outside-service-area'],
])('of %s nothing is offered: %s', async (zip, refusal) => {
  expect(await ask(zip)).toEqual({ ok: false, refusal });
});

test('a zone that is for some trades only offers those, and books no others there', async () => {
  const { ctx, call } = placed;
  const furnace = { callId: call.id, trade: 'hvac', zip: '43017' } as const;
  expect(await getSlots(ctx, furnace)).toMatchObject({ ok: true });
  const slot = await offerSlot(placed, { zip: '43215' });
  const visit = { name: 'Al', phone: '6145550107', addressLine: '12 Main St', problem: 'Leak' };
  expect(await bookSlot(ctx, { callId: call.id, slotId: slot.slotId, ...visit, zip: '43017' })).toEqual({
    ok: false,
    refusal: 'outside-service-area',
  });
});

test('the street that a visit is booked for settles what its ZIP leaves open', async () => {
  const { ctx, call } = placed;
  const slot = await offerSlot(placed, { zip: '43215' });
  const priceOfBox = () => tellPrice(placed, { zip: POST_BOX, visitAt: slot.startsAt });
  expect(await priceOfBox()).toBeNull();
  const who = { name: 'Al', phone: '6145550107', addressLine: '12 W Gay St', problem: 'Leak' };
  const book = () => bookSlot(ctx, { callId: call.id, slotId: slot.slotId, ...who, zip: POST_BOX });
  expect(await book()).toEqual({ ok: false, refusal: 'quote-required' });
  expect(await priceOfBox()).not.toBeNull();
  expect(await book()).toMatchObject({ ok: true });
});
