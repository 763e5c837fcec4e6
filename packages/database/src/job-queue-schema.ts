import { createRequire } from 'node:module';
import type { Client } from 'pg';
import { PgBoss } from 'pg-boss';
import { APP_ROLE } from './app-role.ts';

export const JOB_QUEUE_SCHEMA = 'pgboss';

const jobLibrary: { version: string } = createRequire(import.meta.url)('pg-boss/package.json');
export const JOB_QUEUE_VERSION = jobLibrary.version;

/** The library makes or upgrades its schema as the owner; the apps may only use what is in it. */
export async function installJobQueue(owner: Client, ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOB_QUEUE_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failures.length > 0) throw new AggregateError(failures, 'The job queue reported errors');
  await owner.query(`
    grant usage on schema ${JOB_QUEUE_SCHEMA} to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema ${JOB_QUEUE_SCHEMA} to ${APP_ROLE};
    grant usage on all sequences in schema ${JOB_QUEUE_SCHEMA} to ${APP_ROLE};
    grant execute on all functions in schema ${JOB_QUEUE_SCHEMA} to ${APP_ROLE}`);
}
