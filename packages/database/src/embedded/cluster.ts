import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { runProgram, type ServerAccount } from './run-program.ts';

export const OWNER_ROLE = 'afterhourfix_owner';

/** PostgreSQL's own settings; values are written as they are. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Loopback and password only: no socket in a shared folder, nothing of the machine's locale or zone. */
const SETTINGS: ServerSettings = {
  listen_addresses: "'127.0.0.1'",
  unix_socket_directories: "''",
  max_connections: '200',
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  logging_collector: 'off',
};

/**
 * Runs initdb aside and renames the result into place, so that two processes may begin at the same time
 * and a killed first start leaves nothing half made.
 */
export async function ensureCluster(options: {
  cluster: string;
  password: string;
  binaries: PostgresBinaries;
  account: ServerAccount | null;
  settings: ServerSettings;
}): Promise<void> {
  if (hasCluster(options.cluster)) return;
  const unfinished = `${options.cluster}.new-${randomUUID()}`;
  const passwordFile = `${unfinished}.password`;
  try {
    await mkdir(unfinished, { mode: 0o700 });
    await writeFile(passwordFile, options.password, { mode: 0o600 });
    if (options.account) {
      await chown(unfinished, options.account.uid, options.account.gid);
      await chown(passwordFile, options.account.uid, options.account.gid);
    }
    await runProgram(options.binaries.initdb, initArguments(unfinished, passwordFile), options.account);
    await appendFile(path.join(unfinished, 'postgresql.conf'), toLines({ ...SETTINGS, ...options.settings }));
    await rename(unfinished, options.cluster).catch((error: Error) => {
      if (!hasCluster(options.cluster)) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

const hasCluster = (cluster: string) => existsSync(path.join(cluster, 'PG_VERSION'));

const toLines = (settings: ServerSettings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');

const initArguments = (cluster: string, passwordFile: string): string[] => [
  `--pgdata=${cluster}`,
  `--username=${OWNER_ROLE}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  // Ours to lose: the folder is renamed into place only when initdb has ended well.
  '--no-sync',
  '--no-instructions',
];
