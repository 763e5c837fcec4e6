import { setTimeout as wait } from 'node:timers/promises';
import { silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { sqlState } from '../database-errors.ts';
import { startEmbeddedPostgres } from '../embedded/embedded-server.ts';
import { migrateDatabase } from '../migrate-database.ts';
import { getTestRun, postgresFolder } from './test-run.ts';

/** Nothing here survives the run, so nothing is waited for on disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const TEMPLATE_LOCK_KEY = 7_146_150_143;
const OBJECT_IN_USE = '55006';

let serverUrl: Promise<string> | null = null;
let clones = 0;

/** A fresh copy of this run's migrated template database; returns the owner's URL. */
export async function cloneTemplate(): Promise<string> {
  const { name: template } = getTestRun();
  const name = `${template}_${process.pid}_${clones++}`;
  await withMaintenance(async (owner) => {
    await ensureTemplate(owner, template);
    await copyDatabase(owner, template, name);
  });
  return withDatabase(await getServerUrl(), name);
}

export interface EmptyDatabase extends AsyncDisposable {
  ownerUrl: string;
}

/** A database without tables, for tests of the migration; `plainOwner` owns it without being a superuser. */
export async function createEmptyDatabase(options: { plainOwner?: string } = {}): Promise<EmptyDatabase> {
  const name = `${getTestRun().name}_${process.pid}_${clones++}`;
  const { plainOwner } = options;
  await withMaintenance(async (owner) => {
    if (plainOwner) await owner.query(`create role ${plainOwner} login password '${plainOwner}'`);
    await owner.query(`create database ${name} ${plainOwner ? `owner ${plainOwner}` : ''}`);
  });
  const superuserUrl = withDatabase(await getServerUrl(), name);
  const url = new URL(superuserUrl);
  if (plainOwner) Object.assign(url, { username: plainOwner, password: plainOwner });
  return {
    ownerUrl: url.href,
    async [Symbol.asyncDispose]() {
      await dropDatabase(superuserUrl);
      if (plainOwner) await withMaintenance((owner) => owner.query(`drop role ${plainOwner}`));
    },
  };
}

export async function dropDatabase(ownerUrl: string): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1);
  await withMaintenance((owner) => owner.query(`drop database if exists ${name} with (force)`));
}

/** On a server that outlives the run (TEST_DATABASE_URL), removes the template and forgotten copies. */
export async function dropTestDatabases(): Promise<void> {
  const { name: template } = getTestRun();
  await withMaintenance(async (owner) => {
    const { rows } = await owner.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [template],
    );
    for (const { datname } of rows) {
      await owner.query(`alter database ${datname} is_template false`);
      await owner.query(`drop database ${datname} with (force)`);
    }
  });
}

/** Workers meet on an advisory lock; the flag `is_template` says that the template is whole. */
async function ensureTemplate(owner: pg.Client, template: string): Promise<void> {
  if (await isWhole(owner, template)) return;
  await owner.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK_KEY]);
  if (await isWhole(owner, template)) return;
  await owner.query(`drop database if exists ${template}`);
  await owner.query(`create database ${template}`);
  await migrateDatabase(withDatabase(await getServerUrl(), template), silentLogger);
  await owner.query(`alter database ${template} is_template true`);
  await owner.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK_KEY]);
}

async function isWhole(owner: pg.Client, template: string): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_database where datname = $1 and datistemplate', [
    template,
  ]);
  return rowCount === 1;
}

/** A closed connection may take PostgreSQL a moment to forget, and it copies no database in use. */
async function copyDatabase(owner: pg.Client, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query(`create database ${name} template ${template} strategy file_copy`);
      return;
    } catch (error) {
      if (sqlState(error) !== OBJECT_IN_USE || attempt === 20) throw error;
      await wait(50);
    }
  }
}

async function withMaintenance<Result>(run: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: withDatabase(await getServerUrl(), 'postgres') });
  await owner.connect();
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function getServerUrl(): Promise<string> {
  serverUrl ??= process.env.TEST_DATABASE_URL
    ? Promise.resolve(process.env.TEST_DATABASE_URL)
    : startTestServer();
  return serverUrl;
}

async function startTestServer(): Promise<string> {
  const dataDir = postgresFolder(getTestRun().folder);
  return (await startEmbeddedPostgres({ dataDir, settings: SETTINGS, log: silentLogger })).ownerUrl;
}
