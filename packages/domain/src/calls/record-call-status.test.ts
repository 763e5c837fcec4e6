import { callEvents, calls, recordings } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { bookSlot, getSlots } from '../booking/index.ts';
import { saveMessagePart } from '../paging/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { tellPrice } from '../testing/visits.ts';
import {
  claimMediaStream,
  closeStaleCalls,
  finishCall,
  recordCallStatus,
  recordRecording,
  setHandover,
} from './index.ts';

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

test('the session that had the media has the last word about the end, on whatever node it lives', async () => {
  await using world = await createDemoWorld();
  const { call, ctx, mediaToken } = await world.placeCall();
  await claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken });
  await report(world, call.callSid, ['completed', 2]);
  expect(await rowOf(world)).toMatchObject({ endedAt: null, carrierStatus: 'completed' });
  const ending = { outcome: 'information_given', reason: 'info_only', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  expect(await rowOf(world)).toMatchObject({ outcome: 'information_given' });
});

test('a session that died before its last word leaves a call that is closed a minute after the carrier did', async () => {
  await using world = await createDemoWorld();
  const { call, ctx, mediaToken } = await world.placeCall();
  await claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken });
  const endedAt = world.clock.now();
  await report(world, call.callSid, ['completed', 2]);
  world.clock.advance(59_999);
  expect(await closeStaleCalls(ctx)).toEqual({ closed: 0 });
  world.clock.advance(1);
  expect(await closeStaleCalls(ctx)).toEqual({ closed: 1 });
  const outcome = { outcome: 'abandoned', outcomeReason: 'caller_hung_up' };
  expect(await rowOf(world)).toMatchObject({ endedAt, ...outcome });
});

test('a booking or a message that stands decides the outcome of a call that nobody closed', async () => {
  await using world = await createDemoWorld();
  const booked = await world.placeCall();
  const left = await world.placeCall();
  const slots = await getSlots(booked.ctx, { callId: booked.call.id, trade: 'hvac', zip: '43215' });
  const slot = slots.ok ? slots.slots[0] : undefined;
  const slotId = slot?.slotId ?? '';
  const who = { name: 'Kelly', phone: '6145550105', addressLine: '3120 Indianola Ave', zip: '43214' };
  await tellPrice(booked, { trade: 'hvac', zip: who.zip, visitAt: slot?.startsAt });
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

test('a message that was left half is complete when the caller is gone, and pages once', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  await saveMessagePart(ctx, { callId: call.id, source: 'keypad', callerName: 'Marla Quint' });
  expect(await world.listJobs('dispatch.page-on-call')).toEqual([]);
  await Promise.all([
    report(world, call.callSid, ['completed', 2]),
    report(world, call.callSid, ['completed', 2]),
  ]);
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
  expect(await rowOf(world)).toMatchObject({ outcome: 'message_taken', outcomeReason: 'keypad_message' });
});

test('a half message of a call that has its outcome pages all the same', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  await saveMessagePart(ctx, { callId: call.id, source: 'keypad', callerName: 'Marla Quint' });
  const ending = { outcome: 'abandoned', reason: 'tech_failure', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  await report(world, call.callSid, ['completed', 2]);
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
});

test('a caller who hangs up while a person is being rung is told to the person on call', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  const to = PhoneNumber.parse('+16145550190');
  const handover = { kind: 'transfer', to, technicianName: null, isAccepted: false } as const;
  await setHandover(ctx, { callId: call.id, handover });
  await report(world, call.callSid, ['in-progress', 1]);
  expect(await world.listJobs('dispatch.page-missed-transfer')).toEqual([]);
  await report(world, call.callSid, ['completed', 2]);
  await report(world, call.callSid, ['completed', 3]);
  expect(await world.listJobs('dispatch.page-missed-transfer')).toEqual([
    { businessId: ctx.business.id, callId: call.id },
  ]);
});

test('a message that the agent took is told apart from one that was keyed in', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  await saveMessagePart(ctx, { callId: call.id, source: 'agent', problem: 'No heat', isComplete: true });
  await report(world, call.callSid, ['completed', 2]);
  expect(await rowOf(world)).toMatchObject({ outcome: 'message_taken', outcomeReason: 'agent_message' });
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
