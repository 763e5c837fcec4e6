import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { DeferredVerbs } from './deferred-verbs.ts';
import { createConnectionError } from './testing/answered-call.ts';

function open() {
  const clock = new ManualClock();
  const deferred = new DeferredVerbs({ clock, log: silentLogger });
  /** One retry of the clock's, run to its end. */
  const retry = async () => {
    clock.advance(2_000);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, deferred, retry };
}

/** A verb that fails until it is let through. */
function verb(failure: () => Error = createConnectionError) {
  const state = { isBlocked: true, runs: 0, done: 0 };
  const run = async () => {
    state.runs++;
    if (state.isBlocked) throw failure();
    state.done++;
  };
  return { state, run };
}

test('a verb that succeeds is done at once and not again', async () => {
  const { deferred, retry } = open();
  const { state, run } = verb();
  state.isBlocked = false;
  expect(await deferred.run('calls.record-status', run)).toBe(true);
  await retry();
  expect(state.runs).toBe(1);
  expect(deferred.waitingCount).toBe(0);
});

test('a verb that fails waits, is tried again every two seconds, and is done once', async () => {
  const { deferred, retry } = open();
  const { state, run } = verb();
  expect(await deferred.run('calls.record-status', run)).toBe(false);
  await retry();
  await retry();
  expect([state.runs, deferred.waitingCount]).toEqual([3, 1]);
  state.isBlocked = false;
  await retry();
  await retry();
  expect([state.runs, state.done, deferred.waitingCount]).toEqual([4, 1, 0]);
});

test('a verb that throws instead of rejecting is kept as well', async () => {
  const { deferred } = open();
  const isDone = await deferred.run('calls.record-status', () => {
    throw new TypeError('a fault of ours');
  });
  expect([isDone, deferred.waitingCount]).toEqual([false, 1]);
});

test('the carrier is not kept waiting longer than two seconds', async () => {
  const { clock, deferred } = open();
  const slow = Promise.withResolvers<void>();
  const result = deferred.run('calls.record-status', () => slow.promise);
  clock.advance(2_000);
  expect(await result).toBe(false);
  slow.resolve();
});

test('while the database is away one verb asks for all', async () => {
  const { deferred, retry } = open();
  const [first, second] = [verb(), verb()];
  await deferred.run('first', first.run);
  await deferred.run('second', second.run);
  await retry();
  expect(first.state.runs + second.state.runs).toBe(3);
});

test('a verb that is wrong in itself holds up no other, and is given up in a minute', async () => {
  const { deferred, retry } = open();
  const wrong = verb(() => Object.assign(new Error('null value'), { code: '23502' }));
  const right = verb();
  await deferred.run('wrong', wrong.run);
  await deferred.run('right', right.run);
  right.state.isBlocked = false;
  await retry();
  expect(right.state.done).toBe(1);
  for (let count = 0; count < 40; count++) await retry();
  expect([wrong.state.runs, deferred.waitingCount]).toEqual([30, 0]);
});

test('a verb that hangs holds up no other', async () => {
  const { clock, deferred, retry } = open();
  const right = verb();
  const hanging = deferred.run('hanging', () => new Promise(() => undefined));
  clock.advance(2_000);
  await hanging;
  await deferred.run('right', right.run);
  right.state.isBlocked = false;
  for (let count = 0; count < 4; count++) await retry();
  expect(right.state.done).toBe(1);
});

test('memory is bounded: past a thousand the oldest goes', async () => {
  const { deferred } = open();
  const verbs = Array.from({ length: 1_001 }, () => verb());
  for (const { run } of verbs) await deferred.run('calls.record-status', run);
  expect(deferred.waitingCount).toBe(1_000);
  for (const { state } of verbs) state.isBlocked = false;
  await deferred.retry();
  expect(verbs.map(({ state }) => state.done)).toEqual([0, ...Array.from({ length: 1_000 }, () => 1)]);
});

test('after its end nothing is tried again', async () => {
  const { deferred, retry } = open();
  const { state, run } = verb();
  await deferred.run('calls.record-status', run);
  await deferred[Symbol.asyncDispose]();
  await retry();
  expect([state.runs, deferred.waitingCount]).toEqual([2, 0]);
  await deferred.run('calls.record-status', run);
  await retry();
  expect([state.runs, deferred.waitingCount]).toEqual([3, 0]);
});

test('at its end what waits is tried once more', async () => {
  const { deferred } = open();
  const { state, run } = verb();
  await deferred.run('calls.record-status', run);
  state.isBlocked = false;
  await deferred[Symbol.asyncDispose]();
  expect(state.done).toBe(1);
});
