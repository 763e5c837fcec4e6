import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { EnvironmentFault, type Logger } from '@afterhourfix/foundation';
import type { Client } from 'pg';
import pg from 'pg';
import { ensureAppRole, toAppUrl } from './app-role.ts';
import { installJobQueue, JOB_QUEUE_VERSION } from './job-queue-schema.ts';

interface Migration {
  name: string;
  checksum: string;
  apply(owner: Client): Promise<void>;
}

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE_NAME = /^\d{4}-[a-z0-9-]+\.sql$/;
/** Ours alone among the advisory locks of a database. */
const LOCK_KEY = 7_146_150_142;

/**
 * Brings the database up to date: the role of the apps, the tables, the job queue. Any number of nodes may
 * call it at the same moment; they queue on an advisory lock. Throws when an applied migration was edited.
 * `ownAppUrl` (DATABASE_APP_URL): the operator keeps the password of the app role, we do not touch it. Without it
 * the owner's URL must have a password.
 */
export async function migrateDatabase(
  ownerUrl: string,
  log: Logger,
  ownAppUrl?: string | undefined,
): Promise<void> {
  const appUrl = ownAppUrl ?? toAppUrl(ownerUrl);
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await owner.connect().catch((error: unknown) => refuse(ownerUrl, error));
  try {
    await owner.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await ensureAppRole(owner, { appUrl, isOwnUrl: ownAppUrl !== undefined });
    await applyMigrations(owner, [...(await readMigrations()), jobQueueMigration(ownerUrl)], log);
  } finally {
    // Ends the session and with it the lock.
    await owner.end();
  }
}

function refuse(ownerUrl: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new EnvironmentFault(
    `PostgreSQL at ${new URL(ownerUrl).host} (DATABASE_URL) cannot be used: ${reason}.`,
    { cause: error },
  );
}

/** Applies what is missing, in order, each in a transaction of its own together with its record. */
export async function applyMigrations(
  owner: Client,
  migrations: readonly Migration[],
  log: Logger,
): Promise<void> {
  const applied = await readApplied(owner);
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined)
      throw new Error(
        `Migration ${migration.name} was edited after this database had applied it. ` +
          'Restore the file and put the change into a new migration.',
      );
    await applyOne(owner, migration);
    log.info({ migration: migration.name }, 'applied migration');
  }
}

export function sqlMigration(name: string, statements: string): Migration {
  return {
    name,
    checksum: createHash('sha256').update(statements).digest('hex'),
    apply: async (owner) => {
      await owner.query(statements);
    },
  };
}

async function applyOne(owner: Client, migration: Migration): Promise<void> {
  await owner.query('begin');
  try {
    await migration.apply(owner);
    await owner.query('insert into deployment.applied_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await owner.query('commit');
  } catch (cause) {
    await owner.query('rollback');
    throw new Error(`Migration ${migration.name} failed: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => FILE_NAME.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => sqlMigration(name, await readFile(new URL(name, FOLDER), 'utf8'))),
  );
}

/** The library's own migrations, counted as one of ours per version of its schema. */
const jobQueueMigration = (ownerUrl: string): Migration => ({
  name: `job-queue-${JOB_QUEUE_VERSION}`,
  checksum: JOB_QUEUE_VERSION,
  apply: (owner) => installJobQueue(owner, ownerUrl),
});

async function readApplied(owner: Client): Promise<Map<string, string>> {
  await owner.query(`
    create schema if not exists deployment;
    create table if not exists deployment.applied_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now()
    )`);
  const { rows } = await owner.query<{ name: string; checksum: string }>(
    'select name, checksum from deployment.applied_migrations',
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}
