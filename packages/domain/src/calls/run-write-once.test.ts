import type { BusinessDatabase } from '@afterhourfix/database';
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

const toSlot = (slot: string) => ({ arguments: { slot_id: slot, name: 'Marla' } });

test('only the latest write is answered from the ledger: going back to older arguments runs again', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const ran: string[] = [];
  const write = (slot: string) =>
    runWriteOnce(
      placed.ctx,
      writeOf(placed, { ...toSlot(slot), engineCallId: `item_${ran.length}` }),
      async () => {
        ran.push(slot);
        return { booked: slot, count: ran.length };
      },
    );
  for (const slot of ['a', 'b', 'b', 'a', 'a', 'b']) await write(slot);
  expect(ran).toEqual(['a', 'b', 'a', 'b']);
  expect(await write('b')).toEqual({ isRepeat: true, result: { booked: 'b', count: 4 } });
  const rows = await placed.ctx.db.transaction((tx) =>
    tx.select().from(toolCalls).orderBy(toolCalls.startedAt),
  );
  expect(rows).toMatchObject([
    { engineCallId: 'item_2', status: 'done', result: { booked: 'a', count: 3 } },
    { engineCallId: 'item_3', status: 'done', result: { booked: 'b', count: 4 } },
  ]);
});

test('a repeat is not answered from the ledger while another write of the tool is under way', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const { state, run } = counted('a');
  await runWriteOnce(placed.ctx, writeOf(placed, toSlot('a')), run);
  const gate = Promise.withResolvers<string>();
  const begun = Promise.withResolvers<void>();
  const other = runWriteOnce(placed.ctx, writeOf(placed, toSlot('b')), () => {
    begun.resolve();
    return gate.promise;
  });
  await begun.promise;
  expect(await runWriteOnce(placed.ctx, writeOf(placed, toSlot('a')), run)).toMatchObject({
    isRepeat: false,
  });
  gate.resolve('b');
  await other;
  expect(state.runs).toBe(2);
});

test("another tool's or another call's write does not make this one old", async () => {
  await using world = await createDemoWorld();
  const [placed, neighbour] = [await world.placeCall(), await world.placeCall()];
  const { state, run } = counted('done');
  await runWriteOnce(placed.ctx, writeOf(placed), run);
  await runWriteOnce(placed.ctx, writeOf(placed, { name: 'take_message', ...toSlot('b') }), run);
  await runWriteOnce(neighbour.ctx, writeOf(neighbour, toSlot('b')), run);
  expect(await runWriteOnce(placed.ctx, writeOf(placed), run)).toMatchObject({ isRepeat: true });
  expect(state.runs).toBe(3);
});

test('a refusal wrote nothing: the same wish runs again and may be granted', async () => {
  await using world = await createDemoWorld();
  const placed = await world.placeCall();
  const write = writeOf(placed, { hasWritten: (result) => result !== 'slot-taken' });
  const answers = ['slot-taken', 'slot-taken', 'booked', 'never asked'];
  const run = async () => answers.shift();
  for (const result of ['slot-taken', 'slot-taken', 'booked'])
    expect(await runWriteOnce(placed.ctx, write, run)).toEqual({ result, isRepeat: false });
  expect(await runWriteOnce(placed.ctx, write, run)).toEqual({ result: 'booked', isRepeat: true });
});

test('those who waited for a run that was refused share its refusal', async () => {
  await using world = await createDemoWorld({ clock: systemClock });
  const placed = await world.placeCall();
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const run = async () => {
    runs += 1;
    await gate.promise;
    return 'slot-taken';
  };
  const write = writeOf(placed, { hasWritten: () => false });
  const all = Array.from({ length: 5 }, () => runWriteOnce(placed.ctx, write, run));
  // Whoever asks only after the run has ended is no waiter: a busy machine needs a while to ask five times.
  systemClock.after(1_500, gate.resolve);
  expect((await Promise.all(all)).map(({ result }) => result)).toEqual(Array(5).fill('slot-taken'));
  expect(runs).toBe(1);
});

/** Fails the transactions that begin while it is broken, as a connection does that is lost. */
function breakable({ ctx, call, ...placed }: PlacedCall) {
  const lost = Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
  const line = { failures: 0 };
  const db: BusinessDatabase = {
    businessId: ctx.db.businessId,
    transaction: (run) => {
      if (line.failures === 0) return ctx.db.transaction(run);
      line.failures -= 1;
      return Promise.reject(lost);
    },
  };
  return { ...placed, call, line, ctx: { ...ctx, db } };
}

test('what was written is told even when the ledger cannot note it, and noted when it can a moment later', async () => {
  await using world = await createDemoWorld();
  const placed = breakable(await world.placeCall());
  const rows = () => placed.ctx.db.transaction((tx) => tx.select().from(toolCalls));
  const runAndBreak = (failures: number) => async () => {
    placed.line.failures = failures;
    return 'booked';
  };
  expect(await runWriteOnce(placed.ctx, writeOf(placed), runAndBreak(1))).toMatchObject({ result: 'booked' });
  expect(await rows()).toMatchObject([{ status: 'done', result: 'booked' }]);
  const other = writeOf(placed, toSlot('b'));
  expect(await runWriteOnce(placed.ctx, other, runAndBreak(2))).toMatchObject({ result: 'booked' });
  expect((await rows()).map(({ status }) => status).toSorted()).toEqual(['done', 'running']);
});

test('a run that threw passes on its own error, not that of the ledger', async () => {
  await using world = await createDemoWorld();
  const placed = breakable(await world.placeCall());
  const fail = async () => {
    placed.line.failures = 9;
    throw new Error('calendar unreachable');
  };
  await expect(runWriteOnce(placed.ctx, writeOf(placed), fail)).rejects.toThrow('calendar unreachable');
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
