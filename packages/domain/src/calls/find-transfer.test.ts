import { calls } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { acceptTransfer, claimMediaStream, concludeTransfer, findTransfer, setHandover } from './index.ts';
import { TRANSFER } from './testing/transfer.ts';

const ALREADY_TRIED = { ok: false, refusal: 'already-tried' };

async function readTransferCount({ ctx }: PlacedCall): Promise<number | undefined> {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  return row?.transferCount;
}

test('a person is rung twice in a call and not a third time', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  for (let count = 0; count < 2; count++) {
    expect(await findTransfer(ctx, { callId: call.id })).toEqual({ ok: true, to: TRANSFER.to, name: null });
    await setHandover(ctx, { callId: call.id, handover: TRANSFER });
    await concludeTransfer(world.system, { callSid: call.callSid });
  }
  expect(await findTransfer(ctx, { callId: call.id })).toEqual(ALREADY_TRIED);
  const other = await world.placeCall();
  expect(await findTransfer(other.ctx, { callId: other.call.id })).toMatchObject({ ok: true });
});

test('word that is left twice counts once and takes nothing back that was accepted meanwhile', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call, mediaToken } = placed;
  await claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken });
  const word = { callId: call.id, handover: TRANSFER, leftAt: world.clock.now() };
  await setHandover(ctx, word);
  expect(await acceptTransfer(world.system, { callSid: call.callSid, to: TRANSFER.to })).toBe(true);
  await setHandover(ctx, word);
  expect(await readTransferCount(placed)).toBe(1);
  expect(await concludeTransfer(world.system, { callSid: call.callSid })).toEqual({ next: 'finished' });
});

test('word that comes when the caller is back with the agent, or was never away, changes nothing', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { ctx, call, mediaToken } = placed;
  const { callSid } = call;
  const leave = (leftAt: Date) => setHandover(ctx, { callId: call.id, handover: TRANSFER, leftAt });
  await leave(world.clock.now());
  await claimMediaStream(world.system, { callSid, token: mediaToken });
  world.clock.advance(30_000);
  const leftAt = world.clock.now();
  world.clock.advance(30_000);
  const back = await concludeTransfer(world.system, { callSid });
  if (back.next !== 'reconnect') throw new Error(back.next);
  await leave(leftAt);
  await claimMediaStream(world.system, { callSid, token: back.mediaToken });
  await leave(leftAt);
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls));
  expect(row).toMatchObject({ handover: null, transferCount: 0 });
});

test('who presses 1 before the word is written gets the caller all the same', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { call, mediaToken } = placed;
  const { callSid } = call;
  await claimMediaStream(world.system, { callSid, token: mediaToken });
  expect(await acceptTransfer(world.system, { callSid, to: TRANSFER.to })).toBe(true);
  expect(await readTransferCount(placed)).toBe(1);
  expect(await concludeTransfer(world.system, { callSid })).toEqual({ next: 'finished' });
  expect(await acceptTransfer(world.system, { callSid, to: TRANSFER.to })).toBe(false);
});

test('who presses 1 when the caller is on the way back to the agent gets nobody', async () => {
  await using world = await createDemoWorld();
  const { call, ctx } = await world.placeCall();
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  await concludeTransfer(world.system, { callSid: call.callSid });
  expect(await acceptTransfer(world.system, { callSid: call.callSid, to: TRANSFER.to })).toBe(false);
});

test('a caller who is gone after a transfer is not connected again; a taken one ends as taken', async () => {
  await using world = await createDemoWorld();
  const missed = await world.placeCall();
  const taken = await world.placeCall();
  for (const { ctx, call } of [missed, taken])
    await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  await acceptTransfer(world.system, { callSid: taken.call.callSid, to: TRANSFER.to });
  for (const { call } of [missed, taken]) {
    const conclusion = { callSid: call.callSid, isCallerGone: true };
    expect(await concludeTransfer(world.system, conclusion)).toEqual({ next: 'finished' });
  }
  const rows = await taken.ctx.db.transaction((tx) => tx.select().from(calls).orderBy(calls.id));
  expect(rows).toMatchObject([
    { outcome: null, mediaTokenHash: expect.any(String), resumeCount: 0 },
    { outcome: 'transferred', outcomeReason: 'handed_to_human' },
  ]);
});
