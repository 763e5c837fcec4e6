import { finishCall, getSlots } from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts';

const JOB_LIMIT_MS = 10_000;

const enqueueRecurring = (world: WorkerWorld, name: string) =>
  world.rows(`insert into pgboss.job (name, data) values ('${name}', '{}')`);
const countLiveHolds = async (world: WorkerWorld) =>
  (await world.rows("select from holds where status = 'live'")).length;

async function holdSlots(world: WorkerWorld) {
  const { ctx, callId } = await world.placeCall();
  await getSlots(ctx, { callId, trade: 'plumbing', zip: '43215' });
  expect(await countLiveHolds(world)).toBeGreaterThan(0);
  return { ctx, callId };
}

const countHoldsOverAMinute = async (world: WorkerWorld) =>
  (await world.rows("select from technician_commitments where expires_at > now() + interval '1 minute'"))
    .length;

test('what a call held is free again a minute after it has ended, for whoever rings again', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  const { ctx, callId } = await holdSlots(world);
  const ending = { outcome: 'abandoned', reason: 'caller_hung_up', endedAt: systemClock.now() } as const;
  await finishCall(ctx, { callId, ...ending });
  expect(await countHoldsOverAMinute(world)).toBe(2);
  await expect.poll(() => countHoldsOverAMinute(world), { timeout: JOB_LIMIT_MS }).toBe(0);
  expect(await countLiveHolds(world)).toBe(2);
});

test('holds that lapsed are cleared from all businesses', async () => {
  await using world = await createWorkerWorld();
  await holdSlots(world);
  await world.rows("update holds set expires_at = now() - interval '1 second'");
  await world.rows("update technician_commitments set expires_at = now() - interval '1 second'");
  await using _worker = await world.startWorker();
  await enqueueRecurring(world, 'booking.expire-holds');
  await expect.poll(() => countLiveHolds(world), { timeout: JOB_LIMIT_MS }).toBe(0);
});

test('a call that nobody ended is closed, so that no call stays open for ever', async () => {
  await using world = await createWorkerWorld();
  await world.placeCall();
  await world.rows("update calls set started_at = now() - interval '31 minutes'");
  await using _worker = await world.startWorker();
  await enqueueRecurring(world, 'calls.close-stale');
  const outcomes = () => world.rows('select outcome, outcome_reason from calls');
  const forgotten = { outcome: 'abandoned', outcome_reason: 'tech_failure' };
  await expect.poll(outcomes, { timeout: JOB_LIMIT_MS }).toEqual([forgotten]);
});

test('a business with a fault does not keep the others from their turn', async () => {
  await using world = await createWorkerWorld();
  await world.placeCall('+17075550142');
  await world.rows("update calls set started_at = now() - interval '31 minutes'");
  await world.rows("update businesses set hours = '{}' where slug <> 't_redwood'");
  await using _worker = await world.startWorker();
  await enqueueRecurring(world, 'calls.close-stale');
  const outcomes = () => world.rows('select outcome from calls');
  await expect.poll(outcomes, { timeout: JOB_LIMIT_MS }).toEqual([{ outcome: 'abandoned' }]);
  await expect.poll(() => world.log.complaints).toContain('job failed and will be tried again');
});

test('all recurring work is on the schedule of a running worker', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  expect(await world.rows('select name, cron from pgboss.schedule order by name')).toEqual([
    { name: 'booking.expire-holds', cron: '* * * * *' },
    { name: 'calls.close-stale', cron: '* * * * *' },
    { name: 'dispatch.watch-ladders', cron: '* * * * *' },
    { name: 'dispatch.watch-rota', cron: '7 * * * *' },
    { name: 'dispatch.watch-surge', cron: '* * * * *' },
  ]);
});

test('a call that has ended is summarised from its rows', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  const { ctx, callId } = await world.placeCall();
  const ending = { outcome: 'spam', reason: 'spam', endedAt: systemClock.now() } as const;
  await finishCall(ctx, { callId, ...ending });
  const summaries = () => world.rows('select summary from calls');
  await expect
    .poll(summaries, { timeout: JOB_LIMIT_MS })
    .toEqual([{ summary: expect.stringMatching(/^A caller from \(614\) 555-0101 .* Outcome: spam\.$/) }]);
});
