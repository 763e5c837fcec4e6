import { callEvents, calls, recordings } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { saveMessagePart } from '../dispatch/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { finishCall, recordCallStatus, recordRecording } from './index.ts';

async function report(world: DemoWorld, callSid: string, [status, sequenceNumber]: [string, number]) {
  const durationSeconds = status === 'completed' ? 42 : null;
  const at = world.clock.now();
  const payload = { CallStatus: status };
  return recordCallStatus(world.system, { callSid, status, sequenceNumber, at, durationSeconds, payload });
}

async function rowOf(world: DemoWorld) {
  const { db } = await world.contextOf('oak');
  const [row] = await db.transaction((tx) => tx.select().from(calls));
  return row;
}

test('keeps the newest status whatever the order of arrival, and every report once', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  const ending = { outcome: 'transferred', reason: 'handed_to_human', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  const arrivals = [
    ['in-progress', 2],
    ['ringing', 1],
    ['completed', 3],
    ['in-progress', 2],
    ['busy', 4],
  ] as const;
  for (const [status, sequence] of arrivals) await report(world, call.callSid, [status, sequence]);
  expect(await rowOf(world)).toMatchObject({
    carrierStatus: 'completed',
    carrierStatusSequence: 3,
    carrierDurationSeconds: 42,
    outcome: 'transferred',
  });
  const events = await ctx.db.transaction((tx) => tx.select({ key: callEvents.eventKey }).from(callEvents));
  expect(events.map((event) => event.key)).toEqual([
    'carrier-status:in-progress:2',
    'carrier-status:ringing:1',
    'carrier-status:completed:3',
    'carrier-status:busy:4',
  ]);
});

test('an end at the carrier closes a call that has no outcome, once', async () => {
  await using world = await createDemoWorld();
  const { call } = await world.placeCall();
  await report(world, call.callSid, ['in-progress', 1]);
  expect(await rowOf(world)).toMatchObject({ endedAt: null });
  await Promise.all([
    report(world, call.callSid, ['completed', 2]),
    report(world, call.callSid, ['completed', 2]),
  ]);
  expect(await rowOf(world)).toMatchObject({ outcome: 'abandoned', outcomeReason: 'caller_hung_up' });
  expect(await world.listJobs('booking.release-holds')).toHaveLength(1);
});

test('a booking or a message that stands decides the outcome of a call that nobody closed', async () => {
  await using world = await createDemoWorld();
  const booked = await world.placeCall();
  const left = await world.placeCall();
  const slots = await getSlots(booked.ctx, { callId: booked.call.id, trade: 'hvac', zip: '43215' });
  const slotId = (slots.ok && slots.slots[0]?.slotId) || '';
  const who = { name: 'Kelly', phone: '6145550105', addressLine: '3120 Indianola Ave', zip: '43214' };
  await bookSlot(booked.ctx, { callId: booked.call.id, slotId, problem: 'No heat', ...who });
  await saveMessagePart(left.ctx, { callId: left.call.id, source: 'keypad', problem: 'No heat' });
  await report(world, booked.call.callSid, ['completed', 2]);
  await report(world, left.call.callSid, ['completed', 2]);
  const rows = await booked.ctx.db.transaction((tx) => tx.select().from(calls).orderBy(calls.callSid));
  expect(rows.map((row) => [row.outcome, row.outcomeReason])).toEqual([
    ['booked', 'slot_booked'],
    ['message_taken', 'keypad_message'],
  ]);
});

test('reports of calls that we never answered are said to be unknown', async () => {
  await using world = await createDemoWorld();
  expect(await report(world, 'CA-nobody', ['completed', 1])).toEqual({ known: false });
});

test('a recording is kept once, and a late report does not reopen it', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  const recording = {
    callSid: call.callSid,
    recordingSid: 'RE1',
    channels: 2,
    source: 'StartCallRecordingAPI',
  };
  const begun = { status: 'in-progress', url: null, durationSeconds: null, startedAt: null, payload: {} };
  const done = { ...begun, status: 'completed', url: 'https://recordings.example/RE1', durationSeconds: 40 };
  expect(await recordRecording(world.system, { ...recording, ...begun })).toEqual({ known: true });
  await recordRecording(world.system, { ...recording, ...done });
  await recordRecording(world.system, { ...recording, ...begun });
  expect(await ctx.db.transaction((tx) => tx.select().from(recordings))).toMatchObject([
    { status: 'completed', url: 'https://recordings.example/RE1', durationSeconds: 40 },
  ]);
  const unknown = { ...recording, ...done, callSid: 'CA-nobody' };
  expect(await recordRecording(world.system, unknown)).toEqual({ known: false });
});
