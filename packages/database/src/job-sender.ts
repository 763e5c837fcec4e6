import type { Logger } from '@afterhourfix/foundation';
import { sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { fromDrizzle, PgBoss } from 'pg-boss';
import { createPool } from './connection-pool.ts';
import { JOB_QUEUE_SCHEMA } from './job-queue-schema.ts';
import { ensureQueue } from './job-queues.ts';
import type { JobSender, SendOptions, Transaction } from './transaction.ts';

/**
 * Enqueues a job inside the caller's transaction. The feature that owns the jobs declares the map once:
 * `export const enqueue: Enqueue<JobPayloads> = enqueueJob;`
 */
export type Enqueue<Jobs> = <Name extends keyof Jobs & string>(
  tx: Transaction,
  name: Name,
  payload: Jobs[Name] & object,
  options?: SendOptions,
) => Promise<void>;

export const enqueueJob = async (
  tx: Transaction,
  name: string,
  payload: object,
  options?: SendOptions,
): Promise<void> => {
  await tx.jobs.send(tx, { name, payload, ...(options && { options }) });
};

/** What the library itself asks of the database; the jobs are written by the callers' transactions. */
const CONNECTIONS = 2;

/**
 * Starts the library at the first job; a queue is made, outside the transaction, at its first job. That takes
 * connections of its own: on the callers' pool, open transactions that all wait for it would leave it none.
 */
export function createJobSender({ appUrl, log }: { appUrl: string; log: Logger }): JobSender {
  const pool = createPool({ url: appUrl, size: CONNECTIONS, log });
  let started: Promise<PgBoss> | null = null;
  const queues = new Map<string, Promise<void>>();

  const start = () => {
    started ??= startSendingBoss(pool, log).catch((error) => {
      started = null;
      throw error;
    });
    return started;
  };
  const queueFor = (boss: PgBoss, name: string) => {
    const known = queues.get(name);
    if (known) return known;
    const made = ensureQueue(boss, name).catch((error) => {
      queues.delete(name);
      throw error;
    });
    queues.set(name, made);
    return made;
  };
  return {
    async send(tx, { name, payload, options }) {
      const boss = await start();
      await queueFor(boss, name);
      await boss.send(name, payload, { ...options, db: fromDrizzle(tx, sql) });
    },
    async [Symbol.asyncDispose]() {
      const boss = await started?.catch(() => null);
      await boss?.stop({ graceful: false });
      await pool.end();
    },
  };
}

/** Only inserts: looking after the queue is the job runner's. */
async function startSendingBoss(pool: Pool, log: Logger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: JOB_QUEUE_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  return boss;
}
