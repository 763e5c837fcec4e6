import { callEvents, customers, priceBooks, quotes } from '@afterhourfix/database/schema';
import { Forbidden, Invalid, NotFound } from '@afterhourfix/foundation';
import { HoldId, PhoneNumber } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { setServiceZones } from '../service-area/index.ts';
import { createDemoWorld, type DemoWorld, type PlacedCall } from '../testing/demo-world.ts';
import {
  declareEmergency,
  type EmergencyInput,
  type GetPricingInput,
  getPricing,
  type PricingTriage,
  publishPriceBook,
  setDemandLevel,
  updateEmergency,
} from './index.ts';
import { gatherPricingFacts } from './pricing-facts.ts';

const HOUR_MS = 3_600_000;
const CALM: PricingTriage = { severity: 'routine', isVulnerable: false, flags: [], jobTypes: [] };
const MESA = { trade: 'hvac', zip: '85021' } as const;
const OAK = { trade: 'plumbing', zip: '43215' } as const;

async function price({ ctx, call }: PlacedCall, input: Omit<GetPricingInput, 'callId'>) {
  const priced = await getPricing(ctx, { callId: call.id, ...input });
  if (!priced.ok) throw new Error(priced.refusal);
  return priced.quote;
}

async function rush(world: DemoWorld, level: 'high' | 'surge' | 'normal' = 'high') {
  const endsAt = new Date(world.clock.now().getTime() + HOUR_MS);
  await setDemandLevel(await world.contextOf('mesa'), { level, setBy: 'owner', endsAt });
}

const listInputs = (ctx: DomainContext) =>
  ctx.db.transaction(async (tx) => (await tx.select().from(quotes)).map(({ inputs }) => inputs));

/** The same prices with another trip fee. */
async function publishTrip(ctx: DomainContext, trip: number) {
  const [book] = await ctx.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('The demo has a price book');
  const { fees, memberships } = book;
  await publishPriceBook(ctx, { content: { fees: { ...fees, trip }, memberships } });
}

describe('a rush', () => {
  test('raises the surcharge of the night alone, and is logged with what it was made of', async () => {
    await using world = await createDemoWorld();
    await rush(world);
    const placed = await world.placeCall({ to: 'mesa' });
    const quote = await price(placed, { ...MESA, triage: CALM });
    expect(quote.lines.map(({ code, amountCents }) => [code, amountCents])).toEqual([
      ['trip', 5900],
      ['diagnostic', 9900],
      ['after-hours', 16_100],
    ]);
    expect(await listInputs(placed.ctx)).toEqual([
      {
        trades: ['hvac'],
        jobType: null,
        period: 'after-hours',
        isEdge: false,
        isPriority: false,
        membership: null,
        promotions: [],
        demandLevel: 'high',
        demandPct: 115,
        demandReason: 'demand',
        emergencyId: null,
        priceBookVersion: 1,
      },
    ]);
    // By day nothing is there to be raised.
    const opening = new Date('2026-11-24T14:00:00Z');
    expect(quote.alternatives).toMatchObject([{ totalCents: 15_800, visitAt: opening }]);
  });

  test.each<[name: string, triage: PricingTriage | null]>([
    ['in danger', { ...CALM, severity: 'life_safety' }],
    ['with a baby', { ...CALM, isVulnerable: true }],
    ['without cooling in the heat', { ...CALM, flags: ['no-cooling', 'hot'] }],
    ['whom nobody has judged', null],
  ])('spares a caller %s', async (_name, triage) => {
    await using world = await createDemoWorld();
    await rush(world, 'surge');
    const quote = await price(await world.placeCall({ to: 'mesa' }), { ...MESA, triage });
    expect(quote.totalCents).toBe(29_800);
  });

  test('spares who was judged in danger in an earlier part of the call, whatever the session holds now', async () => {
    await using world = await createDemoWorld();
    await rush(world);
    const placed = await world.placeCall({ to: 'mesa' });
    const { ctx, call } = placed;
    const payload = {
      severity: 'life_safety',
      isVulnerable: false,
      flags: ['sparks'],
      jobTypes: [],
      trades: [],
    };
    const happened = { businessId: ctx.business.id, callId: call.id, at: world.clock.now() };
    await ctx.db.transaction((tx) =>
      tx.insert(callEvents).values({ ...happened, eventKey: 'judged-1', type: 'triage-judged', payload }),
    );
    expect((await price(placed, { ...MESA, triage: CALM })).totalCents).toBe(29_800);
  });

  test('lapses by itself, and the newest flag counts', async () => {
    await using world = await createDemoWorld();
    await rush(world, 'surge');
    world.clock.advance(60_000);
    await rush(world, 'normal');
    const total = async () =>
      (await price(await world.placeCall({ to: 'mesa' }), { ...MESA, triage: CALM })).totalCents;
    expect(await total()).toBe(29_800);
    world.clock.advance(60_000);
    await rush(world);
    expect(await total()).toBe(31_900);
    world.clock.advance(HOUR_MS);
    expect(await total()).toBe(29_800);
  });

  test('is nothing that an agent may set, nor without an end', async () => {
    await using world = await createDemoWorld();
    const { ctx } = await world.placeCall({ to: 'mesa' });
    const at = (days: number) => new Date(world.clock.now().getTime() + days * 24 * HOUR_MS);
    const flag = { level: 'high', setBy: 'model' } as const;
    await expect(setDemandLevel(ctx, { ...flag, endsAt: at(1) })).rejects.toBeInstanceOf(Forbidden);
    const operator = await world.contextOf('mesa');
    for (const days of [0, -1, 7.1, Number.NaN])
      await expect(setDemandLevel(operator, { ...flag, endsAt: at(days) })).rejects.toBeInstanceOf(Invalid);
  });
});

describe('a declared emergency', () => {
  const storm = (world: DemoWorld, state: string): EmergencyInput => ({
    kind: 'declared',
    states: [state],
    source: 'manual',
    setBy: 'owner',
    startsAt: world.clock.now(),
  });

  test('freezes every fee at what it was before, and lets a lower one through', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('oak');
    await declareEmergency(ctx, storm(world, 'OH'));
    world.clock.advance(HOUR_MS);
    await publishTrip(ctx, 9900);
    expect((await price(await world.placeCall(), OAK)).totalCents).toBe(25_800);
    world.clock.advance(HOUR_MS);
    await publishTrip(ctx, 3900);
    expect((await price(await world.placeCall(), OAK)).totalCents).toBe(24_800);
  });

  test('holds nowhere else, and ends', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('oak');
    await declareEmergency(ctx, storm(world, 'CA'));
    const id = await declareEmergency(ctx, storm(world, 'OH'));
    world.clock.advance(HOUR_MS);
    await publishTrip(ctx, 9900);
    await updateEmergency(ctx, { emergencyId: id, endsAt: world.clock.now() });
    expect((await price(await world.placeCall(), OAK)).totalCents).toBe(30_800);
  });

  test('lets a promotion run on that ran when it began', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('oak');
    const [book] = await ctx.db.transaction((tx) => tx.select().from(priceBooks));
    if (!book) throw new Error('The demo has a price book');
    const startsAt = world.clock.now();
    const endsAt = new Date(startsAt.getTime() + HOUR_MS);
    const spring = { code: null, name: 'Spring', off: { cents: 2000 }, startsAt, endsAt };
    await publishPriceBook(ctx, { content: { fees: book.fees, promotions: [spring] } });
    const total = async () => (await price(await world.placeCall(), OAK)).totalCents;
    expect(await total()).toBe(23_800);
    world.clock.advance(HOUR_MS - 1);
    await declareEmergency(ctx, storm(world, 'OH'));
    world.clock.advance(HOUR_MS);
    expect(await total()).toBe(23_800);
  });

  test('ends the rush', async () => {
    await using world = await createDemoWorld();
    await rush(world);
    await declareEmergency(await world.contextOf('mesa'), storm(world, 'AZ'));
    const placed = await world.placeCall({ to: 'mesa' });
    expect((await price(placed, { ...MESA, triage: CALM })).totalCents).toBe(29_800);
    expect(await listInputs(placed.ctx)).toMatchObject([{ demandReason: 'declared-emergency' }]);
  });

  test('counts where the house stands, not where the office is', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('oak');
    await setServiceZones(ctx, [
      { name: 'both banks', shape: { kind: 'zips', zips: ['41011', '43215'] }, terms: { zone: 'core' } },
    ]);
    await declareEmergency(ctx, storm(world, 'KY'));
    world.clock.advance(HOUR_MS);
    await publishTrip(ctx, 9900);
    const totalAt = async (zip: string) => (await price(await world.placeCall(), { ...OAK, zip })).totalCents;
    // Covington, Kentucky, across the river from Ohio.
    expect(await totalAt('41011')).toBe(25_800);
    expect(await totalAt('43215')).toBe(30_800);
  });

  test('is taken for declared when the feed of an alert is silent for a day', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('mesa');
    const alert: EmergencyInput = { ...storm(world, 'AZ'), kind: 'storm-alert', source: 'feed' };
    const emergencyId = await declareEmergency(ctx, alert);
    const total = async () => {
      await rush(world);
      return (await price(await world.placeCall({ to: 'mesa' }), { ...MESA, triage: CALM })).totalCents;
    };
    expect(await total()).toBe(31_900);
    world.clock.advance(24 * HOUR_MS);
    await updateEmergency(ctx, { emergencyId, feedSeenAt: world.clock.now() });
    expect(await total()).toBe(31_900);
    world.clock.advance(24 * HOUR_MS + 1);
    expect(await total()).toBe(29_800);
  });

  test('is declared by people and feeds, at a place, and known before it is ended', async () => {
    await using world = await createDemoWorld();
    const ctx = await world.contextOf('oak');
    const { ctx: agent } = await world.placeCall();
    await expect(declareEmergency(agent, storm(world, 'OH'))).rejects.toBeInstanceOf(Forbidden);
    const nowhere = { ...storm(world, 'OH'), states: [] };
    await expect(declareEmergency(ctx, nowhere)).rejects.toBeInstanceOf(Invalid);
    await expect(declareEmergency(ctx, storm(world, 'Ohio'))).rejects.toBeInstanceOf(Invalid);
    const id = await declareEmergency(ctx, storm(world, 'OH'));
    const endsAt = new Date(world.clock.now().getTime() + HOUR_MS);
    const foreign = updateEmergency(await world.contextOf('mesa'), { emergencyId: id, endsAt });
    await expect(foreign).rejects.toBeInstanceOf(NotFound);
  });
});

describe('what was told in a call', () => {
  test('holds when the book is changed meanwhile, also when it is priced again and for another time', async () => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall();
    await price(placed, OAK);
    world.clock.advance(20 * 60_000);
    await publishTrip(await world.contextOf('oak'), 9900);
    const again = await price(placed, OAK);
    expect(again).toMatchObject({ totalCents: 25_800, priceBookVersion: 1 });
    world.clock.advance(20 * 60_000);
    const day = new Date('2026-11-24T13:00:00Z');
    expect(await price(placed, { ...OAK, visitAt: day })).toMatchObject({ totalCents: 13_800 });
    expect(await price(await world.placeCall(), OAK)).toMatchObject({
      totalCents: 30_800,
      priceBookVersion: 2,
    });
    world.clock.advance(31 * 60_000);
    expect(await price(placed, OAK)).toMatchObject({ totalCents: 30_800 });
  });

  test('holds when a rush begins meanwhile', async () => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall({ to: 'mesa' });
    await price(placed, { ...MESA, triage: CALM });
    await rush(world);
    expect((await price(placed, { ...MESA, triage: CALM })).totalCents).toBe(29_800);
  });
});

describe('an extra', () => {
  test('is offered once in a call, also when two prices are asked for at the same instant', async () => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall();
    const quotesOfOak = await Promise.all(
      Array.from({ length: 12 }, () => price(placed, { ...OAK, triage: CALM })),
    );
    const offers = quotesOfOak.flatMap(({ optional }) => optional);
    expect(offers).toMatchObject([
      { code: 'membership', name: 'oak_club', amountCents: 19_900, savedCents: 10_900 },
    ]);
    const another = await world.placeCall();
    expect((await price(another, { ...OAK, triage: CALM })).optional).toHaveLength(1);
  });

  test('is not offered to a member, nor to somebody at risk, nor by a business that sells none', async () => {
    await using world = await createDemoWorld();
    const { ctx } = await world.placeCall();
    const phone = PhoneNumber.parse('+16145550113');
    const member = { businessId: ctx.business.id, phone, membership: 'oak_club' };
    await ctx.db.transaction((tx) => tx.insert(customers).values(member));
    const quotesOfAll = [
      await price(await world.placeCall({ from: phone }), { ...OAK, triage: CALM }),
      await price(await world.placeCall(), { ...OAK, triage: { ...CALM, isVulnerable: true } }),
      await price(await world.placeCall({ to: 'mesa' }), { ...MESA, triage: CALM }),
    ];
    expect(quotesOfAll.flatMap(({ optional }) => optional)).toEqual([]);
    const [book] = await ctx.db.transaction((tx) => tx.select().from(priceBooks));
    if (!book) throw new Error('The demo has a price book');
    const gold = { tripFree: true, timeSurchargePct: 100, repairsPct: 0, yearlyCents: 50_000 };
    const content = { fees: book.fees, memberships: { ...book.memberships, gold } };
    await publishPriceBook(await world.contextOf('oak'), { content });
    const again = await price(await world.placeCall({ from: phone }), { ...OAK, triage: CALM });
    expect(again.optional).toEqual([]);
  });

  const timeAt = (hour: number) => ({
    startsAt: new Date(`2026-11-24T${hour}:00:00Z`),
    endsAt: new Date(`2026-11-24T${hour + 2}:00:00Z`),
    speakable: { en: `at ${hour}`, es: `a las ${hour}` },
  });

  test('that was chosen is in the total, and one that was never offered is refused', async () => {
    await using world = await createDemoWorld();
    const placed = await world.placeCall();
    const choose = () => getPricing(placed.ctx, { callId: placed.call.id, ...OAK, isPriority: true });
    expect(await choose()).toEqual({ ok: false, refusal: 'priority-not-offered' });
    const slotId = HoldId.parse('0197a000-0000-7000-8000-00000000aaaa');
    const priorityGain = { from: timeAt(19), to: { ...timeAt(15), slotId } };
    const { optional } = await price(placed, { ...OAK, triage: CALM, priorityGain });
    expect(optional).toMatchObject([{ code: 'priority', amountCents: 7500 }]);
    const quote = await price(placed, { ...OAK, isPriority: true });
    expect(quote.totalCents).toBe(33_300);
    expect(quote.lines.at(-1)).toMatchObject({ code: 'priority', amountCents: 7500 });
    // Who waits for the office needs no priority.
    expect(quote.alternatives).toMatchObject([{ totalCents: 13_800 }]);
  });
});

test('the fee for the way is held like any other', async () => {
  await using world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  const [book] = await oak.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('The demo has a price book');
  const EDGE = { trade: 'plumbing', zip: '43017' } as const;
  const placed = await world.placeCall();
  expect((await price(placed, EDGE)).totalCents).toBe(29_300);
  await publishPriceBook(oak, { content: { fees: { ...book.fees, edge: 9900 } } });
  expect((await price(placed, EDGE)).totalCents).toBe(29_300);
  expect((await price(await world.placeCall(), EDGE)).totalCents).toBe(35_700);
});

test('a zone with a fee of its own for the way goes before the book, and one without does not', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const now = world.clock.now();
  const asked = { ctx, callId: call.id, zip: '43017', now, visitAt: now, triage: null };
  const zoneFee = (edgeFeeCents: number | null) =>
    ctx.db.transaction(async (tx) => (await gatherPricingFacts(tx, { ...asked, edgeFeeCents })).zoneFeeCents);
  expect([await zoneFee(2000), await zoneFee(3500), await zoneFee(null)]).toEqual([2000, null, null]);
});

test('no cheaper time is told where the office opens at the same price', async () => {
  await using world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  const [book] = await oak.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('The demo has a price book');
  await publishPriceBook(oak, { content: { fees: { ...book.fees, afterHours: 0 } } });
  expect((await price(await world.placeCall(), OAK)).alternatives).toEqual([]);
});

test('several trades of one incident are one price, in whatever order they are named', async () => {
  await using world = await createDemoWorld();
  const total = async (trade: 'plumbing' | 'electrical', other: 'plumbing' | 'electrical') =>
    (await price(await world.placeCall(), { trade, otherTrades: [other, trade], zip: '43215' })).totalCents;
  expect(await total('plumbing', 'electrical')).toBe(34_700);
  expect(await total('electrical', 'plumbing')).toBe(34_700);
});

test('a code of the book takes off what it says while it runs, and an unknown one nothing', async () => {
  await using world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  const [book] = await oak.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('The demo has a price book');
  const promotions = [
    {
      code: 'SPRING20',
      name: 'Spring',
      off: { cents: 2000 },
      startsAt: world.clock.now(),
      endsAt: new Date(world.clock.now().getTime() + HOUR_MS),
    },
  ];
  await publishPriceBook(oak, { content: { fees: book.fees, promotions } });
  const withCode = async (promotionCode: string) => price(await world.placeCall(), { ...OAK, promotionCode });
  expect(await withCode(' spring20 ')).toMatchObject({ totalCents: 23_800, isCodeKnown: true });
  expect(await withCode('FREE100')).toMatchObject({ totalCents: 25_800, isCodeKnown: false });
  world.clock.advance(HOUR_MS);
  expect(await withCode('SPRING20')).toMatchObject({ totalCents: 25_800, isCodeKnown: false });
});

test('a fixed price stands for the diagnostic of its trade, and a range is told with its conditions', async () => {
  await using world = await createDemoWorld();
  const oak = await world.contextOf('oak');
  const [book] = await oak.db.transaction((tx) => tx.select().from(priceBooks));
  if (!book) throw new Error('The demo has a price book');
  const flatRates = [{ jobType: 'plumbing.drain_clog', baseCents: 19_900 }];
  const ofOldBook = await price(await world.placeCall(), { ...OAK, jobType: 'plumbing.drain_clog' });
  expect(ofOldBook.repairRanges).toMatchObject([
    { jobType: 'plumbing.drain_clog', lowCents: 15_000, highCents: 45_000 },
  ]);
  await publishPriceBook(oak, { content: { fees: book.fees, flatRates } });
  const fixed = await price(await world.placeCall(), { ...OAK, jobType: 'plumbing.drain_clog' });
  expect(fixed).toMatchObject({ totalCents: 36_800, repairRanges: [] });
  expect(fixed.lines.map(({ code }) => code)).toEqual(['trip', 'fixed-price', 'after-hours']);
  const another = await price(await world.placeCall(), { ...OAK, jobType: 'hvac.no_heat' });
  expect(another).toMatchObject({ totalCents: 25_800, repairRanges: [] });
});

test('a job that triage found has its range told without being asked for', async () => {
  await using world = await createDemoWorld();
  const triage = { ...CALM, jobTypes: ['plumbing.toilet', 'hvac.no_heat'] };
  const { repairRanges } = await price(await world.placeCall(), { ...OAK, triage });
  expect(repairRanges.map(({ jobType }) => jobType)).toEqual(['plumbing.toilet']);
});

test('a visit that is over is not priced', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  for (const visitAt of [new Date(world.clock.now().getTime() - HOUR_MS), new Date('the day after')]) {
    const result = await getPricing(ctx, { callId: call.id, ...OAK, visitAt });
    expect(result).toEqual({ ok: false, refusal: 'visit-in-the-past' });
  }
});

test('the price is the same whoever calls, wherever in the zone they live', async () => {
  await using world = await createDemoWorld();
  const caller = fc.record({
    line: fc.integer({ min: 100, max: 199 }),
    areaCode: fc.constantFrom('212', '310', '614', '801'),
    zip: fc.constantFrom('43085', '43201', '43215', '43232', '43235'),
  });
  await fc.assert(
    fc.asyncProperty(caller, async ({ line, areaCode, zip }) => {
      const placed = await world.placeCall({ from: `+1${areaCode}5550${line}` });
      expect((await price(placed, { trade: 'hvac', zip, triage: CALM })).totalCents).toBe(25_800);
    }),
    { numRuns: 25 },
  );
});
