import { calls, textMessages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { bookSlot, getSlots, type Slot } from '../booking/index.ts';
import { setContactConsent } from '../customers/index.ts';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { tellPrice } from '../testing/visits.ts';
import { concludeTransfer, finishCall, recordCallStatus, setHandover } from './index.ts';

test('of ten endings at once one stands, and one job releases what the call held', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  world.clock.advance(90_500);
  const endedAt = world.clock.now();
  const endings = Array.from({ length: 10 }, (_, count) =>
    count % 2 === 0
      ? ({ outcome: 'booked', reason: 'slot_booked' } as const)
      : ({ outcome: 'abandoned', reason: 'caller_hung_up' } as const),
  );
  const results = await Promise.all(
    endings.map((ending) => finishCall(ctx, { callId: call.id, endedAt, ...ending })),
  );
  const winner = endings[results.findIndex((result) => result.isFirst)];
  expect(results.filter((result) => result.isFirst)).toHaveLength(1);
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  expect(row).toMatchObject({
    outcome: winner?.outcome,
    outcomeReason: winner?.reason,
    endedAt,
    durationMs: 90_500,
  });
  expect(await world.listJobs('booking.release-holds')).toEqual([
    { businessId: ctx.business.id, callId: call.id },
  ]);
});

test('many calls may end at the same moment', async () => {
  await using world = await createDemoWorld();
  const placed = [];
  for (let count = 0; count < 20; count += 1) placed.push(await world.placeCall());
  const ending = { outcome: 'failed', reason: 'tech_failure', endedAt: world.clock.now() } as const;
  const results = await Promise.all(
    placed.map(({ ctx, call }) => finishCall(ctx, { callId: call.id, ...ending })),
  );
  expect(results.every((result) => result.isFirst)).toBe(true);
  expect(await world.listJobs('booking.release-holds')).toHaveLength(20);
});

const HUNG_UP = { outcome: 'abandoned', reason: 'caller_hung_up' } as const;

async function offer({ ctx, call }: PlacedCall, limit = 1): Promise<Slot[]> {
  const offered = await getSlots(ctx, { callId: call.id, trade: 'hvac', zip: '43215', limit });
  if (!offered.ok) throw new Error('Nothing was offered');
  return offered.slots;
}

async function book({ ctx, call }: PlacedCall, slot: Slot | undefined) {
  const who = { name: 'Kelly Oduya', phone: '6145550105', addressLine: '3120 Indianola Ave', zip: '43214' };
  await tellPrice({ ctx, call }, { trade: 'hvac', zip: who.zip, visitAt: slot?.startsAt });
  return bookSlot(ctx, { callId: call.id, slotId: slot?.slotId ?? '', problem: 'No heat', ...who });
}

async function rowOf({ ctx, call }: PlacedCall) {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, call.id)));
  return row;
}

test('a call with a booking ends as booked, whatever the session made of it, and its event says so', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await book(placed, (await offer(placed))[0]);
  const finished: unknown[] = [];
  const log = { ...placed.ctx.log, info: (fields: object) => finished.push(fields) };
  const endedAt = world.clock.now();
  await finishCall({ ...placed.ctx, log }, { callId: placed.call.id, ...HUNG_UP, endedAt });
  expect(await rowOf(placed)).toMatchObject({ outcome: 'booked', outcomeReason: 'slot_booked' });
  expect(finished).toMatchObject([{ event: 'call-finished', outcome: 'booked', reason: 'slot_booked' }]);
});

test('a booking that is made after the end of its call corrects the outcome, and nothing else of the end', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const [first, second] = await offer(placed, 2);
  const endedAt = world.clock.now();
  await finishCall(placed.ctx, { callId: placed.call.id, ...HUNG_UP, endedAt });
  world.clock.advance(5_000);
  expect(await book(placed, first)).toMatchObject({ ok: true });
  const corrected = await rowOf(placed);
  expect(corrected).toMatchObject({ outcome: 'booked', outcomeReason: 'slot_booked', endedAt });
  expect(corrected?.customerId).toEqual(expect.any(String));
  expect(await book(placed, second)).toMatchObject({ ok: true });
  expect(await rowOf(placed)).toEqual(corrected);
});

test('a visit that was booked before a person took the call is still what it came to', async () => {
  await using world = await createDemoWorld();
  const [concluded, reported] = [await world.placeCall(), await world.placeCall()];
  const to = PhoneNumber.parse('+16145550190');
  const handover = { kind: 'transfer', to, technicianName: null, isAccepted: true } as const;
  for (const placed of [concluded, reported]) {
    await book(placed, (await offer(placed))[0]);
    await setHandover(placed.ctx, { callId: placed.call.id, handover });
  }
  await concludeTransfer(world.system, { callSid: concluded.call.callSid });
  const report = { status: 'completed', sequenceNumber: 1, durationSeconds: 60, payload: {} };
  const at = world.clock.now();
  await recordCallStatus(world.system, { callSid: reported.call.callSid, at, ...report });
  for (const placed of [concluded, reported])
    expect(await rowOf(placed)).toMatchObject({ outcome: 'booked', outcomeReason: 'slot_booked' });
});

test('a booking does not end the call in which it is made', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  await book(placed, (await offer(placed))[0]);
  expect(await rowOf(placed)).toMatchObject({ endedAt: null, outcome: null });
});

test('a booking and the end of its call at the same moment always come to booked', async () => {
  await using world = await createDemoWorld();
  const endedAt = world.clock.now();
  for (let round = 0; round < 12; round += 1) {
    const placed = await world.placeCall();
    const [slot] = await offer(placed);
    const end = () => finishCall(placed.ctx, { callId: placed.call.id, ...HUNG_UP, endedAt });
    const deeds = [() => book(placed, slot), end];
    await Promise.all((round % 2 === 0 ? deeds : deeds.toReversed()).map((deed) => deed()));
    expect(await rowOf(placed)).toMatchObject({ endedAt, outcome: 'booked' });
  }
});

test('a call that booked knows its customer', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call } = placed;
  await book(placed, (await offer(placed))[0]);
  const endedAt = new Date(call.startedAt.getTime() - 1000);
  await finishCall(ctx, { callId: call.id, outcome: 'booked', reason: 'slot_booked', endedAt });
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  expect(row?.customerId).toEqual(expect.any(String));
  expect(row?.durationMs).toBe(0);
});

test('a caller who is cut off before anything came of it is texted, if they ever agreed to texts', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const { ctx: other, call: later } = await world.placeCall();
  const { ctx: last, call: served } = await world.placeCall();
  const cutOff = { outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...cutOff });
  const number = PhoneNumber.parse('+16145550101');
  const asked = { wording: 'May I text you?', callId: later.id, evidence: {} };
  await setContactConsent(other, { number, channel: 'sms', purpose: 'service', isGranted: true, ...asked });
  await finishCall(other, { callId: later.id, ...cutOff });
  await finishCall(last, { callId: served.id, ...cutOff, outcome: 'information_given' });
  expect(await ctx.db.transaction((tx) => tx.select().from(textMessages))).toMatchObject([
    { kind: 'dropped-call', callId: later.id, toNumber: number, dueAt: world.clock.now() },
  ]);
});
