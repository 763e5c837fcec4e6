import {
  bookings,
  callEvents,
  customers,
  dispatches,
  dispatchPages,
  missedEmergencies,
  surgeStates,
  technicians,
} from '@afterhourfix/database/schema';
import { NotFound, VendorError } from '@afterhourfix/foundation';
import { CallId, PhoneNumber, type TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { createOutbox } from '../testing/text-outbox.ts';
import { NO_WEATHER_SOURCE, type WeatherReport } from '../triage/index.ts';
import {
  type DispatchTechnicianInput,
  dispatchTechnician,
  readDispatchFigures,
  recordTechnicianReply,
  reportMissedEmergency,
  setDispatchPolicy,
  shareOutSurge,
  warnOfWakes,
  watchSurge,
} from './index.ts';

const BEN = PhoneNumber.parse('+16145550192');
const MINUTE_MS = 60_000;

let world: DemoWorld;
let ctx: DomainContext;
let house = 0;
beforeEach(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
});
afterEach(() => world[Symbol.asyncDispose]());

async function ask(some: Partial<DispatchTechnicianInput> = {}) {
  house += 1;
  const placed = await world.placeCall();
  return dispatchTechnician(placed.ctx, {
    callId: placed.call.id,
    trade: 'plumbing',
    severity: 'property_damage',
    isVulnerable: false,
    jobTypes: ['plumbing.burst_pipe'],
    problem: 'A pipe has burst',
    addressLine: `${house} Elm Street`,
    zip: '43201',
    contactName: null,
    contactPhone: PhoneNumber.parse('+16145550101'),
    ...some,
  });
}

async function send(some: Partial<DispatchTechnicianInput> = {}): Promise<string> {
  const made = await ask(some);
  if (!made.ok) throw new Error(made.refusal);
  return made.dispatchId;
}

const watch = () => watchSurge(ctx, NO_WEATHER_SOURCE);
const finishAll = () =>
  ctx.db.transaction((tx) => tx.update(dispatches).set({ phase: 'cancelled', nextStepAt: null }));
/** Six are on call. */
const makeRush = async () => {
  for (let jobs = 0; jobs < 9; jobs += 1) await send();
};
const readState = async () => {
  const [state] = await ctx.db.transaction((tx) => tx.select().from(surgeStates));
  return state;
};
const idOf = async (slug: string): Promise<TechnicianId> => {
  const [row] = await ctx.db.transaction((tx) =>
    tx.select().from(technicians).where(eq(technicians.slug, slug)),
  );
  if (!row) throw new Error(`No ${slug}`);
  return row.id;
};

describe('a rush', () => {
  test('begins by itself when there is more to do than those on call can, and ends after half an hour of calm', async () => {
    expect(await watch()).toEqual({ isDemand: false });
    await makeRush();
    expect(await watch()).toEqual({ isDemand: true });
    expect(await readState()).toMatchObject({ openJobs: 9, technicians: 6 });
    await finishAll();
    expect(await watch()).toEqual({ isDemand: true });
    world.clock.advance(29 * MINUTE_MS);
    expect(await watch()).toEqual({ isDemand: true });
    world.clock.advance(MINUTE_MS);
    expect(await watch()).toEqual({ isDemand: false });
  });

  test('shares jobs out by rounds, gives mild ones a slot, and asks who is off duty where the owner wants it', async () => {
    await setDispatchPolicy(ctx, { surgeCallsAll: true });
    await makeRush();
    await watch();
    expect(await ask({ severity: 'routine' })).toEqual({ ok: false, refusal: 'rush-worst-first' });
    expect(await ask({ severity: 'routine', isVulnerable: true })).toMatchObject({ ok: true });
    await finishAll();
    const worst = await send({ isVulnerable: true });
    await ctx.db.transaction((tx) =>
      tx.update(technicians).set({ onCall: 'none' }).where(eq(technicians.slug, 'tech_dee')),
    );
    const other = await send();
    expect(await shareOutSurge(ctx)).toEqual({ started: 2 });
    const pages = await ctx.db.transaction((tx) => tx.select().from(dispatchPages));
    const asked = new Map(pages.map(({ dispatchId, technicianId }) => [dispatchId, technicianId]));
    expect([asked.get(worst), asked.get(other)].toSorted()).toEqual(
      [await idOf('tech_ben'), await idOf('tech_dee')].toSorted(),
    );
  });

  test('is none where the business does not want it noticed, whatever there is to do', async () => {
    await setDispatchPolicy(ctx, { isSurgeWatched: false });
    await makeRush();
    await watch();
    expect(await ask({ severity: 'routine' })).toMatchObject({ ok: true });
    expect(await shareOutSurge(ctx)).toEqual({ started: 0 });
  });

  test('comes with the weather, holds an hour over a source that fails, and then ends', async () => {
    let report: WeatherReport | null = { outdoorTemperatureF: 28, roads: 'ice' };
    const source = {
      findWeather: async () => {
        if (report === null) throw new VendorError('weather', 'down', { isRetryable: true });
        return report;
      },
    };
    await watchSurge(ctx, source);
    expect(await ask({ severity: 'routine' })).toMatchObject({ refusal: 'rush-worst-first' });
    report = null;
    for (const isRush of [true, true, false]) {
      world.clock.advance(25 * MINUTE_MS);
      await watchSurge(ctx, source);
      expect((await ask({ severity: 'routine' })).ok).toBe(!isRush);
    }
    report = { outdoorTemperatureF: 60 };
    await watchSurge(ctx, source);
    expect(await readState()).toMatchObject({ roads: 'fair', weatherUntil: null });
  });

  test('of one business is none of another', async () => {
    await makeRush();
    await watch();
    const stranger = await world.contextOf('mesa');
    expect(await watchSurge(stranger, NO_WEATHER_SOURCE)).toEqual({ isDemand: false });
    expect(await shareOutSurge(stranger)).toEqual({ started: 0 });
  });
});

describe('emergencies that were missed', () => {
  const figures = () => readDispatchFigures(ctx, { since: new Date(0) });

  test('lower the recall of the rules that fired and of those that should have', async () => {
    const { call } = await world.placeCall();
    await ctx.db.transaction((tx) =>
      tx.insert(callEvents).values({
        businessId: ctx.business.id,
        callId: call.id,
        eventKey: 'triage-judged.1',
        type: 'triage-judged',
        payload: { severity: 'urgent_comfort', ruleIds: ['no_heat.en'] },
        at: world.clock.now(),
      }),
    );
    const report = { callId: call.id, technicianId: null, ruleIds: ['gas.smell'] };
    const refused = await reportMissedEmergency(ctx, { ...report, ruleIds: ['no-such-rule'] });
    expect(refused).toEqual({ ok: false, refusal: 'unknown-rules', ruleIds: ['no-such-rule'] });
    expect(await reportMissedEmergency(ctx, report)).toEqual({ ok: true, isRepeat: false });
    expect(await reportMissedEmergency(ctx, { ...report, ruleIds: [] })).toEqual({
      ok: true,
      isRepeat: true,
    });
    expect(await figures()).toMatchObject({
      missed: 1,
      missedByNoRule: 0,
      rules: [
        { ruleId: 'gas.smell', sent: 0, missed: 1, recall: 0 },
        { ruleId: 'no_heat', missed: 1, recall: 0 },
      ],
    });
    const nothing = { ...report, callId: CallId.parse('0197a000-0000-7000-8000-000000000999') };
    await expect(reportMissedEmergency(ctx, nothing)).rejects.toBeInstanceOf(NotFound);
    const stranger = await world.contextOf('mesa');
    await expect(reportMissedEmergency(stranger, report)).rejects.toBeInstanceOf(NotFound);
  });

  test('are told by the technician who stands before one, with one key', async () => {
    expect(await recordTechnicianReply(ctx, { from: BEN, text: '6' })).toEqual({
      ok: false,
      refusal: 'not-asked',
    });
    const { call } = await world.placeCall();
    await bookVisit(call.id);
    expect(await recordTechnicianReply(ctx, { from: BEN, text: '6' })).toEqual({
      ok: true,
      dispatchId: null,
      became: 'missed',
    });
    const rows = await ctx.db.transaction((tx) => tx.select().from(missedEmergencies));
    expect(rows).toMatchObject([
      { callId: call.id, reportedBy: 'technician', technicianId: await idOf('tech_ben') },
    ]);
    expect(await figures()).toMatchObject({ missed: 1, missedByNoRule: 1 });
  });

  async function bookVisit(callId: CallId) {
    const technicianId = await idOf('tech_ben');
    const startsAt = new Date(world.clock.now().getTime() - 30 * MINUTE_MS);
    await ctx.db.transaction(async (tx) => {
      const businessId = ctx.business.id;
      const [customer] = await tx
        .insert(customers)
        .values({ businessId, name: 'Marla Quint', phone: PhoneNumber.parse('+16145550101') })
        .returning();
      if (!customer) throw new Error('No customer');
      await tx.insert(bookings).values({
        businessId,
        callId,
        customerId: customer.id,
        technicianId,
        trade: 'plumbing',
        startsAt,
        endsAt: new Date(startsAt.getTime() + 120 * MINUTE_MS),
        contactName: 'Marla Quint',
        contactPhone: PhoneNumber.parse('+16145550101'),
        addressLine: '1 Elm Street',
        zip: '43201',
        problem: 'A tap drips',
      });
    });
  }
});

test('nights are counted by technician and month, and the owner is warned once a month, by day', async () => {
  await setDispatchPolicy(ctx, { monthlyWakeBudget: 1 });
  for (let nights = 0; nights < 2; nights += 1) {
    const dispatchId = await send();
    const technicianId = await idOf('tech_ben');
    await ctx.db.transaction(async (tx) => {
      await tx.insert(dispatchPages).values({
        ...{ businessId: ctx.business.id, dispatchId, technicianId, person: technicianId },
        ...{ kind: 'offer', rung: 0, toNumber: BEN, body: 'Go', isWake: true, createdAt: world.clock.now() },
      });
      await tx
        .update(dispatches)
        .set({ wasEmergency: nights === 0 })
        .where(eq(dispatches.id, dispatchId));
    });
  }
  const { technicians: people, wakeFairness } = await readDispatchFigures(ctx, { since: new Date(0) });
  expect(people.find(({ name }) => name === 'Ben Kowalski')).toEqual({
    name: 'Ben Kowalski',
    wakes: 2,
    isOverBudget: true,
    months: [{ month: '2026-11', wakes: 2, false: 1 }],
  });
  expect(wakeFairness).toBeCloseTo(1 / people.length);
  const outbox = createOutbox();
  expect(await warnOfWakes(ctx, outbox)).toEqual({ warned: 0 });
  world.clock.advance(12 * 60 * MINUTE_MS);
  expect(await warnOfWakes(ctx, outbox)).toEqual({ warned: 1 });
  expect(await warnOfWakes(ctx, outbox)).toEqual({ warned: 0 });
  expect(outbox.texts).toMatchObject([
    {
      to: '+16145550199',
      body: expect.stringContaining('Ben Kowalski was woken 2 times in 30 days; you want 1'),
    },
  ]);
});
