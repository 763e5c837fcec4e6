import { agents, businesses, calls, messages, unroutedMessages } from '@afterhourfix/database/schema';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { claimMediaStream, closeStaleCalls, finishCall, takeMessage } from './index.ts';

const PHONE = PhoneNumber.parse('+16145550101');
const OAK_LINE = '+16145550142';

const leave = (world: DemoWorld, part: Partial<Parameters<typeof takeMessage>[1]>) =>
  takeMessage(world.system, {
    callSid: 'CA-unheard-of',
    fromRaw: PHONE,
    toRaw: OAK_LINE,
    receivedAt: world.clock.now(),
    source: 'keypad',
    ...part,
  });

const rowsOf = async (world: DemoWorld, table: typeof calls | typeof messages) => {
  const { db } = await world.contextOf('oak');
  return db.transaction((tx) => tx.select().from(table));
};

async function sendEverybodyHome(world: DemoWorld) {
  const { db } = await world.contextOf('oak');
  await db.transaction(async (tx) => {
    await tx.update(businesses).set({ onCallNumber: null, ownerNumber: null });
    await tx.execute('update technicians set is_active = false');
  });
}

test('a message for a call that was never stored opens it at the business that was rung, and pages', async () => {
  await using world = await createDemoWorld();
  const rangAt = world.clock.now();
  expect(await leave(world, { nameRecordingUrl: 'https://recordings.example/name' })).toEqual({
    isPaged: false,
  });
  world.clock.advance(5_000);
  expect(await leave(world, { callerPhone: PHONE, isComplete: true })).toEqual({ isPaged: true });
  expect(await rowsOf(world, calls)).toMatchObject([
    {
      callSid: 'CA-unheard-of',
      fromNumber: PHONE,
      toNumber: OAK_LINE,
      startedAt: rangAt,
      mediaTokenHash: null,
      agentVersionId: expect.any(String),
    },
  ]);
  expect(await rowsOf(world, messages)).toMatchObject([
    {
      callerPhone: PHONE,
      nameRecordingUrl: 'https://recordings.example/name',
      completedAt: expect.any(Date),
    },
  ]);
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
  expect(await world.db.transaction((tx) => tx.$count(unroutedMessages))).toBe(0);
});

test('parts of one message that come at the same moment open one call', async () => {
  await using world = await createDemoWorld();
  const parts = [
    { callerPhone: PHONE },
    { callerName: 'Marla' },
    { isComplete: true },
    { problem: 'No heat' },
  ];
  await Promise.all(parts.map((part) => leave(world, part)));
  expect(await rowsOf(world, calls)).toHaveLength(1);
  expect(await rowsOf(world, messages)).toMatchObject([
    { callerPhone: PHONE, callerName: 'Marla', problem: 'No heat' },
  ]);
});

test('a business whose agent was never published gets its messages, and the call is closed in the end', async () => {
  await using world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  await oak.db.transaction((tx) => tx.update(agents).set({ publishedVersionId: null }));
  expect(await leave(world, { isComplete: true })).toEqual({ isPaged: true });
  expect(await rowsOf(world, calls)).toMatchObject([{ agentVersionId: null, endedAt: null }]);
  world.clock.advance(15 * 60_000);
  expect(await closeStaleCalls(oak)).toEqual({ closed: 1 });
});

test('on a number of nobody all that was left is kept for the operator, and nobody is said to be paged', async () => {
  await using world = await createDemoWorld();
  const toRaw = '+16145559999';
  await leave(world, { toRaw, nameRecordingUrl: 'https://recordings.example/name' });
  const last = { toRaw, recordingUrl: 'https://recordings.example/1', isComplete: true };
  expect(await leave(world, last)).toEqual({ isPaged: false });
  expect(await world.db.transaction((tx) => tx.select().from(unroutedMessages))).toMatchObject([
    {
      toRaw,
      nameRecordingUrl: 'https://recordings.example/name',
      recordingUrl: 'https://recordings.example/1',
    },
  ]);
  expect(await rowsOf(world, calls)).toEqual([]);
});

test('nobody is said to be paged when nobody is on call', async () => {
  await using world = await createDemoWorld();
  await sendEverybodyHome(world);
  expect(await leave(world, { problem: 'No heat', isComplete: true })).toEqual({ isPaged: false });
  expect(await rowsOf(world, messages)).toMatchObject([{ completedAt: expect.any(Date) }]);
});

test('a message leaves the media token of its call as it is', async () => {
  await using world = await createDemoWorld();
  const { call, mediaToken } = await world.placeCall();
  await leave(world, { callSid: call.callSid, callerPhone: PHONE });
  const claim = await claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken });
  expect(claim).toMatchObject({ ok: true, callId: call.id });
});

test('a part that arrives when the call is over is the last one, and pages', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const ending = { outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  expect(await leave(world, { callSid: call.callSid, callerPhone: PHONE })).toEqual({ isPaged: true });
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
});
