import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SessionStory } from './call-session/testing/session-story.ts';
import { LiveCalls } from './live-calls.ts';
import { AnsweredCalls, MESA_NUMBER, OAK_NUMBER } from './testing/answered-call.ts';

let calls: AnsweredCalls;
beforeAll(async () => {
  calls = await AnsweredCalls.open();
});
afterAll(() => calls[Symbol.asyncDispose]());

function open() {
  const clock = new ManualClock();
  return { clock, liveCalls: new LiveCalls({ clock, log: silentLogger }) };
}

/** A started session that leaves the live calls when it is released, as `openSession` wires it. */
async function join(liveCalls: LiveCalls, { to = OAK_NUMBER, as }: { to?: string; as?: string } = {}) {
  const answered = await calls.answer({ to });
  const callSid = as ?? answered.call.callSid;
  const story: SessionStory = new SessionStory(calls, answered, {
    engine: 'an engine that can be interrupted',
    onReleased: () => liveCalls.remove(callSid, story.session),
  });
  const businessId = answered.domain.business.id;
  liveCalls.add(callSid, { session: story.session, businessId });
  story.session.start();
  return { story, callSid, businessId };
}

test('a waiting session is claimed once', async () => {
  const { liveCalls } = open();
  const { story, callSid } = await join(liveCalls);
  expect(liveCalls.claim(callSid)).toBe(story.session);
  expect(liveCalls.claim(callSid)).toBeNull();
  expect(liveCalls.has(callSid)).toBe(true);
  expect(liveCalls.claim('CA-of-nobody')).toBeNull();
});

test('a session whose media never comes is released after 20 s, a claimed one is not', async () => {
  const { clock, liveCalls } = open();
  const [waiting, claimed] = [await join(liveCalls), await join(liveCalls)];
  liveCalls.claim(claimed.callSid);
  clock.advance(19_999);
  expect(waiting.story.releases).toBe(0);
  clock.advance(1);
  expect([waiting.story.releases, claimed.story.releases]).toEqual([1, 0]);
  expect(waiting.story.engine.isClosed).toBe(true);
  expect(liveCalls.count).toBe(1);
});

test('calls are counted per business, up and down', async () => {
  const { liveCalls } = open();
  const [first, second, other] = [
    await join(liveCalls),
    await join(liveCalls),
    await join(liveCalls, { to: MESA_NUMBER }),
  ];
  expect([liveCalls.countOf(first.businessId), liveCalls.countOf(other.businessId)]).toEqual([2, 1]);
  second.story.session.release();
  other.story.session.release();
  expect([liveCalls.count, liveCalls.countOf(first.businessId), liveCalls.countOf(other.businessId)]).toEqual(
    [1, 1, 0],
  );
});

test('a later session of the same call takes the place of the earlier one, and is counted once', async () => {
  const { liveCalls } = open();
  const earlier = await join(liveCalls, { as: 'CA-again' });
  liveCalls.claim('CA-again');
  earlier.story.session.attachCarrier(earlier.story.leg);
  const later = await join(liveCalls, { as: 'CA-again' });
  await earlier.story.settle();
  expect([earlier.story.releases, earlier.story.leg.isClosed]).toEqual([1, true]);
  expect([liveCalls.count, liveCalls.countOf(later.businessId)]).toEqual([1, 1]);
  expect(liveCalls.claim('CA-again')).toBe(later.story.session);
  earlier.story.session.release();
  expect(liveCalls.has('CA-again')).toBe(true);
  later.story.session.release();
  expect([liveCalls.count, liveCalls.countOf(later.businessId)]).toEqual([0, 0]);
});

test('a departure is kept for two minutes, given out once, and the latest counts', () => {
  const { clock, liveCalls } = open();
  liveCalls.departed('CA-1', { kind: 'hang-up', cause: 'agent' });
  liveCalls.departed('CA-1', { kind: 'hang-up', cause: 'silence' });
  liveCalls.departed('CA-2', { kind: 'hang-up', cause: 'agent' });
  clock.advance(119_999);
  expect(liveCalls.takeDeparture('CA-1')).toEqual({ kind: 'hang-up', cause: 'silence' });
  expect(liveCalls.takeDeparture('CA-1')).toBeNull();
  clock.advance(1);
  expect(liveCalls.takeDeparture('CA-2')).toBeNull();
});

test('draining is over when the last call has ended and been reported', async () => {
  const { clock, liveCalls } = open();
  const [first, second] = [await join(liveCalls), await join(liveCalls)];
  let isDrained = false;
  const drained = liveCalls.drain(60_000).then(() => {
    isDrained = true;
  });
  first.story.session.release();
  await Promise.resolve();
  expect(isDrained).toBe(false);
  second.story.session.release();
  await second.story.settle();
  clock.advance(2_999);
  await second.story.settle();
  expect(isDrained).toBe(false);
  clock.advance(1);
  await drained;
  expect(liveCalls.count).toBe(0);
});

test('draining waits for callers of whom the carrier has more to ask, until it asked or has gone quiet', async () => {
  const { clock, liveCalls } = open();
  liveCalls.awaited.expect('CA-in-the-keypad-script', 60_000);
  liveCalls.awaited.expect('CA-ringing-a-person', 60_000);
  const { story, callSid } = await join(liveCalls);
  liveCalls.claim(callSid);
  story.session.attachCarrier(story.leg);
  let isDrained = false;
  const drained = liveCalls.drain(600_000).then(() => {
    isDrained = true;
  });
  story.leg.caller.ended('caller-hung-up');
  liveCalls.awaited.forget('CA-in-the-keypad-script');
  await story.settle();
  expect([isDrained, liveCalls.awaited.count]).toEqual([false, 2]);
  // After its media the carrier asks at once, or never.
  clock.advance(15_000);
  await story.settle();
  expect([isDrained, liveCalls.awaited.count]).toEqual([false, 1]);
  clock.advance(45_000);
  expect(liveCalls.awaited.count).toBe(0);
  await story.settle();
  clock.advance(3_000);
  await drained;
});

test('who is awaited is counted once, and past a thousand the oldest is forgotten', () => {
  const { liveCalls } = open();
  for (let count = 0; count < 1_001; count++) liveCalls.awaited.expect(`CA-${count}`, 60_000);
  liveCalls.awaited.expect('CA-1000', 60_000);
  expect(liveCalls.awaited.count).toBe(1_000);
  liveCalls.awaited.forget('CA-0');
  expect(liveCalls.awaited.count).toBe(1_000);
  liveCalls.awaited.forget('CA-1');
  expect(liveCalls.awaited.count).toBe(999);
});

test('draining without calls is over at once', async () => {
  const { liveCalls } = open();
  await liveCalls.drain(60_000);
  expect(liveCalls.count).toBe(0);
});

test('calls that outlast the drain are handed back to the carrier, those without media released', async () => {
  const { clock, liveCalls } = open();
  const [talking, ringing] = [await join(liveCalls), await join(liveCalls)];
  liveCalls.claim(talking.callSid);
  talking.story.session.attachCarrier(talking.story.leg);
  const drained = liveCalls.drain(10_000);
  clock.advance(9_999);
  await talking.story.settle();
  expect(talking.story.leg.isClosed).toBe(false);
  clock.advance(1);
  await talking.story.settle();
  expect(talking.story.leg.isClosed).toBe(true);
  // The node stays up a little: the carrier now asks it what comes next.
  clock.advance(60_000);
  await drained;
  expect(await talking.story.outcome()).toEqual([null, null]);
  expect([talking.story.releases, ringing.story.releases]).toEqual([1, 1]);
  expect(liveCalls.count).toBe(0);
});

test('the end of the node releases what is left', async () => {
  const { liveCalls } = open();
  const { story } = await join(liveCalls);
  liveCalls[Symbol.dispose]();
  expect(story.releases).toBe(1);
});
