import { technicians } from '@afterhourfix/database/schema';
import { Invalid, NotFound } from '@afterhourfix/foundation';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { exportRota, importRota, listRota, overrideDuty, setDepartment } from './index.ts';

const HOUR_MS = 3_600_000;
let world: DemoWorld;
let ctx: DomainContext;
let departmentId: string;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
  ({ departmentId } = await setDepartment(ctx, { name: 'Water', trades: ['plumbing'] }));
});
afterAll(() => world[Symbol.asyncDispose]());

const at = (hours: number) => new Date(world.clock.now().getTime() + hours * HOUR_MS);
const during = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });
const week = () => during(0, 168);

async function idOf(slug: string): Promise<TechnicianId> {
  const [row] = await ctx.db.transaction((tx) =>
    tx.select().from(technicians).where(eq(technicians.slug, slug)),
  );
  if (!row) throw new Error(`No ${slug}`);
  return row.id;
}

test('a calendar becomes the rota of a department, and its gaps are told', async () => {
  const entries = [
    { summary: 'Ben Kowalski', ...during(-4, 24) },
    { summary: 'Backup: tech_dee', ...during(0, 24) },
    { summary: 'On call: tech_dee', ...during(30, 168) },
  ];
  const made = await importRota(ctx, { departmentId, ...week(), entries });
  expect(made).toEqual({ ok: true, duties: 3, gaps: [during(24, 30)] });
  const again = await importRota(ctx, { departmentId, ...week(), entries });
  expect(again).toEqual(made);
  expect(await listRota(ctx, { departmentId, ...week() })).toHaveLength(3);
});

test('what is exported, overrides in it, is imported as the same rota', async () => {
  const override = { technicianId: await idOf('tech_ben'), duty: 'primary', ...during(24, 27) } as const;
  await overrideDuty(ctx, { departmentId, ...override });
  const before = await listRota(ctx, { departmentId, ...week() });
  const { name, duties } = await exportRota(ctx, { departmentId, ...week() });
  expect(name).toBe('Oak and Iron Home Services: Water');
  expect(new Set(duties.map(({ id }) => id)).size).toBe(before.length);
  const { departmentId: other } = await setDepartment(ctx, { name: 'Copy', trades: ['electrical'] });
  await importRota(ctx, { departmentId: other, ...week(), entries: duties });
  expect(await listRota(ctx, { departmentId: other, ...week() })).toEqual(before);
});

test('names that nobody answers to are listed, and nothing is changed', async () => {
  const before = await listRota(ctx, { departmentId, ...week() });
  const entries = [
    { summary: 'Ben Kowalski', ...during(0, 10) },
    { summary: 'Zoe Park (secondary)', ...during(0, 10) },
    { summary: 'Zoe Park', ...during(10, 20) },
    { summary: 'Nobody yet', ...during(20, 30) },
  ];
  expect(await importRota(ctx, { departmentId, ...week(), entries })).toEqual({
    ok: false,
    refusal: 'unknown-names',
    names: ['Zoe Park', 'Nobody yet'],
  });
  expect(await listRota(ctx, { departmentId, ...week() })).toEqual(before);
});

test('an empty calendar, an endless one and one of another business change nothing', async () => {
  const before = await listRota(ctx, { departmentId, ...week() });
  const entry = { summary: 'Ben Kowalski', ...during(0, 10) };
  const take = (entries: (typeof entry)[], by = ctx) => importRota(by, { departmentId, ...week(), entries });
  expect(await take([])).toEqual({ ok: false, refusal: 'no-entries' });
  expect(await take(Array.from({ length: 5_001 }, () => entry))).toMatchObject({
    refusal: 'too-many-entries',
  });
  await expect(take([{ ...entry, endsAt: at(-1) }])).rejects.toBeInstanceOf(Invalid);
  const stranger = await world.contextOf('mesa');
  await expect(take([entry], stranger)).rejects.toBeInstanceOf(NotFound);
  await expect(exportRota(stranger, { departmentId, ...week() })).rejects.toBeInstanceOf(NotFound);
  expect(await listRota(ctx, { departmentId, ...week() })).toEqual(before);
});
