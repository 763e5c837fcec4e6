import { type Logger, VendorError } from '@afterhourfix/foundation';
import { type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import { JOB_QUEUE_SCHEMA } from './job-queue-schema.ts';
import { ensureQueue } from './job-queues.ts';

export interface JobRun {
  jobId: string;
  /** 1 for the first run. */
  attempt: number;
  /** Aborted when the run has taken too long or the runner stops. */
  signal: AbortSignal;
}

/**
 * What to do per job name. A run that throws is tried again later, at last moved to `dead-letter`; at once when a
 * vendor has refused for good.
 */
export type JobQueues<Jobs> = { [Name in keyof Jobs]: (payload: Jobs[Name], run: JobRun) => Promise<void> };

export interface RecurringJob<Jobs> {
  name: keyof Jobs & string;
  /** Five fields, in UTC; the finest step is a minute. */
  cron: string;
  payload: object;
}

export interface JobRunnerOptions<Jobs> {
  appUrl: string;
  queues: JobQueues<Jobs>;
  /** All recurring work: what is not in the list any more stops recurring. */
  schedule?: readonly RecurringJob<Jobs>[];
  /** Runs of one job name at the same time; default 2. */
  concurrency?: number;
  /** Quick ones that come due many at once: a worker takes two, one after the other, until none is left. */
  bursts?: readonly (keyof Jobs & string)[];
  log: Logger;
}

/** How often due retries and missed notifications are looked for; new jobs wake the runner at once. */
const POLL_SECONDS = 1;
const CONNECTIONS = 4;
const STOP_LIMIT_MS = 20_000;

/** Runs jobs until disposed, which waits for the running ones. */
export async function startJobRunner<Jobs>(options: JobRunnerOptions<Jobs>): Promise<AsyncDisposable> {
  const { appUrl, log, schedule = [], concurrency = 2 } = options;
  const bursts = new Set<string>(options.bursts);
  const boss = new PgBoss({
    connectionString: appUrl,
    schema: JOB_QUEUE_SCHEMA,
    max: CONNECTIONS,
    useListenNotify: true,
    // The app role owns no table: the owner migrates, and PostgreSQL's own vacuum has to do for indexes.
    migrate: false,
    reindex: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  boss.on('warning', (warning) => log.warn({ warning }, 'job queue'));
  await boss.start();
  for (const [name, work] of toEntries(options.queues)) {
    await ensureQueue(boss, name);
    await boss.work(
      name,
      {
        includeMetadata: true,
        perJobResults: true,
        localConcurrency: concurrency,
        // Else each takes one job a second of those that nobody is woken for: timers and retries.
        ...(bursts.has(name) && { batchSize: 2, burstWhenBatchFull: true }),
        notifyPollingIntervalSeconds: POLL_SECONDS,
        pollingIntervalSeconds: POLL_SECONDS,
      },
      (jobs) => runJobs(jobs, work, log),
    );
  }
  await replaceSchedule(boss, schedule);
  return { [Symbol.asyncDispose]: () => boss.stop({ graceful: true, timeout: STOP_LIMIT_MS }) };
}

type Work = (payload: never, run: JobRun) => Promise<void>;

const toEntries = (queues: object): [string, Work][] => Object.entries(queues);

async function runJobs(
  jobs: readonly JobWithMetadata<unknown>[],
  work: Work,
  log: Logger,
): Promise<JobResult[]> {
  const results: JobResult[] = [];
  for (const job of jobs) results.push(await runJob(job, work, log));
  return results;
}

async function runJob(job: JobWithMetadata<unknown>, work: Work, log: Logger): Promise<JobResult> {
  const { id, signal } = job;
  const attempt = job.retryCount + 1;
  try {
    // The payload was typed when it was enqueued; the queue stores it as JSON.
    await work(job.data as never, { jobId: id, attempt, signal });
    return { id, status: 'completed' };
  } catch (error) {
    const isOver = isHopeless(error) || job.retryCount >= job.retryLimit;
    const fields = { err: error, job: job.name, jobId: id, attempt };
    if (isOver) log.error(fields, 'job failed for good');
    else log.warn(fields, 'job failed and will be tried again');
    return { id, status: isOver ? 'deadletter' : 'failed', output: error };
  }
}

const isHopeless = (error: unknown) => error instanceof VendorError && !error.isRetryable;

async function replaceSchedule<Jobs>(boss: PgBoss, schedule: readonly RecurringJob<Jobs>[]): Promise<void> {
  const wanted = new Set<string>(schedule.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
  for (const { name, cron, payload } of schedule) await boss.schedule(name, cron, payload);
}
