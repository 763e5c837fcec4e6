import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import * as schema from './index.ts';

const tables = Object.values(schema).filter((member) => is(member, PgTable));

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database[Symbol.asyncDispose]();
});

async function list(statement: string, table: string): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(statement, [`public.${table}`]);
  return rows.map(({ line }) => line);
}

const COLUMNS = `
  select attname || ' ' || format_type(atttypid, atttypmod)
    || case when attnotnull then ' not null' else '' end
    || case when atthasdef or attidentity <> '' then ' default' else '' end as line
  from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`;

const NAMED = `
  select conname as line from pg_constraint where conrelid = $1::regclass
  union select indexrelid::regclass::text from pg_index where indrelid = $1::regclass`;

test.each(tables.map((table) => [getTableName(table), table] as const))(
  'the migrations make %s as the schema describes it',
  async (name, table) => {
    const { columns, uniqueConstraints, foreignKeys, checks, indexes } = getTableConfig(table);
    const described = columns.map(
      (column) =>
        `${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}` +
        `${column.hasDefault || column.generated || column.generatedIdentity ? ' default' : ''}`,
    );
    expect((await list(COLUMNS, name)).toSorted()).toEqual(described.toSorted());
    const named = [
      ...uniqueConstraints.map(({ name }) => name),
      ...columns.filter((column) => column.isUnique).map((column) => column.uniqueName),
      ...foreignKeys.map((key) => key.getName()),
      ...checks.map((check) => check.name),
      ...indexes.map((index) => index.config.name),
    ];
    expect(await list(NAMED, name)).toEqual(expect.arrayContaining(named));
  },
);

test('every table of the database is in the schema', async () => {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  expect(rows.map(({ name }) => name).toSorted()).toEqual(tables.map(getTableName).toSorted());
});
