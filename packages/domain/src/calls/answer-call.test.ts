import { agents, agentVersions, businesses, calls } from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { createDemoWorld } from '../testing/demo-world.ts';
import { answerCall, claimMediaStream, finishCall, resumeCall } from './index.ts';
import { hashMediaToken } from './media-token.ts';

const INPUT = {
  callSid: 'CA1',
  from: '+16145550101',
  to: '+16145550142',
  stirVerstat: 'TN-Validation-Passed-A',
};

test('opens one row for a call and stores only the hash of its token', async () => {
  await using world = await createDemoWorld();
  const answer = await answerCall(world.system, { ...INPUT, forwardedFrom: '+16145550100' });
  if (!answer.ok) throw new Error(answer.refusal);
  expect(answer).toMatchObject({
    business: { slug: 't_oak', timeZone: 'America/New_York', onCallNumber: '+16145550190' },
    agent: { name: 'After-hours receptionist', route: 'realtime', engine: { voice: 'marin', model: null } },
    call: { callSid: 'CA1', from: '+16145550101', to: '+16145550142', isRepeat: false },
  });
  const { db } = await world.contextOf('oak');
  const rows = await db.transaction((tx) => tx.select().from(calls));
  expect(rows).toMatchObject([
    {
      id: answer.call.id,
      startedAt: world.clock.now(),
      mediaTokenHash: hashMediaToken(answer.mediaToken),
      agentVersionId: answer.agent.versionId,
      forwardedFrom: '+16145550100',
      outcome: null,
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain(answer.mediaToken);
});

test('asked again, answers with the same call and a fresh token that voids the first', async () => {
  await using world = await createDemoWorld();
  const first = await answerCall(world.system, INPUT);
  world.clock.advance(1000);
  const second = await answerCall(world.system, INPUT);
  if (!first.ok || !second.ok) throw new Error('refused');
  expect(second.call).toEqual({ ...first.call, isRepeat: true });
  expect(second.mediaToken).not.toBe(first.mediaToken);
  const claim = (token: string) => claimMediaStream(world.system, { callSid: 'CA1', token });
  expect(await claim(first.mediaToken)).toEqual({ ok: false, refusal: 'wrong-token' });
  expect(await claim(second.mediaToken)).toMatchObject({ ok: true, callId: first.call.id });
});

test('asked again while the media are there, refuses, and no second stream comes in', async () => {
  await using world = await createDemoWorld();
  const first = await answerCall(world.system, INPUT);
  if (!first.ok) throw new Error(first.refusal);
  const claim = (token: string) => claimMediaStream(world.system, { callSid: 'CA1', token });
  expect(await claim(first.mediaToken)).toMatchObject({ ok: true });
  expect(await answerCall(world.system, INPUT)).toEqual({ ok: false, refusal: 'media-started' });
  expect(await claim(first.mediaToken)).toEqual({ ok: false, refusal: 'token-used' });
});

test('asked again while the caller is being reconnected, leaves the token of the reconnection good', async () => {
  await using world = await createDemoWorld();
  const first = await answerCall(world.system, INPUT);
  if (!first.ok) throw new Error(first.refusal);
  await claimMediaStream(world.system, { callSid: 'CA1', token: first.mediaToken });
  const resumed = await resumeCall(world.system, { callSid: 'CA1' });
  if (resumed.next !== 'reconnect') throw new Error(resumed.next);
  expect(await answerCall(world.system, INPUT)).toMatchObject({ ok: false });
  const claim = { callSid: 'CA1', token: resumed.mediaToken };
  expect(await claimMediaStream(world.system, claim)).toMatchObject({ ok: true });
});

test('ten requests for one call at once make one row', async () => {
  await using world = await createDemoWorld();
  const answers = await Promise.all(Array.from({ length: 10 }, () => answerCall(world.system, INPUT)));
  const { db } = await world.contextOf('oak');
  expect(await db.transaction((tx) => tx.$count(calls))).toBe(1);
  expect(answers.filter((answer) => answer.ok && !answer.call.isRepeat)).toHaveLength(1);
});

test('a call stays with the version of the agent with which it began', async () => {
  await using world = await createDemoWorld();
  const first = await answerCall(world.system, INPUT);
  const { db, business } = await world.contextOf('oak');
  await db.transaction(async (tx) => {
    const [agent] = await tx.select().from(agents);
    if (!agent) throw new Error('The demo has an agent');
    const texts = { greeting: 'Hello', instructions: 'New ways' };
    const version = { businessId: business.id, agentId: agent.id, version: 2, engine: {}, ...texts };
    const [added] = await tx.insert(agentVersions).values(version).returning();
    await tx.update(agents).set({ publishedVersionId: added?.id ?? null });
  });
  const again = await answerCall(world.system, INPUT);
  const later = await answerCall(world.system, { ...INPUT, callSid: 'CA2' });
  if (!first.ok || !again.ok || !later.ok) throw new Error('refused');
  expect(again.agent).toEqual(first.agent);
  expect(later.agent).toMatchObject({ greeting: 'Hello', engine: { maxCallMs: 900_000 } });
});

test('a withheld number is stored as it came and known as nobody', async () => {
  await using world = await createDemoWorld();
  const answer = await answerCall(world.system, { ...INPUT, from: 'anonymous' });
  expect(answer).toMatchObject({ ok: true, call: { from: null } });
  const { db } = await world.contextOf('oak');
  expect(await db.transaction((tx) => tx.select().from(calls))).toMatchObject([
    { fromRaw: 'anonymous', fromNumber: null },
  ]);
});

test.each(['+16145550143', 'sip:nobody@example.com', ''])('nobody answers at %j', async (to) => {
  await using world = await createDemoWorld();
  expect(await answerCall(world.system, { ...INPUT, to })).toEqual({ ok: false, refusal: 'unknown-number' });
});

test('a paused business refuses with a row to take a message on, and lets no media stream in', async () => {
  await using world = await createDemoWorld();
  const { db } = await world.contextOf('oak');
  await db.transaction((tx) => tx.update(businesses).set({ status: 'paused' }));
  const answer = await answerCall(world.system, INPUT);
  expect(answer).toMatchObject({
    ok: false,
    refusal: 'business-paused',
    business: { slug: 't_oak' },
    call: { callSid: 'CA1' },
  });
  expect(await db.transaction((tx) => tx.select().from(calls))).toMatchObject([{ mediaTokenHash: null }]);
});

test('a call that has ended is not answered again', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ callSid: 'CA1' });
  const ending = { outcome: 'abandoned', reason: 'caller_hung_up', endedAt: world.clock.now() } as const;
  await finishCall(ctx, { callId: call.id, ...ending });
  expect(await answerCall(world.system, INPUT)).toEqual({ ok: false, refusal: 'call-ended' });
});
