import type { BusinessId } from '@afterhourfix/vocabulary';
import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlState, violatedConstraint } from './index.ts';
import { calls, holds, technicianCommitments, technicians } from './schema/index.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';
import { addBusiness, first } from './testing/test-rows.ts';

let database: TestDatabase;
let oak: Awaited<ReturnType<typeof addBusiness>>;

beforeAll(async () => {
  database = await createTestDatabase();
  oak = await addBusiness(database.system, 'oak', '+16145550142');
});
afterAll(() => database[Symbol.asyncDispose]());

const asOak = () => database.system.forBusiness(oak.businessId);
const countTechnicians = () =>
  asOak().transaction(async (tx) => (await tx.select().from(technicians)).length);
const ben = () => ({
  businessId: oak.businessId,
  slug: 'ben',
  name: 'Ben',
  skills: ['plumbing', 'gas'],
  homeZip: '43228',
});

test('a transaction that throws leaves nothing behind and passes the error on', async () => {
  const failure = new Error('caller hung up');
  const attempt = asOak().transaction(async (tx) => {
    await tx.insert(technicians).values(ben());
    throw failure;
  });
  await expect(attempt).rejects.toBe(failure);
  expect(await countTechnicians()).toBe(1);
});

test('an inner transaction that fails leaves the outer one usable', async () => {
  await asOak().transaction(async (tx) => {
    const duplicate = tx.transaction(async (inner) => {
      await inner.insert(technicians).values({ ...ben(), slug: 'ana' });
    });
    await expect(duplicate).rejects.toSatisfy((e) => violatedConstraint(e) === 'technicians_slug_key');
    await tx.insert(technicians).values(ben());
  });
  expect(await countTechnicians()).toBe(2);
});

test('a business id that is no uuid never reaches the database', () => {
  const injected = "'; drop table calls; --" as BusinessId;
  expect(() => database.system.forBusiness(injected)).toThrow();
});

test('a prepared statement of one connection shows each business its own rows, however often it ran before', async () => {
  await using single = await createTestDatabase({ poolSize: 1 });
  const elm = await addBusiness(single.system, 'elm', '+16145550143');
  const ash = await addBusiness(single.system, 'ash', '+16145550144');
  const readIds = (businessId: BusinessId) =>
    single.system
      .forBusiness(businessId)
      .transaction((tx) =>
        tx.executePrepared<{ id: string }>(
          'test.technicians',
          sql`select id from technicians where name <> ${''}`,
        ),
      );
  // After five runs PostgreSQL may keep one plan for all parameters.
  for (let round = 0; round < 8; round += 1) {
    expect(await readIds(elm.businessId)).toEqual([{ id: elm.technicianId }]);
    expect(await readIds(ash.businessId)).toEqual([{ id: ash.technicianId }]);
  }
});

test('a name of a prepared statement belongs to one text', async () => {
  await using single = await createTestDatabase({ poolSize: 1 });
  const read = (query: SQL) => single.system.transaction((tx) => tx.executePrepared('test.one', query));
  expect(await read(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await expect(read(sql`select 2 as two`)).rejects.toThrow();
  expect(await read(sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

test('a technician cannot be committed twice at the same time, and back to back is no overlap', async () => {
  const at = (hour: number) => new Date(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`);
  const commit = (startHour: number, endHour: number) =>
    asOak().transaction(async (tx) => {
      const during = { startsAt: at(startHour), endsAt: at(endHour) };
      const owner = { businessId: oak.businessId, technicianId: oak.technicianId };
      const hold = {
        ...owner,
        ...during,
        callId: oak.call.id,
        trade: 'plumbing',
        expiresAt: at(23),
      } as const;
      const { id } = first(await tx.insert(holds).values(hold).returning());
      return first(
        await tx
          .insert(technicianCommitments)
          .values({ ...owner, during, holdId: id })
          .returning(),
      );
    });
  const morning = await commit(8, 10);
  expect(morning.during).toEqual({ startsAt: at(8), endsAt: at(10) });
  await expect(commit(9, 11)).rejects.toSatisfy(
    (error) =>
      violatedConstraint(error) === 'technician_commitments_no_overlap' && sqlState(error) === '23P01',
  );
  await commit(10, 12);
});

test('a call has an end, an outcome and a reason together or not at all', async () => {
  const attempt = asOak().transaction((tx) =>
    tx.update(calls).set({ outcome: 'booked' }).where(eq(calls.id, oak.call.id)),
  );
  await expect(attempt).rejects.toSatisfy(
    (error) => violatedConstraint(error) === 'calls_exactly_one_ending_check',
  );
});

test('violatedConstraint and sqlState are null for errors that are not of the database', () => {
  expect(violatedConstraint(new Error('no'))).toBeNull();
  expect(sqlState('no')).toBeNull();
});
