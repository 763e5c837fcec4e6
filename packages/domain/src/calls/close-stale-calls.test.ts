import { calls } from '@afterhourfix/database/schema';
import type { CallId } from '@afterhourfix/vocabulary';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { saveMessagePart } from '../paging/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { acceptTransfer, closeStaleCalls, finishCall, setHandover, writeJournal } from './index.ts';

const MINUTE_MS = 60_000;
/** What the demo agents allow, and the grace after it. */
const STALE_AFTER_MS = 15 * MINUTE_MS + 15 * MINUTE_MS;

const rowOf = async ({ ctx, call }: PlacedCall) => {
  const [row] = await ctx.db.transaction((tx) => tx.select().from(calls).where(eq(calls.id, call.id)));
  return row;
};

function sayWord(world: DemoWorld, { ctx, call }: { ctx: PlacedCall['ctx']; call: { id: CallId } }) {
  const at = world.clock.now();
  const text = 'Still here';
  return writeJournal(ctx, [
    {
      kind: 'turn',
      callId: call.id,
      itemId: at.toISOString(),
      speaker: 'caller',
      text,
      startedAt: at,
      endedAt: at,
      heardMs: null,
      isInterrupted: false,
    },
  ]);
}

test('a forgotten call is closed once it must be over, at its last sign of life', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  world.clock.advance(2 * MINUTE_MS);
  await sayWord(world, placed);
  const lastWordAt = world.clock.now();
  world.clock.advance(STALE_AFTER_MS - 2 * MINUTE_MS - 1);
  expect(await closeStaleCalls(placed.ctx)).toEqual({ closed: 0 });
  expect(await rowOf(placed)).toMatchObject({ endedAt: null, outcome: null });
  world.clock.advance(1);
  const runs = await Promise.all([closeStaleCalls(placed.ctx), closeStaleCalls(placed.ctx)]);
  expect(runs.map(({ closed }) => closed).toSorted()).toEqual([0, 1]);
  expect(await rowOf(placed)).toMatchObject({
    endedAt: lastWordAt,
    durationMs: 2 * MINUTE_MS,
    outcome: 'abandoned',
    outcomeReason: 'tech_failure',
  });
  expect(await world.listJobs('booking.release-holds')).toHaveLength(1);
});

test('a call in which somebody still speaks stays open, however old it is', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  world.clock.advance(2 * STALE_AFTER_MS);
  await sayWord(world, placed);
  world.clock.advance(14 * MINUTE_MS);
  expect(await closeStaleCalls(placed.ctx)).toEqual({ closed: 0 });
  world.clock.advance(MINUTE_MS);
  expect(await closeStaleCalls(placed.ctx)).toEqual({ closed: 1 });
});

test('a caller who was put through may talk for hours, and counts as transferred', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const to = PhoneNumber.parse('+16145550190');
  const handover = { kind: 'transfer', to, technicianName: null, isAccepted: false } as const;
  await setHandover(placed.ctx, { callId: placed.call.id, handover });
  await acceptTransfer(world.system, { callSid: placed.call.callSid });
  world.clock.advance(4 * 60 * MINUTE_MS);
  expect(await closeStaleCalls(placed.ctx)).toEqual({ closed: 0 });
  world.clock.advance(STALE_AFTER_MS);
  expect(await closeStaleCalls(placed.ctx)).toEqual({ closed: 1 });
  expect(await rowOf(placed)).toMatchObject({ outcome: 'transferred', outcomeReason: 'handed_to_human' });
});

test('a message that was left counts, and an ended call is left alone', async () => {
  await using world = await createDemoWorld();
  const messaged = await world.placeCall();
  const part = { callId: messaged.call.id, source: 'keypad', problem: 'No heat' } as const;
  await saveMessagePart(messaged.ctx, part);
  const finished = await world.placeCall();
  const endedAt = world.clock.now();
  const ending = { callId: finished.call.id, outcome: 'spam', reason: 'spam', endedAt } as const;
  await finishCall(finished.ctx, ending);
  world.clock.advance(STALE_AFTER_MS);
  expect(await closeStaleCalls(messaged.ctx)).toEqual({ closed: 1 });
  expect(await rowOf(messaged)).toMatchObject({ outcome: 'message_taken', outcomeReason: 'keypad_message' });
  expect(await rowOf(finished)).toMatchObject({ outcome: 'spam', endedAt });
});

test('a half message and a transfer that nobody took are paged when a forgotten call is closed', async () => {
  await using world = await createDemoWorld();
  const halfway = await world.placeCall();
  const rung = await world.placeCall();
  const callerName = 'Marla Quint';
  await saveMessagePart(halfway.ctx, { callId: halfway.call.id, source: 'keypad', callerName });
  const to = PhoneNumber.parse('+16145550190');
  const handover = { kind: 'transfer', to, technicianName: null, isAccepted: false } as const;
  await setHandover(rung.ctx, { callId: rung.call.id, handover });
  world.clock.advance(STALE_AFTER_MS);
  expect(await closeStaleCalls(halfway.ctx)).toEqual({ closed: 2 });
  expect(await rowOf(halfway)).toMatchObject({ outcome: 'message_taken', outcomeReason: 'keypad_message' });
  expect(await world.listJobs('dispatch.page-on-call')).toHaveLength(1);
  expect(await world.listJobs('dispatch.page-missed-transfer')).toMatchObject([{ callId: rung.call.id }]);
});

test('one business closes no calls of another', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall({ to: 'oak' });
  world.clock.advance(STALE_AFTER_MS);
  expect(await closeStaleCalls(await world.contextOf('mesa'))).toEqual({ closed: 0 });
  expect(await rowOf(placed)).toMatchObject({ endedAt: null });
});
