import { callEvents, workOrders } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { findOpenIncident } from '../incidents/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { bookOffer, offerSlots } from '../testing/visits.ts';
import { rescheduleBooking } from './index.ts';

const zip = '43215';
const REFUSED = { ok: false, refusal: 'before-its-predecessor' };

const incidentOf = ({ ctx, call }: PlacedCall) => findOpenIncident(ctx, { callId: call.id });

/** As the call's triage writes it when the caller tells of a trouble that needs them all. */
const judge = ({ ctx, call }: PlacedCall, trades: readonly string[]) =>
  ctx.db.transaction((tx) =>
    tx.insert(callEvents).values({
      businessId: ctx.business.id,
      callId: call.id,
      eventKey: `triage-judged.${trades.join()}`,
      type: 'triage-judged',
      at: ctx.clock.now(),
      payload: { severity: 'property_damage', trades },
    }),
  );

async function offer(placed: PlacedCall, wish: Parameters<typeof offerSlots>[1]) {
  const [first, second] = await offerSlots(placed, { zip, limit: 2, ...wish });
  if (!first || !second) throw new Error('Too little was offered');
  return { first, second };
}

test('one trade is no incident; a second makes one, with both visits in the order of the work', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await judge(placed, ['plumbing', 'water_damage']);
  const pipes = await offer(placed, { trade: 'plumbing' });
  expect(await bookOffer(placed, pipes.first, { zip })).toMatchObject({ ok: true });
  expect(await incidentOf(placed)).toBeNull();
  const drying = await offer(placed, { trade: 'water_damage' });
  expect(await bookOffer(placed, drying.second, { zip, trade: 'water_damage' })).toMatchObject({ ok: true });
  const incident = await incidentOf(placed);
  expect(incident?.workOrders).toMatchObject([
    { trade: 'plumbing', status: 'booked', dependsOn: [] },
    { trade: 'water_damage', status: 'booked', dependsOn: [incident?.workOrders[0]?.id] },
  ]);
  expect(new Set(incident?.workOrders.map(({ bookingId }) => bookingId)).size).toBe(2);
});

test('nobody dries before the source is stopped, also when one of them is moved', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call } = placed;
  await judge(placed, ['plumbing', 'water_damage']);
  const pipes = await offer(placed, { trade: 'plumbing' });
  const booked = await bookOffer(placed, pipes.second, { zip });
  const drying = await offer(placed, { trade: 'water_damage' });
  expect(await bookOffer(placed, drying.first, { zip, trade: 'water_damage' })).toEqual(REFUSED);
  expect(await bookOffer(placed, drying.second, { zip, trade: 'water_damage' })).toMatchObject({ ok: true });
  const later = await offer(placed, { trade: 'plumbing', earliestAt: drying.second.endsAt });
  expect(await bookOffer(placed, later.first, { zip })).toEqual(REFUSED);
  const bookingId = booked.ok ? booked.booking.id : '';
  const move = { bookingId, callId: call.id, slotId: later.first.slotId };
  expect(await rescheduleBooking(ctx, move)).toEqual(REFUSED);
});

test('the drying that was booked alone can be moved behind the plumber', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await judge(placed, ['plumbing', 'water_damage']);
  const drying = await offer(placed, { trade: 'water_damage' });
  await bookOffer(placed, drying.first, { zip, trade: 'water_damage' });
  const pipes = await offer(placed, { trade: 'plumbing', earliestAt: drying.second.startsAt });
  expect(await bookOffer(placed, pipes.first, { zip })).toEqual(REFUSED);
  const later = await offer(placed, { trade: 'water_damage', earliestAt: pipes.first.startsAt });
  expect(await bookOffer(placed, later.second, { zip, trade: 'water_damage' })).toMatchObject({ ok: true });
  const again = await offer(placed, { trade: 'plumbing', earliestAt: pipes.first.startsAt });
  expect(await bookOffer(placed, again.first, { zip })).toMatchObject({ ok: true });
});

test('slots asked for with other trades open the incident, and are for the work that comes first', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const drying = await offer(placed, { trade: 'water_damage' });
  const pipes = await offer(placed, { trade: 'water_damage', otherTrades: ['plumbing'] });
  expect((await incidentOf(placed))?.workOrders).toMatchObject([
    { trade: 'plumbing', status: 'planned' },
    { trade: 'water_damage', status: 'planned' },
  ]);
  const alone = { zip, trade: 'water_damage' } as const;
  expect(await bookOffer(placed, drying.first, alone)).toEqual(REFUSED);
  expect(await bookOffer(placed, pipes.second, { zip })).toMatchObject({ ok: true });
  const again = await offer(placed, { trade: 'water_damage' });
  expect(again.first.startsAt).toEqual(pipes.second.startsAt);
  expect(await bookOffer(placed, again.first, alone)).toMatchObject({ ok: true });
  const statuses = await placed.ctx.db.transaction((tx) => tx.select().from(workOrders));
  expect(statuses.map(({ status }) => status)).toEqual(['booked', 'booked']);
});

test('two troubles of one caller hold nobody up: the electrician of next week lets the plumber come tomorrow', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await judge(placed, ['electrical']);
  await judge(placed, ['plumbing']);
  const wires = await offer(placed, { trade: 'electrical' });
  expect(await bookOffer(placed, wires.second, { zip, trade: 'electrical' })).toMatchObject({ ok: true });
  const pipes = await offer(placed, { trade: 'plumbing' });
  expect(pipes.first.startsAt.getTime()).toBeLessThan(wires.second.startsAt.getTime());
  expect(await bookOffer(placed, pipes.first, { zip })).toMatchObject({ ok: true });
  expect(await incidentOf(placed)).toBeNull();
});
