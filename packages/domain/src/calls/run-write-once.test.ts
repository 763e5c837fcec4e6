import { toolCalls } from '@afterhourfix/database/schema';
import { Conflict, systemClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createDemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import { runWriteOnce, type WriteRun } from './index.ts';

function writeOf({ call }: PlacedCall, change: Partial<WriteRun> = {}): WriteRun {
  const args = { slot_id: 's1', name: 'Marla' };
  return { callId: call.id, engineCallId: 'item_1', name: 'book_slot', arguments: args, ...change };
}

function counted<Result>(result: Result) {
  const state = { runs: 0 };
  const run = async () => {
    state.runs += 1;
    return result;
  };
  return { state, run };
}

test('a repeat gets the stored result and does not run, whatever the order of the arguments', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { state, run } = counted({ booked: true, spoken: 'Tuesday\0' });
  expect(await runWriteOnce(placed.ctx, writeOf(placed), run)).toMatchObject({ isRepeat: false });
  const repeat = writeOf(placed, { engineCallId: 'item_2', arguments: { name: 'Marla', slot_id: 's1' } });
  expect(await runWriteOnce(placed.ctx, repeat, run)).toEqual({
    isRepeat: true,
    result: { booked: true, spoken: 'Tuesday' },
  });
  expect(state.runs).toBe(1);
  const rows = await placed.ctx.db.transaction((tx) => tx.select().from(toolCalls));
  expect(rows).toMatchObject([{ engineCallId: 'item_1', status: 'done', isWrite: true }]);
});

test('other arguments, another tool and another call run on their own', async () => {
  await using world = await createDemoWorld();
  const [placed, other] = [await world.placeCall(), await world.placeCall()];
  const { state, run } = counted('done');
  await runWriteOnce(placed.ctx, writeOf(placed), run);
  await runWriteOnce(placed.ctx, writeOf(placed, { arguments: { slot_id: 's2' } }), run);
  await runWriteOnce(placed.ctx, writeOf(placed, { name: 'cancel_booking' }), run);
  await runWriteOnce(other.ctx, writeOf(other), run);
  expect(state.runs).toBe(4);
});

test('of ten at the same time one runs and all get its result', async () => {
  await using world = await createDemoWorld({ clock: systemClock });
  const placed = await world.placeCall();
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const run = async () => {
    runs += 1;
    await gate.promise;
    return { run: runs };
  };
  const all = Array.from({ length: 10 }, () => runWriteOnce(placed.ctx, writeOf(placed), run));
  systemClock.after(120, gate.resolve);
  const results = await Promise.all(all);
  expect(runs).toBe(1);
  expect(results.map(({ result }) => result)).toEqual(Array(10).fill({ run: 1 }));
  expect(results.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
});

test('a run that threw is noted and may be tried again', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const fail = () => Promise.reject(new Error('calendar unreachable'));
  await expect(runWriteOnce(placed.ctx, writeOf(placed), fail)).rejects.toThrow('calendar unreachable');
  const rows = () => placed.ctx.db.transaction((tx) => tx.select().from(toolCalls));
  expect(await rows()).toMatchObject([{ status: 'failed', result: { error: 'calendar unreachable' } }]);
  const { run } = counted('booked');
  expect(await runWriteOnce(placed.ctx, writeOf(placed), run)).toEqual({ result: 'booked', isRepeat: false });
  expect(await rows()).toMatchObject([{ status: 'done', result: 'booked' }]);
});

test('waits no longer than ten seconds for a run that hangs, and takes over from one that died', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const started = Promise.withResolvers<void>();
  const hang = () => {
    started.resolve();
    return new Promise<string>(() => undefined);
  };
  void runWriteOnce(placed.ctx, writeOf(placed), hang);
  await started.promise;
  const { state, run } = counted('booked');
  const waiting = runWriteOnce(placed.ctx, writeOf(placed), run).catch((error: unknown) => error);
  let refusal: unknown;
  void waiting.then((error) => {
    refusal = error;
  });
  while (refusal === undefined) {
    world.clock.advance(50);
    await placed.ctx.db.transaction((tx) => tx.$count(toolCalls));
  }
  expect(refusal).toBeInstanceOf(Conflict);
  expect(state.runs).toBe(0);
  world.clock.advance(30_000);
  expect(await runWriteOnce(placed.ctx, writeOf(placed), run)).toEqual({ result: 'booked', isRepeat: false });
});
