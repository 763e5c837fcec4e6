import { silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { expect, test } from 'vitest';
import { APP_ROLE, toAppUrl } from './app-role.ts';
import {
  connectDatabase,
  findCallBusiness,
  findNumberRoute,
  listBusinessIds,
  migrateDatabase,
  openDatabase,
} from './index.ts';
import { applyMigrations, sqlMigration } from './migrate-database.ts';
import { createTestDatabase } from './testing/index.ts';
import { addBusiness } from './testing/test-rows.ts';
import { createEmptyDatabase } from './testing/test-server.ts';

const log = silentLogger;

async function queryAs<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('two nodes that boot together migrate once, and both are served', async () => {
  await using empty = await createEmptyDatabase();
  const [one, two] = await Promise.all([
    openDatabase({ ownerUrl: empty.ownerUrl, log }),
    openDatabase({ ownerUrl: empty.ownerUrl, log }),
  ]);
  await Promise.all([one.ping(), two.ping()]);
  await one[Symbol.asyncDispose]();
  await two[Symbol.asyncDispose]();
  const applied = await queryAs<{ name: string }>(
    empty.ownerUrl,
    'select name from deployment.applied_migrations order by applied_at',
  );
  expect(applied[0]?.name).toBe('0001-first-tables.sql');
  expect(new Set(applied.map(({ name }) => name)).size).toBe(applied.length);
});

test('an applied migration that was edited stops the migration and says which', async () => {
  await using database = await createTestDatabase();
  await queryAs(
    database.ownerUrl,
    "update deployment.applied_migrations set checksum = 'other' where name like '0002%'",
  );
  await expect(migrateDatabase(database.ownerUrl, log)).rejects.toThrow(/0002-tenant-walls.sql was edited/);
});

test('a migration that fails half-way leaves nothing, and the next try continues there', async () => {
  await using empty = await createEmptyDatabase();
  const owner = new pg.Client({ connectionString: empty.ownerUrl });
  await owner.connect();
  const first = sqlMigration('0001-a.sql', 'create table a (id int)');
  const broken = sqlMigration('0002-b.sql', 'create table b (id int); select 1/0');
  await expect(applyMigrations(owner, [first, broken], log)).rejects.toThrow(
    /0002-b.sql failed: division by zero/,
  );
  await applyMigrations(owner, [first, sqlMigration('0002-b.sql', 'create table b (id int)')], log);
  const { rows } = await owner.query('select name from deployment.applied_migrations order by name');
  expect(rows).toEqual([{ name: '0001-a.sql' }, { name: '0002-b.sql' }]);
  await owner.end();
});

test('the app role is neither superuser nor above row-level security', async () => {
  await using database = await createTestDatabase();
  const [role] = await queryAs(
    database.appUrl,
    'select current_user as name, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
  );
  expect(role).toEqual({ name: APP_ROLE, rolsuper: false, rolbypassrls: false, rolcreaterole: false });
});

test('refuses to work as the owner', async () => {
  await using database = await createTestDatabase();
  await expect(connectDatabase({ appUrl: database.ownerUrl, log })).rejects.toThrow(
    /Refusing.*is a superuser/,
  );
});

test('refuses to work on a database without tables', async () => {
  await using empty = await createEmptyDatabase();
  const connection = connectDatabase({ appUrl: toAppUrl(empty.ownerUrl), log });
  await expect(connection).rejects.toThrow(/the database is not migrated/);
});

test('an owner that may not manage roles migrates with a given app URL, and its doors open', async () => {
  await using usual = await createTestDatabase();
  await using plain = await createEmptyDatabase({ plainOwner: 'plain_owner' });
  await expect(openDatabase({ ownerUrl: plain.ownerUrl, log })).rejects.toThrow(
    /belongs to the database|may not manage the role/,
  );
  const appUrl = new URL(usual.appUrl);
  appUrl.pathname = new URL(plain.ownerUrl).pathname;
  await using database = await openDatabase({ ownerUrl: plain.ownerUrl, appUrl: appUrl.href, log });
  const oak = await addBusiness(database.system, 'oak', '+16145550142');
  expect(await findNumberRoute(database.system, oak.number)).toMatchObject({ businessId: oak.businessId });
  expect(await findCallBusiness(database.system, oak.call.callSid)).toMatchObject({ callId: oak.call.id });
  expect(await listBusinessIds(database.system)).toEqual([oak.businessId]);
  expect(await queryAs(plain.ownerUrl, 'select * from technicians')).toEqual([]);
});
