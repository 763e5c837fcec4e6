import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { APP_ROLE, toAppUrl } from './app-role.ts';
import { startEmbeddedPostgres } from './embedded/embedded-server.ts';
import { migrateDatabase, openDatabase } from './index.ts';

const log = silentLogger;
const WITHOUT_PASSWORD = 'postgresql://owner@127.0.0.1:1/afterhourfix';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A server on which no role was made yet: roles are shared by all databases of the tests' own. */
async function startFreshServer() {
  await using stack = new AsyncDisposableStack();
  const scratch = await mkdtemp(path.join(tmpdir(), 'app-role-'));
  stack.defer(() => rm(scratch, { recursive: true, force: true }));
  await chmod(scratch, 0o755);
  const dataDir = path.join(scratch, 'postgres');
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' }, log });
  stack.defer(() => server.stop());
  const started = stack.move();
  return { ownerUrl: server.ownerUrl, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function queryAs(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function withLogin(url: string, login: { username: string; password: string }): string {
  return Object.assign(new URL(url), login).href;
}

test('the password of the app role depends on the owner’s and on nothing that others can read', () => {
  const passwordOf = (ownerUrl: string) => new URL(toAppUrl(ownerUrl)).password;
  expect(passwordOf('postgresql://owner:one@a/x')).toBe(passwordOf('postgresql://other:one@b/y'));
  expect(passwordOf('postgresql://owner:one@a/x')).not.toBe(passwordOf('postgresql://owner:two@a/x'));
  expect(passwordOf('postgresql://owner:one@a/x')).toMatch(/^[\w-]{43}$/);
});

test.each([WITHOUT_PASSWORD, 'postgresql://owner:@127.0.0.1:1/afterhourfix'])(
  'from %s no password can be derived that others could not derive too: DATABASE_APP_URL is asked for',
  async (ownerUrl) => {
    expect(() => toAppUrl(ownerUrl)).toThrow(/DATABASE_URL has no password.*Set DATABASE_APP_URL/);
    await expect(openDatabase({ ownerUrl, log })).rejects.toThrow(/Set DATABASE_APP_URL/);
    await expect(migrateDatabase(ownerUrl, log)).rejects.toThrow(/Set DATABASE_APP_URL/);
  },
);

test('an owner without a password in its URL works with a given app URL, whose password the role gets', async () => {
  await using server = await startFreshServer();
  vi.stubEnv('PGPASSWORD', new URL(server.ownerUrl).password);
  const ownerUrl = withLogin(server.ownerUrl, { username: 'afterhourfix_owner', password: '' });
  const appUrl = withLogin(ownerUrl, { username: APP_ROLE, password: 'said by the operator' });
  await using database = await openDatabase({ ownerUrl, appUrl, log });
  await database.ping();
});

test('a second deployment on the same server does not take the role from the first', async () => {
  await using server = await startFreshServer();
  await migrateDatabase(server.ownerUrl, log);
  await queryAs(server.ownerUrl, "create role second login superuser password 'two'");
  await queryAs(server.ownerUrl, 'create database second');
  const second = new URL(withLogin(server.ownerUrl, { username: 'second', password: 'two' }));
  second.pathname = '/second';
  await expect(migrateDatabase(second.href, log)).rejects.toThrow(
    /belongs to the database .* DATABASE_APP_URL/s,
  );
  expect(await queryAs(toAppUrl(server.ownerUrl), 'select 1 as still')).toEqual([{ still: 1 }]);
});

test('nobody can log in as the app role when the apps log in as a role of their own', async () => {
  await using server = await startFreshServer();
  const appUrl = withLogin(server.ownerUrl, { username: 'web', password: 'web' });
  await migrateDatabase(server.ownerUrl, log, appUrl);
  const roles = `select rolcanlogin from pg_roles where rolname = '${APP_ROLE}'`;
  expect(await queryAs(server.ownerUrl, roles)).toEqual([{ rolcanlogin: false }]);
  await queryAs(server.ownerUrl, `create role web login password 'web' in role ${APP_ROLE}`);
  await using database = await openDatabase({ ownerUrl: server.ownerUrl, appUrl, log });
  await database.ping();
});
