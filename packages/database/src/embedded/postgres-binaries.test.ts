import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@afterhourfix/foundation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preparePostgresBinaries } from './postgres-binaries.ts';

const isRoot = process.getuid?.() === 0;
/** Any account that is not ours. */
const STRANGER = { uid: 65_534, gid: 65_534 };

let scratch: string;
let packageFolder: string;

beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'binaries-'));
  await chmod(scratch, 0o755);
  packageFolder = path.join(scratch, 'checkout/package');
  for (const folder of ['bin', 'lib/postgresql', 'share/postgresql'])
    await mkdir(path.join(packageFolder, 'native', folder), { recursive: true });
  for (const program of ['postgres', 'initdb', 'pg_ctl'])
    await writeFile(path.join(packageFolder, 'native/bin', program), program, { mode: 0o644 });
  await writeFile(path.join(packageFolder, 'package.json'), '{ "version": "18.4.0" }');
  await writeFile(path.join(packageFolder, 'native/lib/libpq.so.5.18'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(path.join(packageFolder, 'native/pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const prepare = (account: typeof STRANGER | null) =>
  preparePostgresBinaries({
    account,
    copyInto: path.join(scratch, 'home'),
    packageFolder,
    log: silentLogger,
  });

test('makes the library links and the execute bits that a postinstall script would have made', async () => {
  const binaries = await prepare(null);
  expect(binaries.initdb).toBe(path.join(packageFolder, 'native/bin/initdb'));
  expect(await readFile(path.join(packageFolder, 'native/lib/libpq.so.5'), 'utf8')).toBe('library');
  expect((await stat(binaries.pgCtl)).mode & 0o777).toBe(0o755);
  await prepare(null);
});

test.runIf(isRoot)('copies the programs out of a folder that the account cannot enter', async () => {
  await mkdir(path.join(scratch, 'home'));
  await chmod(path.join(scratch, 'checkout'), 0o700);
  const binaries = await prepare(STRANGER);
  expect(binaries.initdb).toBe(path.join(scratch, 'home/programs-18.4.0/native/bin/initdb'));
  expect(existsSync(path.join(scratch, 'home/programs-18.4.0/native/lib/libpq.so.5'))).toBe(true);
  expect(await prepare(STRANGER)).toEqual(binaries);
});
