import {
  bookings,
  dispatches,
  jobLengths,
  surgeStates,
  technicianLicences,
  technicians,
} from '@afterhourfix/database/schema';
import { PhoneNumber, type TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';
import type { Drive } from '../service-area/index.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { type DispatchTechnicianInput, dispatchTechnician, setDispatchPolicy } from './index.ts';

const BEN = 'tech_ben';
const Choice = z.object({
  ranked: z.array(
    z.object({
      id: z.string(),
      travelMinutes: z.number(),
      etaP50Minutes: z.number(),
      etaP80Minutes: z.number(),
      inputs: z.object({ source: z.string(), roads: z.string(), waitMinutes: z.number() }),
      reasons: z.array(z.object({ what: z.string(), value: z.number() })),
    }),
  ),
  rejected: z.array(z.object({ id: z.string(), failed: z.string() })),
});

let world: DemoWorld;
let house = 100;
let ids: Map<string, TechnicianId>;
beforeAll(async () => {
  world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const rows = await ctx.db.transaction((tx) => tx.select().from(technicians));
  ids = new Map(rows.map(({ slug, id }) => [slug, id]));
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => {
  house += 1;
});

const idOf = (slug: string): TechnicianId => {
  const id = ids.get(slug);
  if (!id) throw new Error(`No ${slug}`);
  return id;
};

/** What was reckoned for a burst pipe in a house of its own. */
async function choose(some: Partial<DispatchTechnicianInput> = {}, changes: Partial<DomainContext> = {}) {
  const placed = await world.placeCall();
  const ctx = { ...placed.ctx, ...changes };
  const made = await dispatchTechnician(ctx, {
    callId: placed.call.id,
    trade: 'plumbing',
    severity: 'property_damage',
    isVulnerable: false,
    jobTypes: ['plumbing.burst_pipe'],
    problem: 'A pipe has burst',
    addressLine: `${house} Oak Street`,
    zip: '43201',
    contactName: null,
    contactPhone: PhoneNumber.parse('+16145550101'),
    ...some,
  });
  if (!made.ok) throw new Error(made.refusal);
  const [row] = await ctx.db.transaction((tx) =>
    tx.select().from(dispatches).where(eq(dispatches.id, made.dispatchId)),
  );
  const choice = Choice.parse(row?.choice);
  const of = (slug: string) => {
    const found = choice.ranked.find(({ id }) => id === idOf(slug));
    const worth = (what: string) => found?.reasons.find((reason) => reason.what === what)?.value;
    return { ...found, worth, failed: choice.rejected.find(({ id }) => id === idOf(slug))?.failed };
  };
  await ctx.db.transaction((tx) => tx.delete(surgeStates));
  return { of, dispatchId: made.dispatchId, ctx };
}

const change = async (slug: string, set: Partial<typeof technicians.$inferInsert>) => {
  const ctx = await world.contextOf('oak');
  await ctx.db.transaction((tx) => tx.update(technicians).set(set).where(eq(technicians.slug, slug)));
};

test('how well somebody knows the work is read from their row, the least of all that is needed', async () => {
  const ctx = await world.contextOf('oak');
  await setDispatchPolicy(ctx, { neededSkills: { 'plumbing.burst_pipe': ['plumbing'] } });
  expect((await choose()).of(BEN).worth('skill')).toBe(1);
  await change(BEN, { skillLevels: { plumbing: 0.6, hvac: 0.1 } });
  expect((await choose({ addressLine: '1 Other Street' })).of(BEN).worth('skill')).toBe(0.6);
});

test('a needed licence counts where the address is, and not after it has expired', async () => {
  const ctx = await world.contextOf('oak');
  const hold = (expiresOn: string | null, state: string | null) =>
    ctx.db.transaction(async (tx) => {
      await tx.delete(technicianLicences);
      const row = { businessId: ctx.business.id, technicianId: idOf(BEN), name: 'plumber', expiresOn, state };
      await tx.insert(technicianLicences).values(row);
    });
  const failed = async () => {
    house += 1;
    return (await choose({ severity: 'urgent_comfort' })).of(BEN).failed;
  };
  await setDispatchPolicy(ctx, { neededLicences: { plumbing: ['plumber'] } });
  expect(await failed()).toBe('licence');
  await hold('2027-01-01', 'OH');
  expect(await failed()).toBe(undefined);
  await hold('2026-11-22', 'OH');
  expect(await failed()).toBe('licence');
  await hold(null, 'KY');
  expect(await failed()).toBe('licence');
  await hold(null, null);
  expect(await failed()).toBe(undefined);
  await setDispatchPolicy(ctx, { neededLicences: {} });
});

test('at night the drive and the job are overtime, and how long such a job takes is the business’s to say', async () => {
  const ctx = await world.contextOf('oak');
  const before = (await choose()).of(BEN);
  const length = {
    trade: 'plumbing',
    jobType: 'plumbing.burst_pipe',
    p50Minutes: 150,
    p80Minutes: 200,
  } as const;
  await ctx.db.transaction((tx) => tx.insert(jobLengths).values({ businessId: ctx.business.id, ...length }));
  house += 1;
  const after = (await choose()).of(BEN);
  expect(before.worth('overtime')).toBeGreaterThan(60);
  expect(after.worth('overtime')).toBeGreaterThan(before.worth('overtime') ?? 0);
});

test('the drive is told by the router when there is one, and slower on snow', async () => {
  const drive = async (): Promise<Drive> => ({ minutes: 10, roadKm: 8 });
  const places = { locate: async () => null, drive };
  const fair = (await choose({}, { places })).of(BEN);
  expect(fair).toMatchObject({ travelMinutes: 10, inputs: { source: 'router', roads: 'fair' } });
  const ctx = await world.contextOf('oak');
  const seen = { businessId: ctx.business.id, roads: 'snow', seenAt: world.clock.now() } as const;
  await ctx.db.transaction((tx) => tx.insert(surgeStates).values(seen));
  house += 1;
  expect((await choose({}, { places })).of(BEN)).toMatchObject({
    travelMinutes: 15,
    inputs: { roads: 'snow' },
  });
});

test('without an answer of the router the way is reckoned, with the greater spread of bad weather', async () => {
  const places = { locate: async () => null, drive: async () => null };
  const spreadOf = ({ etaP50Minutes = 1, etaP80Minutes = 1 }) => etaP80Minutes / etaP50Minutes;
  const fair = (await choose({}, { places })).of(BEN);
  expect(fair.inputs?.source).toBe('heuristic');
  expect(spreadOf(fair)).toBeCloseTo(Math.exp(0.8416 * 0.35));
  const ctx = await world.contextOf('oak');
  const seen = { businessId: ctx.business.id, roads: 'ice', seenAt: world.clock.now() } as const;
  await ctx.db.transaction((tx) => tx.insert(surgeStates).values(seen));
  house += 1;
  const ice = (await choose({}, { places })).of(BEN);
  expect(spreadOf(ice)).toBeCloseTo(Math.exp(0.8416 * 0.5));
  expect(ice.travelMinutes).toBeCloseTo(2 * (fair.travelMinutes ?? 0));
});

test('whoever is on a job comes when it should be over, from there', async () => {
  const { dispatchId, ctx } = await choose({ zip: '43215' });
  const now = world.clock.now();
  const taken = {
    phase: 'arrived',
    takenBy: idOf(BEN),
    technicianId: idOf(BEN),
    acknowledgedAt: now,
    arrivedAt: now,
  } as const;
  await ctx.db.transaction((tx) => tx.update(dispatches).set(taken).where(eq(dispatches.id, dispatchId)));
  house += 1;
  const busy = (await choose({ zip: '43215' })).of(BEN);
  expect(busy.inputs?.waitMinutes).toBe(150);
  expect(busy.travelMinutes).toBeLessThan(8);
  const done = { phase: 'done', endedAt: now } as const;
  await ctx.db.transaction((tx) => tx.update(dispatches).set(done).where(eq(dispatches.id, dispatchId)));
  house += 1;
  const tired = (await choose()).of(BEN);
  expect(tired.inputs?.waitMinutes).toBe(0);
  expect(tired.worth('fatigue')).toBe(1);
  expect(await ctx.db.transaction((tx) => tx.$count(bookings))).toBe(0);
});
