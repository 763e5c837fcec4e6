import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { claimMediaStream, finishCall } from './index.ts';

test('of twenty claims with the right token at once exactly one wins', async () => {
  await using world = await createDemoWorld();
  const { call, mediaToken, ctx } = await world.placeCall();
  const claim = () => claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken });
  const results = await Promise.all(Array.from({ length: 20 }, claim));
  expect(results.filter((result) => result.ok)).toEqual([
    { ok: true, callId: call.id, businessId: ctx.business.id },
  ]);
  expect(results.filter((result) => !result.ok && result.refusal === 'token-used')).toHaveLength(19);
});

test('refuses an unknown call, a wrong token, and the token of another call', async () => {
  await using world = await createDemoWorld();
  const [mine, other] = [await world.placeCall(), await world.placeCall({ to: 'mesa' })];
  const { callSid } = mine.call;
  const claim = (input: { callSid: string; token: string }) => claimMediaStream(world.system, input);
  expect(await claim({ callSid: 'CA-nobody', token: mine.mediaToken })).toMatchObject({
    refusal: 'unknown-call',
  });
  expect(await claim({ callSid, token: '' })).toMatchObject({ refusal: 'wrong-token' });
  expect(await claim({ callSid, token: other.mediaToken })).toMatchObject({ refusal: 'wrong-token' });
  expect(await claim({ callSid, token: mine.mediaToken })).toMatchObject({ ok: true });
});

test('a call that has ended lets no media stream in', async () => {
  await using world = await createDemoWorld();
  const { ctx, call, mediaToken } = await world.placeCall();
  const ending = { outcome: 'failed', reason: 'tech_failure', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  expect(await claimMediaStream(world.system, { callSid: call.callSid, token: mediaToken })).toEqual({
    ok: false,
    refusal: 'call-ended',
  });
});
