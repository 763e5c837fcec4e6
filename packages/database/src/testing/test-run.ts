import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@afterhourfix/foundation';
import { isProcessAlive } from '../embedded/server-folder.ts';

/** Set by the global setup for every worker: the folder of this run, named after the runner's process id. */
export const TEST_RUN_VARIABLE = 'AFTERHOURFIX_TEST_RUN';

const PREFIX = 'afterhourfix-test-';

export const testRunFolder = (processId: number) => path.join(tmpdir(), `${PREFIX}${processId}`);

export function getTestRun(): { folder: string; name: string } {
  const folder = process.env[TEST_RUN_VARIABLE];
  if (!folder) throw new Error('createTestDatabase needs the vitest global setup of packages/database');
  return { folder, name: path.basename(folder).replaceAll('-', '_') };
}

export const postgresFolder = (runFolder: string) => path.join(runFolder, 'postgres');

export async function removeTestRun(runFolder: string): Promise<void> {
  const postgres = postgresFolder(runFolder);
  if (existsSync(postgres)) {
    const { stopEmbeddedPostgres } = await import('../embedded/embedded-server.ts');
    await stopEmbeddedPostgres(postgres, silentLogger);
  }
  await rm(runFolder, { recursive: true, force: true });
}

/** A killed run leaves its server behind; the next run clears it. */
export async function removeAbandonedTestRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX) || isProcessAlive(Number(name.slice(PREFIX.length)))) continue;
    await removeTestRun(path.join(tmpdir(), name));
  }
}
