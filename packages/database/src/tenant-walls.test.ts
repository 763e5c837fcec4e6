import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCallBusiness, findNumberRoute, listBusinessIds, sqlState, violatedConstraint } from './index.ts';
import { businesses, calls, customers, unroutedMessages } from './schema/index.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { addBusiness } from './testing/test-rows.ts';

let database: TestDatabase;
let oak: Awaited<ReturnType<typeof addBusiness>>;
let mesa: Awaited<ReturnType<typeof addBusiness>>;

beforeAll(async () => {
  database = await createTestDatabase();
  oak = await addBusiness(database.system, 'oak', '+16145550142');
  mesa = await addBusiness(database.system, 'mesa', '+16025550142');
});
afterAll(() => database[Symbol.asyncDispose]());

const asOak = () => database.system.forBusiness(oak.businessId);

test('every table with a business_id has forced row-level security and a policy that names it', async () => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{
    name: string;
    isWalled: boolean;
    rule: string | null;
    check: string | null;
  }>(`
    select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as "isWalled",
      p.qual as rule, p.with_check as check
    from pg_class c
    left join pg_policies p on p.tablename = c.relname and p.policyname = 'tenant_isolation'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
  await owner.end();
  const unwalled = rows.filter(
    ({ isWalled, rule, check }) =>
      !(isWalled && rule?.includes("current_setting('app.business_id'") && check === rule),
  );
  expect(unwalled.map(({ name }) => name)).toEqual(['unrouted_messages']);
  expect(rows.length).toBeGreaterThanOrEqual(22);
});

test("a business sees its own rows and none of another's", async () => {
  const seen = await asOak().transaction(async (tx) => ({
    businesses: await tx.select({ id: businesses.id }).from(businesses),
    calls: await tx.select({ id: calls.id }).from(calls),
    others: await tx.select().from(calls).where(eq(calls.id, mesa.call.id)),
  }));
  expect(seen).toEqual({ businesses: [{ id: oak.businessId }], calls: [{ id: oak.call.id }], others: [] });
});

test("a business changes and deletes nothing of another's", async () => {
  const touched = await asOak().transaction(async (tx) => [
    await tx.update(calls).set({ fromRaw: 'stolen' }).where(eq(calls.id, mesa.call.id)).returning(),
    await tx.delete(calls).where(eq(calls.id, mesa.call.id)).returning(),
  ]);
  expect(touched).toEqual([[], []]);
});

test('a business cannot insert a row for another, nor hand one over', async () => {
  const phone = mesa.number;
  const insert = asOak().transaction((tx) =>
    tx.insert(customers).values({ businessId: mesa.businessId, phone }),
  );
  await expect(insert).rejects.toSatisfy((error) => sqlState(error) === '42501');
  const handOver = asOak().transaction((tx) => tx.update(calls).set({ businessId: mesa.businessId }));
  await expect(handOver).rejects.toSatisfy((error) => sqlState(error) === '42501');
});

test("a row cannot point at another business's row", async () => {
  const insert = asOak().transaction((tx) => tx.update(calls).set({ agentId: mesa.agentId }));
  await expect(insert).rejects.toSatisfy((error) => violatedConstraint(error) === 'calls_agent_fk');
});

test('without a business nothing of a tenant is seen or written', async () => {
  const { system } = database;
  expect(await system.transaction((tx) => tx.select().from(calls))).toEqual([]);
  const { businessId } = oak;
  const insert = system.transaction((tx) => tx.insert(customers).values({ businessId, phone: oak.number }));
  await expect(insert).rejects.toSatisfy((error) => sqlState(error) === '42501');
});

test('the business of one transaction is gone in the next on the same connection', async () => {
  await asOak().transaction((tx) => tx.select().from(calls));
  const { rows } = await database.system.transaction((tx) =>
    tx.execute<{ left: string | null }>(
      sql`select nullif(current_setting('app.business_id', true), '') as left`,
    ),
  );
  expect(rows).toEqual([{ left: null }]);
});

test('the doors lead from a number and a call sid to the business', async () => {
  const { system } = database;
  expect(await findNumberRoute(system, mesa.number)).toEqual({
    businessId: mesa.businessId,
    agentId: mesa.agentId,
    phoneNumberId: mesa.phoneNumberId,
  });
  expect(await findCallBusiness(system, oak.call.callSid)).toEqual({
    businessId: oak.businessId,
    callId: oak.call.id,
  });
  expect(await findCallBusiness(system, 'CAunknown')).toBeNull();
  expect((await listBusinessIds(system)).toSorted()).toEqual([oak.businessId, mesa.businessId].toSorted());
});

test('a message on a number of nobody is stored, and no app may delete it', async () => {
  const { system } = database;
  const message = { callSid: 'CAlost', fromRaw: 'anonymous', toRaw: '+19995550100' };
  await system.transaction((tx) => tx.insert(unroutedMessages).values(message));
  expect(await system.transaction((tx) => tx.select().from(unroutedMessages))).toMatchObject([message]);
  const removal = system.transaction((tx) => tx.delete(unroutedMessages));
  await expect(removal).rejects.toSatisfy((error) => sqlState(error) === '42501');
});
