import { expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { claimMediaStream, concludeTransfer, resumeCall, setHandover } from './index.ts';
import { TRANSFER } from './testing/transfer.ts';

/** The media stream breaks; the next one begins when there is a next one. */
async function breakLine(world: DemoWorld, callSid: string) {
  const result = await resumeCall(world.system, { callSid });
  if (result.next === 'reconnect') {
    const claimed = await claimMediaStream(world.system, { callSid, token: result.mediaToken });
    if (!claimed.ok) throw new Error(claimed.refusal);
  }
  return result.next;
}

async function placeLiveCall(world: DemoWorld) {
  const placed = await world.placeCall();
  const { callSid } = placed.call;
  await claimMediaStream(world.system, { callSid, token: placed.mediaToken });
  return { ...placed, callSid };
}

test('a line that breaks again and again within a minute is given up at the third time', async () => {
  await using world = await createDemoWorld();
  const { callSid } = await placeLiveCall(world);
  const ends: string[] = [];
  for (let count = 0; count < 3; count++) {
    world.clock.advance(59_999);
    ends.push(await breakLine(world, callSid));
  }
  expect(ends).toEqual(['reconnect', 'reconnect', 'give-up']);
});

test('a stream that was steady for a minute makes good for the breaks before it', async () => {
  await using world = await createDemoWorld();
  const { callSid } = await placeLiveCall(world);
  for (let count = 0; count < 5; count++) {
    world.clock.advance(60_000);
    expect(await breakLine(world, callSid)).toBe('reconnect');
    expect(await breakLine(world, callSid)).toBe('reconnect');
  }
  expect(await breakLine(world, callSid)).toBe('give-up');
});

test('coming back from a transfer is no reconnection, and forgives none', async () => {
  await using world = await createDemoWorld();
  const { ctx, call, callSid } = await placeLiveCall(world);
  expect(await breakLine(world, callSid)).toBe('reconnect');
  for (let count = 0; count < 2; count++) {
    await setHandover(ctx, { callId: call.id, handover: TRANSFER });
    const back = await concludeTransfer(world.system, { callSid });
    expect(back).toMatchObject({ next: 'reconnect', attempt: 1 });
  }
  expect(await breakLine(world, callSid)).toBe('reconnect');
  expect(await breakLine(world, callSid)).toBe('give-up');
});

test('a repeated question after the same transfer counts as a reconnection', async () => {
  await using world = await createDemoWorld();
  const { ctx, call, callSid } = await placeLiveCall(world);
  await setHandover(ctx, { callId: call.id, handover: TRANSFER });
  const nexts: string[] = [];
  for (let count = 0; count < 4; count++)
    nexts.push((await concludeTransfer(world.system, { callSid })).next);
  expect(nexts).toEqual(['reconnect', 'reconnect', 'reconnect', 'give-up']);
});
