import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EnvironmentFault, type Logger } from '@afterhourfix/foundation';
import type { ServerAccount } from './run-program.ts';
import { canReach } from './server-account.ts';

/** Everything of one embedded server: `cluster/` is PostgreSQL's, the rest is ours. */
export interface ServerFolder {
  home: string;
  cluster: string;
  serverLog: string;
  portFile: string;
}

/**
 * Makes the folder, or, when we are root and the account of the server cannot get there (a checkout under
 * a 0700 home), one in /var/lib or the temporary folder, named after the wanted path.
 */
export async function prepareServerFolder(options: {
  dataDir: string;
  account: ServerAccount | null;
  log: Logger;
}): Promise<ServerFolder> {
  const wanted = path.resolve(options.dataDir);
  for (const home of [wanted, ...(options.account ? fallbackHomes(wanted) : [])]) {
    if (!(await isMade(home, options.account))) continue;
    if (home !== wanted)
      options.log.warn(
        { wanted, home },
        'the PostgreSQL account cannot reach the data folder; using another',
      );
    return {
      home,
      cluster: path.join(home, 'cluster'),
      serverLog: path.join(home, 'cluster/server.log'),
      portFile: path.join(home, 'port'),
    };
  }
  throw new EnvironmentFault(
    `The data folder ${wanted} cannot be written. Set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL.`,
  );
}

function fallbackHomes(wanted: string): string[] {
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return [path.join('/var/lib/afterhourfix', name), path.join(tmpdir(), `afterhourfix-${name}`)];
}

async function isMade(home: string, account: ServerAccount | null): Promise<boolean> {
  try {
    await mkdir(home, { recursive: true });
    await chmod(home, account ? 0o755 : 0o700);
    return await canReach(account, home);
  } catch {
    return false;
  }
}

/** The owner's password: random, made once, readable only by us. A link appears whole or not at all. */
export async function readOrMakePassword(home: string): Promise<string> {
  const file = path.join(home, 'password');
  if (!existsSync(file)) {
    const draft = `${file}.new-${randomUUID()}`;
    await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

let registrations = 0;

/** Counts the processes that use the server, so that the last one to leave stops it. */
export async function registerUser(home: string): Promise<{ leave(): Promise<{ isLast: boolean }> }> {
  const folder = path.join(home, 'users');
  const own = `${process.pid}.${registrations++}`;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, own), '');
  return {
    async leave() {
      await rm(path.join(folder, own), { force: true });
      const others = await readdir(folder);
      return { isLast: !others.some((name) => isProcessAlive(Number.parseInt(name, 10))) };
    },
  };
}

export function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
