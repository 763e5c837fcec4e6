import { calls } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { acceptTransfer, concludeTransfer, recordCallStatus, resumeCall, setHandover } from './index.ts';

const TO = PhoneNumber.parse('+16145550190');
const TRANSFER = { kind: 'transfer', to: TO, technicianName: null, isAccepted: false } as const;

async function placeTransfer(world: DemoWorld) {
  const { ctx, call } = await world.placeCall();
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  return { ctx, call, callSid: call.callSid };
}

test('a transfer that somebody took ends the call as handed to a human', async () => {
  await using world = await createDemoWorld();
  const { ctx, callSid } = await placeTransfer(world);
  expect(await acceptTransfer(world.system, { callSid })).toBe(true);
  expect(await concludeTransfer(world.system, { callSid })).toEqual({ next: 'finished' });
  expect(await ctx.db.transaction((tx) => tx.select().from(calls))).toMatchObject([
    { outcome: 'transferred', outcomeReason: 'handed_to_human' },
  ]);
});

test('a transfer that nobody took brings the agent back, even after two reconnections, and forgives neither', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const { callSid } = call;
  for (let count = 0; count < 2; count += 1) await resumeCall(world.system, { callSid });
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  expect(await concludeTransfer(world.system, { callSid })).toMatchObject({ next: 'reconnect', attempt: 2 });
  expect(await resumeCall(world.system, { callSid })).toMatchObject({ next: 'give-up' });
});

test('a transfer that nobody took pages the person on call once, and an accepted one does not', async () => {
  await using world = await createDemoWorld();
  const missed = await placeTransfer(world);
  await Promise.all([
    concludeTransfer(world.system, { callSid: missed.callSid }),
    concludeTransfer(world.system, { callSid: missed.callSid }),
  ]);
  const taken = await placeTransfer(world);
  await acceptTransfer(world.system, { callSid: taken.callSid });
  await concludeTransfer(world.system, { callSid: taken.callSid });
  expect(await world.listJobs('dispatch.page-missed-transfer')).toEqual([
    { businessId: missed.ctx.business.id, callId: missed.call.id },
  ]);
});

test('there is nothing to take without a transfer, in an unknown call, or after the end', async () => {
  await using world = await createDemoWorld();
  const { call } = await world.placeCall();
  expect(await acceptTransfer(world.system, { callSid: call.callSid })).toBe(false);
  expect(await acceptTransfer(world.system, { callSid: 'CA-nobody' })).toBe(false);
  expect(await concludeTransfer(world.system, { callSid: 'CA-nobody' })).toEqual({ next: 'unknown-call' });
  const { callSid } = await placeTransfer(world);
  const at = world.clock.now();
  const ended = { status: 'completed', sequenceNumber: 1, at, durationSeconds: 3, payload: {} };
  await recordCallStatus(world.system, { callSid, ...ended });
  expect(await acceptTransfer(world.system, { callSid })).toBe(false);
});

test('a caller who hangs up on the person who took the call was handed to a human all the same', async () => {
  await using world = await createDemoWorld();
  const { ctx, callSid } = await placeTransfer(world);
  await acceptTransfer(world.system, { callSid });
  const at = world.clock.now();
  const ended = { status: 'completed', sequenceNumber: 1, at, durationSeconds: 60, payload: {} };
  await recordCallStatus(world.system, { callSid, ...ended });
  expect(await ctx.db.transaction((tx) => tx.select().from(calls))).toMatchObject([
    { outcome: 'transferred', outcomeReason: 'handed_to_human' },
  ]);
});
