import { chmod, mkdir, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-server.ts';

const isRoot = process.getuid?.() === 0;
const log = silentLogger;
const settings = { fsync: 'off' };

let scratch: string;
let dataDir: string;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'embedded-'));
  await chmod(scratch, 0o755);
  dataDir = path.join(scratch, 'postgres');
});
afterAll(async () => {
  await stopEmbeddedPostgres(dataDir, log);
  await rm(scratch, { recursive: true, force: true });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const postmasterId = async () =>
  Number((await readFile(path.join(dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

test('two processes that start on an empty folder share one server, and the last to leave stops it', async () => {
  const [one, two] = await Promise.all([
    startEmbeddedPostgres({ dataDir, settings, log }),
    startEmbeddedPostgres({ dataDir, settings, log }),
  ]);
  expect(one.ownerUrl).toBe(two.ownerUrl);
  expect([one.isReused, two.isReused].toSorted()).toEqual([false, true]);
  await query(one.ownerUrl, 'create table kept (word text)');
  await one.stop();
  expect(await query(two.ownerUrl, 'select * from kept')).toEqual([]);
  await two.stop();
  await expect(query(two.ownerUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a second start is quick and finds port, password and rows again', async () => {
  const startedAtMs = performance.now();
  const server = await startEmbeddedPostgres({ dataDir, settings, log });
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  expect(await query(server.ownerUrl, 'select * from kept')).toEqual([]);
  const port = Number(await readFile(path.join(dataDir, 'port'), 'utf8'));
  expect(new URL(server.ownerUrl).port).toBe(String(port));
  await server.stop();
});

test('a server that was killed leaves a lock file that does not stop the next start', async () => {
  const killed = await startEmbeddedPostgres({ dataDir, settings, log });
  process.kill(await postmasterId(), 'SIGKILL');
  const next = await startEmbeddedPostgres({ dataDir, settings, log });
  expect(next.isReused).toBe(false);
  expect(await query(next.ownerUrl, 'select * from kept')).toEqual([]);
  await killed.stop();
  await next.stop();
});

test('a server log that has grown large is put aside at the next start', async () => {
  const serverLog = path.join(dataDir, 'cluster/server.log');
  await truncate(serverLog, 11 * 1024 * 1024);
  const server = await startEmbeddedPostgres({ dataDir, settings, log });
  expect((await stat(`${serverLog}.1`)).size).toBe(11 * 1024 * 1024);
  expect((await stat(serverLog)).size).toBeLessThan(100_000);
  await server.stop();
});

test('listens on loopback only, wants a password, and keeps it to us', async () => {
  const server = await startEmbeddedPostgres({ dataDir, settings, log });
  expect(await query(server.ownerUrl, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const guessed = new URL(server.ownerUrl);
  guessed.password = 'guessed';
  await expect(query(guessed.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  expect((await stat(path.join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  await server.stop();
});

test.runIf(isRoot)(
  'moves aside, with a word, when the account of the server cannot reach the folder',
  async () => {
    const closed = path.join(scratch, 'home-of-root');
    await mkdir(closed, { mode: 0o700 });
    const lines: { msg: string; home: string }[] = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
    const server = await startEmbeddedPostgres({
      dataDir: path.join(closed, 'postgres'),
      settings,
      log: createLogger({ name: 'test', destination }),
    });
    const home = lines.find(({ msg }) => msg.includes('cannot reach the data folder'))?.home ?? '';
    expect(home).toMatch(/^\/var\/lib\/afterhourfix\/[0-9a-f]{12}$/);
    expect(await query(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(home, { recursive: true });
  },
);
