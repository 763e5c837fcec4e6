import { expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts';

const RETRY_LIMIT_MS = 15_000;

const pages = (world: WorkerWorld) =>
  world.rows<{ status: string; error: string | null }>('select status, error from pages');
const waitingJobs = (world: WorkerWorld) =>
  world.rows("select from pgboss.job where name = 'dispatch.page-on-call' and state < 'completed'");
const untilPaged = (world: WorkerWorld) =>
  expect.poll(() => pages(world), { timeout: RETRY_LIMIT_MS }).toEqual([{ status: 'sent', error: null }]);

test('a message that a caller left is texted to the person on call, once, from the line that was rung', async () => {
  await using world = await createWorkerWorld();
  await using _first = await world.startWorker();
  await using _second = await world.startWorker();
  await world.leaveMessage();
  await untilPaged(world);
  await expect.poll(() => waitingJobs(world)).toEqual([]);
  expect(world.rest.messages).toMatchObject([
    { from: '+16145550142', to: '+16145550190', body: expect.stringContaining('Water in the basement') },
  ]);
  expect(world.rest.unexpected).toEqual([]);
  expect(await world.rows('select paged_at from messages')).toEqual([{ paged_at: expect.any(Date) }]);
});

test('a message that was left while no worker ran is texted when one starts', async () => {
  await using world = await createWorkerWorld();
  await world.leaveMessage();
  expect(world.rest.messages).toEqual([]);
  await using _worker = await world.startWorker();
  await untilPaged(world);
});

test('a text that Twilio refused for too many requests is sent by the next run', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  world.rest.failNext('too-many');
  await world.leaveMessage();
  await untilPaged(world);
  expect(world.rest.requests).toHaveLength(2);
  expect(world.rest.messages).toHaveLength(1);
  expect(world.log.complaints).toContain('job failed and will be tried again');
});

test('while Twilio is away the page is noted as failed, and is tried again', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  world.rest.failNext('broken-connection');
  await world.leaveMessage();
  await expect
    .poll(() => pages(world), { interval: 20, timeout: 5_000 })
    .toMatchObject([{ status: 'failed', error: expect.stringContaining('twilio') }]);
  await untilPaged(world);
  expect(world.rest.messages).toHaveLength(1);
});

test('one registered sender can text for all businesses', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker({ TWILIO_TEXT_FROM: '+16145550100' });
  await world.leaveMessage();
  await untilPaged(world);
  expect(world.rest.messages).toMatchObject([{ from: '+16145550100' }]);
});

test('when nobody is on call an error says that somebody must look, and nothing is sent', async () => {
  await using world = await createWorkerWorld();
  await world.rows('update businesses set on_call_number = null, owner_number = null');
  await world.rows('update technicians set is_active = false');
  await using _worker = await world.startWorker();
  await world.leaveMessage();
  await expect.poll(() => world.log.complaints).toEqual(['a message reaches nobody: no one is on call']);
  await expect.poll(() => waitingJobs(world)).toEqual([]);
  expect(world.rest.requests).toEqual([]);
  expect(await pages(world)).toEqual([]);
});
