import { readFile } from 'node:fs/promises';
import { finishCall } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts';

const RETRY_LIMIT_MS = 15_000;

const pages = (world: WorkerWorld) =>
  world.rows<{ status: string; error: string | null }>('select status, error from pages');
const waitingJobs = (world: WorkerWorld) =>
  world.rows("select from pgboss.job where name = 'dispatch.page-on-call' and state < 'completed'");
const deadLetters = (world: WorkerWorld) =>
  world.rows("select from pgboss.job where name = 'dead-letter' and state = 'created'");
/** What the docs tell an operator to run. */
async function readResendStatement(): Promise<string> {
  const page = await readFile(new URL('../../docs/subsystems/database.md', import.meta.url), 'utf8');
  return /```sql\n(with dead[\s\S]*?)```/.exec(page)?.[1] ?? 'no such statement';
}
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

test('a transfer that nobody took is texted to the person on call', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  await world.missTransfer();
  await untilPaged(world);
  expect(world.rest.messages).toMatchObject([
    { to: '+16145550190', body: expect.stringContaining('wanted to speak to a person') },
  ]);
});

test('a number that takes no texts gives way to the owner, without another try', async () => {
  await using world = await createWorkerWorld();
  await world.rows("update businesses set on_call_number = '+15005550009'");
  await using _worker = await world.startWorker();
  await world.leaveMessage();
  await expect
    .poll(() => pages(world), { timeout: RETRY_LIMIT_MS })
    .toMatchObject([
      { status: 'failed', error: expect.stringContaining('not a valid mobile') },
      { status: 'sent' },
    ]);
  await expect.poll(() => waitingJobs(world)).toEqual([]);
  expect(world.rest.messages).toMatchObject([{ to: '+16145550199' }]);
});

test('a page that can never be sent is given up at once with an error, and goes out when it is sent again', async () => {
  await using world = await createWorkerWorld();
  await world.rows("update businesses set on_call_number = '+15005550009', owner_number = null");
  await using _worker = await world.startWorker();
  await world.leaveMessage();
  await expect.poll(() => deadLetters(world), { timeout: RETRY_LIMIT_MS }).toHaveLength(1);
  expect(world.log.complaints).toEqual(['a number takes no pages', 'job failed for good']);
  expect(await pages(world)).toMatchObject([{ status: 'failed' }]);
  await world.rows("update businesses set on_call_number = '+16145550190'");
  await world.rows(await readResendStatement());
  await expect
    .poll(() => world.rest.messages, { timeout: RETRY_LIMIT_MS })
    .toMatchObject([{ to: '+16145550190' }]);
  expect(await deadLetters(world)).toEqual([]);
});

test('a page is tried for a night, other work for a minute', async () => {
  await using world = await createWorkerWorld();
  await world.leaveMessage();
  await world.missTransfer();
  const { ctx, callId } = await world.placeCall();
  const endedAt = ctx.clock.now();
  await finishCall(ctx, { callId, outcome: 'abandoned', reason: 'caller_hung_up', endedAt });
  const limits = await world.rows(
    'select distinct name, retry_limit, retry_delay_max from pgboss.job where name <> $$dead-letter$$ order by name',
  );
  expect(limits).toEqual([
    { name: 'booking.release-holds', retry_limit: 5, retry_delay_max: 300 },
    { name: 'calls.summarise', retry_limit: 5, retry_delay_max: 300 },
    { name: 'dispatch.page-missed-transfer', retry_limit: 100, retry_delay_max: 300 },
    { name: 'dispatch.page-on-call', retry_limit: 100, retry_delay_max: 300 },
  ]);
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
