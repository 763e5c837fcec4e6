import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@afterhourfix/foundation';
import pg from 'pg';
import { isConnectionLost, sqlState } from '../database-errors.ts';
import { ensureCluster, OWNER_ROLE, type ServerSettings } from './cluster.ts';
import { chooseFreePort } from './free-port.ts';
import { type PostgresBinaries, preparePostgresBinaries } from './postgres-binaries.ts';
import { runProgram, type ServerAccount } from './run-program.ts';
import { getServerAccount } from './server-account.ts';
import { prepareServerFolder, readOrMakePassword, registerUser, type ServerFolder } from './server-folder.ts';
import { readServerStatus } from './server-status.ts';

export interface EmbeddedPostgres {
  /** Connection URL of the owner (a superuser of this server) to the database `afterhourfix`. */
  ownerUrl: string;
  /** Whether another process had started the server. */
  isReused: boolean;
  /** Stops the server unless another live process uses it. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Fixed port; by default a free one, kept over restarts while it stays free. */
  port?: number;
  settings?: ServerSettings;
  log: Logger;
}

interface Server {
  folder: ServerFolder;
  binaries: PostgresBinaries;
  account: ServerAccount | null;
}

interface Started {
  port: number;
  isReused: boolean;
}

const START_LIMIT_MS = 60_000;
const RETRY_MS = 200;
const MAX_START_FAILURES = 20;
/** One older log is kept beside the present one. */
const MAX_LOG_BYTES = 10 * 1024 * 1024;
const DATABASE_NAME = 'afterhourfix';
const DUPLICATE_DATABASE = ['42P04', '23505'];

/**
 * Starts the real PostgreSQL that npm brought, on loopback and with a password, or joins the one that
 * already runs on this data folder. The server is its own process: it outlives a crash of ours and is
 * joined again by the next start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const account = await getServerAccount(log);
  const folder = await prepareServerFolder({ dataDir, account, log });
  const binaries = await preparePostgresBinaries({ account, copyInto: folder.home, log });
  const password = await readOrMakePassword(folder.home);
  const server = { folder, binaries, account };
  await ensureCluster({ ...server, cluster: folder.cluster, password, settings: options.settings ?? {} });
  const registration = await registerUser(folder.home);
  const toUrl = (port: number, name: string) =>
    `postgresql://${OWNER_ROLE}:${password}@127.0.0.1:${port}/${name}`;
  const ensure = (port: number) => ensureDatabase(toUrl(port, 'postgres'));
  const { port, isReused } = await startOrJoinLiving(server, options, ensure);
  log.info({ home: folder.home, port, isReused }, 'embedded PostgreSQL is ready');
  return {
    ownerUrl: toUrl(port, DATABASE_NAME),
    isReused,
    async stop() {
      const { isLast } = await registration.leave();
      if (isLast) await stopServer(server);
    },
  };
}

/** A server that was killed a moment ago looks ready still, and lets go of whoever joins it. */
async function startOrJoinLiving(
  server: Server,
  options: EmbeddedPostgresOptions,
  ensure: (port: number) => Promise<void>,
): Promise<Started> {
  for (let failures = 0; ; ) {
    const started = await startOrJoin(server, options);
    try {
      await ensure(started.port);
      return started;
    } catch (error) {
      if (!started.isReused || !isConnectionLost(error) || ++failures >= MAX_START_FAILURES) throw error;
    }
    await wait(RETRY_MS);
  }
}

/** PostgreSQL's own lock file decides between two starters: the loser sees the winner's server and joins. */
async function startOrJoin(server: Server, options: EmbeddedPostgresOptions): Promise<Started> {
  const deadlineMs = performance.now() + START_LIMIT_MS;
  let failures = 0;
  for (;;) {
    const status = await readServerStatus(server.folder.cluster);
    if (status.state === 'ready') return { port: status.port, isReused: true };
    if (performance.now() > deadlineMs) throw await startFailure(server, null);
    if (status.state === 'absent') {
      const port = options.port ?? (await chooseFreePort(server.folder.portFile));
      try {
        await rotateLog(server.folder.serverLog);
        await runPgCtl(server, startArguments(server.folder, port));
        await writeFile(server.folder.portFile, String(port));
        return { port, isReused: false };
      } catch (error) {
        // The port was taken meanwhile, another starter won, or a killed server still lets go of its memory.
        if (++failures >= MAX_START_FAILURES) throw await startFailure(server, error);
        options.log.warn({ err: error }, 'embedded PostgreSQL did not start; trying again');
      }
    }
    await wait(RETRY_MS);
  }
}

/** Stops the server of a data folder whoever uses it; for folders that are about to be deleted. */
export async function stopEmbeddedPostgres(dataDir: string, log: Logger): Promise<void> {
  const account = await getServerAccount(log);
  const folder = await prepareServerFolder({ dataDir, account, log });
  const binaries = await preparePostgresBinaries({ account, copyInto: folder.home, log });
  await stopServer({ folder, binaries, account });
}

const startArguments = (folder: ServerFolder, port: number) => [
  'start',
  '--wait',
  `--log=${folder.serverLog}`,
  `--options=-p ${port}`,
];

const runPgCtl = ({ binaries, folder, account }: Server, programArguments: readonly string[]) =>
  runProgram(binaries.pgCtl, [`--pgdata=${folder.cluster}`, ...programArguments], account);

async function stopServer(server: Server): Promise<void> {
  const { state } = await readServerStatus(server.folder.cluster);
  if (state !== 'absent') await runPgCtl(server, ['stop', '--wait', '--mode=fast']);
}

async function rotateLog(serverLog: string): Promise<void> {
  const file = await stat(serverLog).catch(() => null);
  if (file && file.size > MAX_LOG_BYTES) await rename(serverLog, `${serverLog}.1`);
}

async function startFailure(server: Server, cause: unknown): Promise<Error> {
  const serverLog = await readFile(server.folder.serverLog, 'utf8').catch(() => '(no server log)');
  const lastLines = serverLog.trimEnd().split('\n').slice(-10).join('\n');
  return new Error(`The embedded PostgreSQL in ${server.folder.home} did not start:\n${lastLines}`, {
    cause,
  });
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } catch (error) {
    if (!DUPLICATE_DATABASE.includes(sqlState(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
}
