import type { Logger } from '@afterhourfix/foundation';
import { assertAppRole, toAppUrl } from './app-role.ts';
import { createPool, transactionRunner } from './connection-pool.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { createJobSender } from './job-sender.ts';
import { migrateDatabase } from './migrate-database.ts';
import { resolveDatabaseServer } from './resolve-database-server.ts';
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

/** What an app does at its start: finds or starts the server, migrates, connects. Disposing undoes it in reverse. */
export async function openConfiguredDatabase(
  settings: DatabaseSettings,
  options: Pick<ConnectOptions, 'poolSize' | 'log'>,
): Promise<OpenDatabase> {
  await using stack = new AsyncDisposableStack();
  const { dataDir, ownerUrl, appUrl } = settings;
  const server = stack.use(
    await resolveDatabaseServer({ databaseUrl: ownerUrl?.reveal(), dataDir, log: options.log }),
  );
  const database = stack.use(
    await openDatabase({ ...options, ownerUrl: server.ownerUrl, appUrl: appUrl?.reveal() }),
  );
  const opened = stack.move();
  return { ...database, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Connects to a migrated database; throws when the role could look over the wall between tenants. */
export async function connectDatabase(options: ConnectOptions): Promise<OpenDatabase> {
  const { appUrl, log, poolSize = 10 } = options;
  await using stack = new AsyncDisposableStack();
  const pool = createPool({ url: appUrl, size: poolSize, log });
  stack.defer(() => pool.end());
  await assertAppRole(pool);
  const jobs = stack.use(createJobSender({ appUrl, log }));
  const opened = stack.move();
  return {
    system: createSystemDatabase(transactionRunner(pool, jobs)),
    appUrl,
    async ping() {
      await pool.query('select 1');
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
