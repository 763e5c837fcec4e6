import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger as log } from '@afterhourfix/foundation';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { stopEmbeddedPostgres } from './embedded/embedded-server.ts';
import { isConnectionLost, listBusinessIds, openDatabase, startEmbeddedPostgres } from './index.ts';
import { createTestDatabase } from './testing/index.ts';

test('a lost server fails what runs, ends no process, and is used again when it is back', async () => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'pool-'));
  await chmod(scratch, 0o755);
  const options = { dataDir: path.join(scratch, 'postgres'), settings: { fsync: 'off' }, log };
  const server = await startEmbeddedPostgres(options);
  const database = await openDatabase({ ownerUrl: server.ownerUrl, log });
  const { system } = database;

  const begun = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<void>();
  const interrupted = system.transaction(async (tx) => {
    begun.resolve();
    await lost.promise;
    await tx.execute(sql`select 1`);
  });
  await begun.promise;
  await stopEmbeddedPostgres(options.dataDir, log);
  lost.resolve();
  await expect(interrupted).rejects.toSatisfy(isConnectionLost);
  await expect(database.ping()).rejects.toSatisfy(isConnectionLost);

  const back = await startEmbeddedPostgres(options);
  expect(back.ownerUrl).toBe(server.ownerUrl);
  expect(await listBusinessIds(system)).toEqual([]);
  await database[Symbol.asyncDispose]();
  await back.stop();
  await server.stop();
  await rm(scratch, { recursive: true });
});

test('a connection whose transaction failed goes back to the pool clean', async () => {
  await using database = await createTestDatabase();
  for (let round = 0; round < 6; round++) {
    const failing = database.system.transaction((tx) => tx.execute(sql`select 1/0`));
    await expect(failing).rejects.toThrow();
    await database.system.transaction((tx) => tx.execute(sql`select 1`));
  }
});
