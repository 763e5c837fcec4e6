import { createLogger, silentLogger, VendorError } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Enqueue, enqueueJob, type JobQueues, startJobRunner } from './index.ts';
import { technicians } from './schema/index.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { addBusiness } from './testing/test-rows.ts';

type Jobs = { 'test.greet': { name: string }; 'test.fail': { name: string } };
const enqueue: Enqueue<Jobs> = enqueueJob;

let database: TestDatabase;
let oak: Awaited<ReturnType<typeof addBusiness>>;

beforeAll(async () => {
  database = await createTestDatabase();
  oak = await addBusiness(database.system, 'oak', '+16145550142');
});
afterAll(() => database[Symbol.asyncDispose]());

const asOak = () => database.system.forBusiness(oak.businessId);
const send = (name: string) => asOak().transaction((tx) => enqueue(tx, 'test.greet', { name }));
const unexpected = () => Promise.reject(new Error('not expected to run'));

/** A runner whose queues tell every run to the test. */
async function startRunner(queues: Partial<JobQueues<Jobs>>, log = silentLogger) {
  const all = { 'test.greet': unexpected, 'test.fail': unexpected, ...queues };
  return startJobRunner<Jobs>({ appUrl: database.appUrl, queues: all, log });
}

test('a job commits with its row, and vanishes with it', async () => {
  const addTechnician = {
    businessId: oak.businessId,
    slug: 'ben',
    name: 'Ben',
    skills: [],
    homeZip: '43228',
  };
  const rolledBack = asOak().transaction(async (tx) => {
    await tx.insert(technicians).values(addTechnician);
    await enqueue(tx, 'test.greet', { name: 'rolled back' });
    throw new Error('the caller hung up');
  });
  await expect(rolledBack).rejects.toThrow('the caller hung up');
  expect(await database.listJobs()).toEqual([]);
  await asOak().transaction(async (tx) => {
    await tx.insert(technicians).values(addTechnician);
    await enqueue(tx, 'test.greet', { name: 'committed' });
    expect(await database.listJobs()).toEqual([]);
  });
  expect(await database.listJobs()).toEqual([{ name: 'test.greet', payload: { name: 'committed' } }]);
});

test('the first jobs of a process may all come at once, from more transactions than there are connections', async () => {
  await using fresh = await createTestDatabase();
  const { businessId } = await addBusiness(fresh.system, 'mesa', '+16025550142');
  const names = Array.from({ length: 10 }, (_, count) => `caller ${count}`);
  const sending = names.map((name) =>
    fresh.system.forBusiness(businessId).transaction((tx) => enqueue(tx, 'test.greet', { name })),
  );
  await Promise.all(sending);
  expect(await fresh.listJobs()).toHaveLength(10);
});

test('a job of a rolled back savepoint vanishes while the outer one stays', async () => {
  await asOak().transaction(async (tx) => {
    await enqueue(tx, 'test.fail', { name: 'outer' });
    const inner = tx.transaction(async (nested) => {
      await enqueue(nested, 'test.fail', { name: 'inner' });
      throw new Error('inner');
    });
    await expect(inner).rejects.toThrow('inner');
  });
  const jobs = (await database.listJobs()).filter(({ name }) => name === 'test.fail');
  expect(jobs).toEqual([{ name: 'test.fail', payload: { name: 'outer' } }]);
  const done = Promise.withResolvers<void>();
  await using _runner = await startRunner({
    'test.greet': () => Promise.resolve(),
    'test.fail': async () => done.resolve(),
  });
  await done.promise;
});

test('the runner wakes at once for each new job and hands over its payload', async () => {
  const runs: { name: string; attempt: number }[] = [];
  let greeted = Promise.withResolvers<void>();
  await using _runner = await startRunner({
    'test.greet': async ({ name }, { attempt }) => {
      runs.push({ name, attempt });
      greeted.resolve();
    },
  });
  const startedAtMs = performance.now();
  for (const name of ['Ana', 'Ben', 'Cho', 'Dee']) {
    greeted = Promise.withResolvers();
    await send(name);
    await greeted.promise;
  }
  // Polling alone would need a second for each.
  expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  expect(runs.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Cho', 'Dee']);
  expect(runs.every(({ attempt }) => attempt === 1)).toBe(true);
});

test('jobs of a burst that are due all at once do not wait for each other by the second', async () => {
  const names = Array.from({ length: 40 }, (_, count) => `timer ${count}`);
  for (const name of names) await send(name);
  const greeted: string[] = [];
  const queues: JobQueues<Jobs> = {
    'test.greet': async ({ name }) => void greeted.push(name),
    'test.fail': unexpected,
  };
  await using _runner = await startJobRunner<Jobs>({
    ...{ appUrl: database.appUrl, queues, log: silentLogger },
    bursts: ['test.greet'],
  });
  // Two workers that each took one a second would need twenty.
  await expect.poll(() => greeted.toSorted(), { timeout: 10_000 }).toEqual(names.toSorted());
});

test('a failed run is tried again, and at last the job lies in the dead letter queue', async () => {
  const lines: string[] = [];
  const log = createLogger({ name: 'test', destination: { write: (line) => void lines.push(line) } });
  const attempts: number[] = [];
  const gaveUp = Promise.withResolvers<void>();
  await using _runner = await startRunner(
    {
      'test.fail': async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 2) gaveUp.resolve();
        throw new Error('no luck');
      },
    },
    log,
  );
  await asOak().transaction((tx) => enqueue(tx, 'test.fail', { name: 'Cho' }, { retryLimit: 1 }));
  await gaveUp.promise;
  await expect
    .poll(() => database.listJobs(), { timeout: 5_000 })
    .toEqual([{ name: 'dead-letter', payload: { name: 'Cho' } }]);
  expect(attempts).toEqual([1, 2]);
  expect(lines.some((line) => line.includes('failed for good') && line.includes('no luck'))).toBe(true);
});

test('a job that a vendor refused for good is not tried again, and one that it may take later is', async () => {
  const runs: { name: string; attempt: number }[] = [];
  await using _runner = await startRunner({
    'test.fail': async ({ name }, { attempt }) => {
      runs.push({ name, attempt });
      if (attempt === 1) throw new VendorError('twilio', name, { isRetryable: name === 'busy' });
    },
  });
  await asOak().transaction(async (tx) => {
    await enqueue(tx, 'test.fail', { name: 'no such number' });
    await enqueue(tx, 'test.fail', { name: 'busy' });
  });
  await expect.poll(() => runs, { timeout: 8_000 }).toContainEqual({ name: 'busy', attempt: 2 });
  expect(runs).toHaveLength(3);
  expect(await database.listJobs()).toContainEqual({
    name: 'dead-letter',
    payload: { name: 'no such number' },
  });
});

test('recurring work that left the schedule recurs no more', async () => {
  const queues = { 'test.greet': unexpected, 'test.fail': unexpected };
  const options = { appUrl: database.appUrl, queues, log: silentLogger };
  const yearly = { cron: '0 0 1 1 *', payload: { name: 'new year' } };
  const first = await startJobRunner<Jobs>({ ...options, schedule: [{ name: 'test.greet', ...yearly }] });
  await first[Symbol.asyncDispose]();
  const second = await startJobRunner<Jobs>({ ...options, schedule: [{ name: 'test.fail', ...yearly }] });
  await second[Symbol.asyncDispose]();
  const { rows } = await database.system.transaction((tx) => tx.execute('select name from pgboss.schedule'));
  expect(rows).toEqual([{ name: 'test.fail' }]);
});
