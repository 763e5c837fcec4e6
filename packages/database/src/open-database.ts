import type { Logger } from '@afterhourfix/foundation';
import { assertAppRole, toAppUrl } from './app-role.ts';
import { createPool, transactionRunner } from './connection-pool.ts';
import { createJobSender } from './job-sender.ts';
import { migrateDatabase } from './migrate-database.ts';
import { createSystemDatabase, type SystemDatabase } from './tenant-database.ts';

export interface ConnectOptions {
  /** URL of a role that is granted `afterhourfix_app`. */
  appUrl: string;
  /** Most connections at once; default 10. */
  poolSize?: number;
  log: Logger;
}

export interface OpenDatabase extends AsyncDisposable {
  system: SystemDatabase;
  appUrl: string;
  /** One cheap round trip; rejects while the database cannot be reached. */
  ping(): Promise<void>;
}

/** Migrates as the owner, then connects as the app role, on `appUrl` or the one derived from the owner's. */
export async function openDatabase(
  options: Omit<ConnectOptions, 'appUrl'> & { ownerUrl: string; appUrl?: string | undefined },
): Promise<OpenDatabase> {
  const { ownerUrl, appUrl, ...rest } = options;
  await migrateDatabase(ownerUrl, options.log, appUrl);
  return connectDatabase({ ...rest, appUrl: appUrl ?? toAppUrl(ownerUrl) });
}

/** Connects to a migrated database; throws when the role could look over the wall between tenants. */
export async function connectDatabase(options: ConnectOptions): Promise<OpenDatabase> {
  const { appUrl, log, poolSize = 10 } = options;
  const pool = createPool({ url: appUrl, size: poolSize, log });
  try {
    await assertAppRole(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const jobs = createJobSender({ appUrl, log });
  return {
    system: createSystemDatabase(transactionRunner(pool, jobs)),
    appUrl,
    async ping() {
      await pool.query('select 1');
    },
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}
