import { mkdir } from 'node:fs/promises';
import { removeAbandonedTestRuns, removeTestRun, TEST_RUN_VARIABLE, testRunFolder } from './test-run.ts';

/** For vitest's `globalSetup`. Costs nothing by itself: the first test that asks for a database starts it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = testRunFolder(process.pid);
  process.env[TEST_RUN_VARIABLE] = folder;
  await removeAbandonedTestRuns();
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return async () => {
    // Imported late: most runs of unit tests need neither the driver nor the migrations.
    if (process.env.TEST_DATABASE_URL) await (await import('./test-server.ts')).dropTestDatabases();
    await removeTestRun(folder);
  };
}
