import { businesses, calls } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import {
  acceptTransfer,
  concludeTransfer,
  missTransfer,
  noteTransferCall,
  readTransfer,
  recordCallStatus,
  resumeCall,
  setHandover,
} from './index.ts';

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

test('the end of a person’s call misses a transfer that is its own and was not taken, and no other', async () => {
  await using world = await createDemoWorld();
  const { callSid } = await placeTransfer(world);
  const person = { callSid, personCallSid: 'CA-person' };
  await noteTransferCall(world.system, person);
  await noteTransferCall(world.system, { callSid, personCallSid: 'CA-second' });
  expect(await missTransfer(world.system, { callSid, personCallSid: 'CA-earlier' })).toBe(false);
  const settledAt = world.clock.now();
  expect(await readTransfer(world.system, { callSid })).toMatchObject({
    state: 'ringing',
    personCallSid: 'CA-person',
    settledAt: null,
    briefing: 'A caller, from 6 1 4, 5 5 5, 0 1 0 1, asks for a person. The talk is recorded.',
  });
  expect(await missTransfer(world.system, person)).toBe(true);
  expect(await readTransfer(world.system, { callSid })).toMatchObject({ state: 'missed', settledAt });
  const taken = await placeTransfer(world);
  await acceptTransfer(world.system, { callSid: taken.callSid });
  expect(await missTransfer(world.system, { callSid: taken.callSid, personCallSid: 'CA-any' })).toBe(false);
  expect(await readTransfer(world.system, { callSid: taken.callSid })).toMatchObject({ state: 'taken' });
  await concludeTransfer(world.system, { callSid: taken.callSid });
  expect(await readTransfer(world.system, { callSid: taken.callSid })).toMatchObject({ state: 'over' });
  expect(await readTransfer(world.system, { callSid: 'CA-nobody' })).toBeNull();
});

test('the extension of the on-call number is dialled for that number alone', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  await ctx.db.transaction((tx) =>
    tx
      .update(businesses)
      .set({ onCallNumber: TO, onCallExtension: '204', holdMusicUrl: 'https://oak.example/a' }),
  );
  const OTHER = PhoneNumber.parse('+16145550191');
  await setHandover(ctx, { callId: call.id, handover: { ...TRANSFER, to: OTHER } });
  const read = () => readTransfer(world.system, { callSid: call.callSid });
  expect(await read()).toMatchObject({ extension: null, holdMusicUrl: 'https://oak.example/a' });
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  expect(await read()).toMatchObject({ extension: '204' });
});
