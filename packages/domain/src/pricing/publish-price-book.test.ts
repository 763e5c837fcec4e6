import { priceBooks } from '@afterhourfix/database/schema';
import { Forbidden, Invalid, NotFound } from '@afterhourfix/foundation';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { getPriceBook, publishPriceBook } from './index.ts';

const FEES = {
  trip: 5900,
  diagnostic: 9900,
  afterHours: 12_000,
  holiday: 18_000,
  edge: 3500,
  priority: 7500,
  lateCancelWithin2h: 4900,
};
const BOOK = { fees: FEES };
const RANGE = { lowCents: 100, highCents: 200, conditions: { en: 'by size', es: 'según tamaño' } };
const PROMOTION = {
  code: 'SPRING',
  name: 'Spring',
  off: { pct: 10 },
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-06-01T00:00:00Z',
};
let untouched: DemoWorld;
beforeAll(async () => {
  untouched = await createDemoWorld();
});
afterAll(() => untouched[Symbol.asyncDispose]());

const inHours = (world: DemoWorld, hours: number) =>
  new Date(world.clock.now().getTime() + hours * 3_600_000);

test('a new edition is in force from its instant on, and the one before it until then', async () => {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const published = await publishPriceBook(ctx, { content: BOOK, effectiveFrom: inHours(world, 1) });
  expect(published).toEqual({ ok: true, priceBookId: expect.any(String), version: 2 });
  const versionAt = (at: Date) =>
    ctx.db.transaction(async (tx) => (await getPriceBook(tx, { ctx, at })).version);
  expect(await versionAt(world.clock.now())).toBe(1);
  expect(await versionAt(inHours(world, 1))).toBe(2);
});

test('an edition that ends gives way to the one before it', async () => {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const times = { effectiveFrom: inHours(world, 1), effectiveTo: inHours(world, 2) };
  await publishPriceBook(ctx, { content: BOOK, ...times });
  const tripAt = (at: Date) =>
    ctx.db.transaction(async (tx) => (await getPriceBook(tx, { ctx, at })).fees.trip);
  expect(await Promise.all([1, 1.9, 2].map((hours) => tripAt(inHours(world, hours))))).toEqual([
    5900, 5900, 4900,
  ]);
});

test('editions published at the same time get numbers of their own', async () => {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  await Promise.all(Array.from({ length: 8 }, () => publishPriceBook(ctx, { content: BOOK })));
  const rows = await ctx.db.transaction((tx) =>
    tx.select({ version: priceBooks.version }).from(priceBooks).orderBy(asc(priceBooks.version)),
  );
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what is published is read back whole, with what was left out', async () => {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const flatRates = [
    { jobType: 'locksmith.rekey', baseCents: 12_900, includesDiagnostic: true, range: RANGE },
  ];
  await publishPriceBook(ctx, { content: { ...BOOK, flatRates, promotions: [PROMOTION] } });
  const at = world.clock.now();
  const book = await ctx.db.transaction((tx) => getPriceBook(tx, { ctx, at }));
  expect(book).toMatchObject({
    version: 2,
    effectiveTo: null,
    fees: { ...FEES, weekend: null, diagnosticByTrade: {} },
    memberships: {},
    flatRates,
    promotions: [
      {
        ...PROMOTION,
        isStackable: false,
        startsAt: new Date(PROMOTION.startsAt),
        endsAt: new Date(PROMOTION.endsAt),
      },
    ],
    rules: { demand: { highPct: 100, surgePct: 100, capPct: 125 }, minTotalCents: 0, tax: 'none' },
  });
});

test.each<[fault: RegExp, content: unknown]>([
  [/trip/, { fees: { ...FEES, trip: -1 } }],
  [/trip/, { fees: { ...FEES, trip: 49.5 } }],
  [/trip/, { fees: { ...FEES, trip: 1_000_001 } }],
  [/holiday/, { fees: { ...FEES, holiday: undefined } }],
  [/surprise/, { fees: { ...FEES, surprise: 100 } }],
  [/highPct/, { ...BOOK, rules: { demand: { highPct: 151 } } }],
  [/highPct/, { ...BOOK, rules: { demand: { highPct: 99 } } }],
  [/cap is not below/, { ...BOOK, rules: { minTotalCents: 200, maxTotalCents: 100 } }],
  [
    /timeSurchargePct/,
    { ...BOOK, memberships: { club: { tripFree: true, timeSurchargePct: 101, repairsPct: 0 } } },
  ],
  [
    /Invalid key|memberships/,
    { ...BOOK, memberships: { 'Oak Club!': { tripFree: true, timeSurchargePct: 1, repairsPct: 0 } } },
  ],
  [/ends after it starts/, { ...BOOK, promotions: [{ ...PROMOTION, endsAt: PROMOTION.startsAt }] }],
  [/startsAt/, { ...BOOK, promotions: [{ ...PROMOTION, startsAt: null }] }],
  [/off/, { ...BOOK, promotions: [{ ...PROMOTION, off: { pct: 101 } }] }],
  [/jobType/, { ...BOOK, flatRates: [{ jobType: 'astrology.reading', baseCents: 100 }] }],
  [/price or a range/, { ...BOOK, flatRates: [{ jobType: 'hvac.no_heat' }] }],
  [/less to more/, { ...BOOK, flatRates: [{ jobType: 'hvac.no_heat', range: { ...RANGE, lowCents: 300 } }] }],
  [
    /stands in the book once/,
    { ...BOOK, flatRates: Array(2).fill({ jobType: 'hvac.no_heat', range: RANGE }) },
  ],
  [/expected object/, 'free for all'],
  [/expected object/, null],
])('refuses a book whose fault is %s and says so', async (fault, content) => {
  const ctx = await untouched.contextOf('oak');
  const publishing = publishPriceBook(ctx, { content });
  await expect(publishing).rejects.toBeInstanceOf(Invalid);
  await expect(publishing).rejects.toThrow(fault);
});

test('no edition begins in the past, or ends before it begins', async () => {
  await using world = await createDemoWorld();
  const ctx = await world.contextOf('oak');
  const publish = (from: number, to?: number) =>
    publishPriceBook(ctx, {
      content: BOOK,
      effectiveFrom: inHours(world, from),
      effectiveTo: to === undefined ? undefined : inHours(world, to),
    });
  expect(await publish(-1)).toEqual({ ok: false, refusal: 'effective-in-the-past' });
  expect(await publish(2, 1)).toEqual({ ok: false, refusal: 'ends-before-it-starts' });
});

test('no agent sets a price, and no business sees the book of another', async () => {
  await using world = await createDemoWorld();
  const { ctx } = await world.placeCall();
  await expect(publishPriceBook(ctx, { content: BOOK })).rejects.toBeInstanceOf(Forbidden);
  const mesa = await world.contextOf('mesa');
  await mesa.db.transaction((tx) => tx.delete(priceBooks));
  const at = world.clock.now();
  const reading = mesa.db.transaction((tx) => getPriceBook(tx, { ctx: mesa, at }));
  await expect(reading).rejects.toBeInstanceOf(NotFound);
});
