export { default as startTestRun } from './global-setup.ts';

import { type Logger, silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { toAppUrl } from '../app-role.ts';
import { connectDatabase } from '../open-database.ts';
import type { SystemDatabase } from '../tenant-database.ts';
import { cloneTemplate, dropDatabase } from './test-server.ts';

export type Owner = Pick<pg.Client, 'query'>;

export interface TestDatabase extends AsyncDisposable {
  ownerUrl: string;
  appUrl: string;
  system: SystemDatabase;
  /** The committed jobs that wait to be run, oldest first. */
  listJobs(): Promise<{ name: string; payload: unknown }[]>;
  /** On one connection of the owner, who sees all businesses and may do anything. */
  asOwner<Result>(run: (owner: Owner) => Promise<Result>): Promise<Result>;
  /** Gathers the planner's statistics, as autovacuum does in time; for benchmarks. */
  analyze(): Promise<void>;
}

/** A migrated, empty database of its own, dropped when disposed. About 30 ms, the first of a run about 2 s. */
export async function createTestDatabase(
  options: { log?: Logger; poolSize?: number } = {},
): Promise<TestDatabase> {
  const { log = silentLogger, poolSize = 5 } = options;
  const ownerUrl = await cloneTemplate();
  const appUrl = toAppUrl(ownerUrl);
  const database = await connectDatabase({ appUrl, poolSize, log });
  return {
    ownerUrl,
    appUrl,
    system: database.system,
    listJobs: () => listWaitingJobs(ownerUrl),
    asOwner: (run) => asOwner(ownerUrl, run),
    analyze: () => asOwner(ownerUrl, async (owner) => void (await owner.query('vacuum analyze'))),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await dropDatabase(ownerUrl);
    },
  };
}

function listWaitingJobs(ownerUrl: string): Promise<{ name: string; payload: unknown }[]> {
  return asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ name: string; payload: unknown }>(
      "select name, data as payload from pgboss.job where state in ('created', 'retry') order by created_on, id",
    );
    return rows;
  });
}

async function asOwner<Result>(
  ownerUrl: string,
  run: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}
