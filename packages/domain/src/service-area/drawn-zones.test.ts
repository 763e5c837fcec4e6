import { callEvents, serviceZones } from '@afterhourfix/database/schema';
import { Invalid } from '@afterhourfix/foundation';
import { PhoneNumber, type Severity } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import {
  checkServiceArea,
  type Journey,
  type LocatedAddress,
  type Places,
  type ServiceAreaQuestion,
  type ServiceZoneInput,
  setServiceZones,
} from './index.ts';

/** 43215, downtown Columbus. */
const CENTER = { latitude: 39.967, longitude: -83.013 };
const REFERRAL = { name: 'Licking Valley Service Co', phone: PhoneNumber.parse('+17405550188') };
const INNER: ServiceZoneInput = {
  name: 'inner ring',
  shape: { kind: 'miles', center: CENTER, miles: 13 },
  terms: { zone: 'core' },
};
const OUTER: ServiceZoneInput = {
  name: 'outer ring',
  shape: { kind: 'minutes', center: CENTER, minutes: 60 },
  terms: { zone: 'edge', feeCents: 5_500, minSeverity: 'urgent_comfort', referral: REFERRAL },
};
/** Dublin, 20 km from the center: on the border of the inner ring. */
const BORDER_ZIP = '43017';
/** Post boxes of downtown. */
const BOX_ZIP = '43216';

let world: DemoWorld;
let ctx: DomainContext;
/** What the geocoder answers, or null when there is none. */
let located: LocatedAddress | null;
/** Minutes by road, or null when there is no router. */
let minutesByRoad: number | null;
const asked: unknown[] = [];
const driven: Journey[] = [];

beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  located = null;
  minutesByRoad = null;
  asked.length = 0;
  driven.length = 0;
  const placed = await world.placeCall();
  const places: Places = {
    async locate(address) {
      asked.push(address);
      return located;
    },
    async drive(journey) {
      driven.push(journey);
      return minutesByRoad === null ? null : { minutes: minutesByRoad, roadKm: 40 };
    },
  };
  ctx = { ...placed.ctx, places };
  await setServiceZones(ctx, [INNER, OUTER]);
});

const check = (zip: string, more: Partial<ServiceAreaQuestion> = {}) =>
  checkServiceArea(ctx, { zip, ...more });

async function judge(severity: Severity): Promise<void> {
  const { actor, business } = ctx;
  if (actor.kind !== 'agent') throw new Error('Only a call is judged');
  const { callId } = actor;
  const event = { businessId: business.id, callId, eventKey: severity, type: 'triage-judged' };
  await ctx.db.transaction((tx) =>
    tx.insert(callEvents).values({ ...event, at: ctx.clock.now(), payload: { severity } }),
  );
}

describe('rings', () => {
  test('serve what lies within them and nothing beyond', async () => {
    expect(await check('43215')).toEqual({ zone: 'core', zip: '43215', feeCents: 0 });
    expect(await check('45202')).toEqual({ zone: 'outside', zip: '45202' });
  });

  test('are asked for the street at their border, and the house decides', async () => {
    expect(await check(BORDER_ZIP)).toEqual({ zone: 'needs-street', zip: BORDER_ZIP, reason: 'border' });
    located = { point: { latitude: 40.07, longitude: -83.1 }, zip: BORDER_ZIP, confidence: 1 };
    const street = '12 Post Rd';
    expect(await check(BORDER_ZIP, { street })).toEqual({ zone: 'core', zip: BORDER_ZIP, feeCents: 0 });
    expect(asked).toEqual([{ street, city: 'Dublin', state: 'OH', zip: BORDER_ZIP }]);
  });

  test('remember the house for the rest of the call, and for no other call', async () => {
    located = { point: { latitude: 40.15, longitude: -83.15 }, zip: BORDER_ZIP, confidence: 0.7 };
    const served = { zone: 'edge', zip: BORDER_ZIP, feeCents: 5_500, minSeverity: 'urgent_comfort' };
    expect(await check(BORDER_ZIP, { street: '900 Post Rd' })).toEqual(served);
    expect(await check(`${BORDER_ZIP}-0001`)).toEqual(served);
    const other = await world.placeCall({ callSid: `CA${'9'.repeat(32)}`, from: '+16145550109' });
    expect(await checkServiceArea(other.ctx, { zip: BORDER_ZIP })).toMatchObject({ zone: 'needs-street' });
    located = { point: { latitude: 40.07, longitude: -83.1 }, zip: BORDER_ZIP, confidence: 1 };
    expect(await check(BORDER_ZIP, { street: '12 Post Rd' })).toMatchObject({ zone: 'core' });
    expect(await check(BORDER_ZIP)).toMatchObject({ zone: 'core' });
  });

  test.each<[string, LocatedAddress | null]>([
    ['nobody finds it', null],
    ['only the town is found', { point: { latitude: 40.3, longitude: -83.1 }, zip: null, confidence: 0.3 }],
    [
      'a namesake in Texas is found',
      { point: { latitude: 32.09, longitude: -98.34 }, zip: '76446', confidence: 1 },
    ],
  ])('take the middle of the ZIP for a street when %s', async (_why, answer) => {
    located = answer;
    const approximate = { zone: 'core', zip: BORDER_ZIP, feeCents: 0, isApproximate: true };
    expect(await check(BORDER_ZIP, { street: '12 Post Rd' })).toEqual(approximate);
    expect(await check(BORDER_ZIP)).toEqual(approximate);
  });

  test('trouble nobody about a street where the ZIP decides', async () => {
    await check('43215', { street: '12 High St' });
    expect(asked).toEqual([]);
  });
});

describe('a zone in minutes', () => {
  /** Delaware, 40 km north: inside of the sixty minutes by its distance. */
  const FAR_ZIP = '43015';
  const EDGE = { zone: 'edge', zip: FAR_ZIP };

  test('is drawn by the router where there is one: a river makes the way longer', async () => {
    expect(await check(FAR_ZIP)).toMatchObject(EDGE);
    minutesByRoad = 85;
    expect(await check(FAR_ZIP)).toEqual({ zone: 'outside', zip: FAR_ZIP });
    minutesByRoad = 35;
    expect(await check(FAR_ZIP)).toMatchObject(EDGE);
    // Which part of the ZIP is within an hour the street decides.
    minutesByRoad = 59;
    expect(await check(FAR_ZIP)).toMatchObject({ zone: 'needs-street' });
    located = { point: { latitude: 40.3, longitude: -83.07 }, zip: FAR_ZIP, confidence: 1 };
    expect(await check(FAR_ZIP, { street: '1 Sandusky St' })).toMatchObject(EDGE);
  });

  test('stands still: it is asked for noon, whatever the hour, and only where it could reach', async () => {
    await check(FAR_ZIP);
    expect(driven).toEqual([{ from: CENTER, to: expect.anything(), at: new Date('2026-11-23T17:00:00Z') }]);
    await check('45402');
    expect(driven).toHaveLength(2);
    await check('45202');
    expect(driven).toHaveLength(2);
  });
});

describe('the smallest trouble that is driven far for', () => {
  const FAR_ZIP = '43015';

  test.each<[Severity, unknown]>([
    ['life_safety', { zone: 'edge', zip: FAR_ZIP, feeCents: 5_500 }],
    ['urgent_comfort', { zone: 'edge', zip: FAR_ZIP, feeCents: 5_500 }],
    ['routine', { zone: 'referral', zip: FAR_ZIP, referral: REFERRAL, minSeverity: 'urgent_comfort' }],
  ])('%s', async (severity, answer) => {
    expect(await check(FAR_ZIP, { severity })).toEqual(answer);
    await judge(severity);
    expect(await check(FAR_ZIP)).toEqual(answer);
  });

  test('is told while nothing is judged, and the worse of what was told and judged counts', async () => {
    expect(await check(FAR_ZIP)).toMatchObject({ zone: 'edge', minSeverity: 'urgent_comfort' });
    await judge('routine');
    await judge('life_safety');
    expect(await check(FAR_ZIP, { severity: 'routine' })).toMatchObject({ zone: 'edge' });
  });

  test('never brings anybody outside', async () => {
    expect(await check('45202', { severity: 'life_safety' })).toEqual({ zone: 'outside', zip: '45202' });
    await setServiceZones(ctx, [
      { name: 'not there', shape: { kind: 'zips', zips: [FAR_ZIP] }, terms: { zone: 'excluded' } },
      OUTER,
    ]);
    expect(await check(FAR_ZIP, { severity: 'life_safety' })).toEqual({ zone: 'outside', zip: FAR_ZIP });
  });
});

describe('a ZIP in which nobody lives, or that nobody knows', () => {
  test('is served when all around it is', async () => {
    await setServiceZones(ctx, [{ ...INNER, shape: { kind: 'miles', center: CENTER, miles: 40 } }]);
    expect(await check(BOX_ZIP)).toEqual({ zone: 'core', zip: BOX_ZIP, feeCents: 0 });
  });

  test('is asked for its street, and the ZIP of the house decides', async () => {
    await setServiceZones(ctx, [
      { name: 'north', shape: { kind: 'zips', zips: ['43201'] }, terms: { zone: 'edge', feeCents: 100 } },
    ]);
    expect(await check(BOX_ZIP)).toEqual({ zone: 'needs-street', zip: BOX_ZIP, reason: 'post-box' });
    located = { point: { latitude: 39.99, longitude: -83 }, zip: '43201', confidence: 1 };
    const served = { zone: 'edge', zip: BOX_ZIP, feeCents: 100 };
    expect(await check(BOX_ZIP, { street: '1500 N High St' })).toEqual(served);
    expect(await check(BOX_ZIP)).toEqual(served);
  });

  test('is known by its city when all of that is served alike', async () => {
    expect(await check('43250', { city: 'Atlantis' })).toEqual({ zone: 'unknown-zip', zip: '43250' });
    const served = { zone: 'core', zip: '43250', feeCents: 0 };
    await setServiceZones(ctx, [{ ...INNER, shape: { kind: 'miles', center: CENTER, miles: 16 } }]);
    expect(await check('43250', { city: 'Hilliard' })).toEqual(served);
    expect(await check('43250')).toEqual(served);
  });

  test('needs a street too when its city is served in parts', async () => {
    const unclear = { zone: 'needs-street', zip: '43250', reason: 'border' };
    expect(await check('43250', { city: 'Dublin' })).toEqual(unclear);
    expect(await check('43250', { city: 'Dublin', street: '12 Post Rd' })).toMatchObject({
      zone: 'core',
      isApproximate: true,
    });
  });
});

test('zones of one trade hold for it, and say so while no trade is known', async () => {
  await setServiceZones(ctx, [{ ...INNER, trades: ['plumbing'] }]);
  expect(await check('43215', { trade: 'plumbing' })).toEqual({ zone: 'core', zip: '43215', feeCents: 0 });
  expect(await check('43215', { trade: 'hvac' })).toEqual({ zone: 'outside', zip: '43215' });
  expect(await check('43215')).toEqual({ zone: 'core', zip: '43215', feeCents: 0, trades: ['plumbing'] });
});

test('a business that lists Canadian codes serves those and no other', async () => {
  await setServiceZones(ctx, [
    { name: 'Windsor', shape: { kind: 'zips', zips: ['N9A'] }, terms: { zone: 'core' } },
    INNER,
  ]);
  expect(await check('n9a 1a1')).toEqual({ zone: 'core', zip: 'N9A', feeCents: 0 });
  expect(await check('K1A 0B1')).toEqual({ zone: 'outside', zip: 'K1A' });
});

test('a business without zones goes nowhere', async () => {
  await setServiceZones(ctx, []);
  expect(await check('43215')).toEqual({ zone: 'outside', zip: '43215' });
});

test.each<[string, ServiceZoneInput[]]>([
  ['two of one name', [INNER, INNER]],
  ['a list of nothing', [{ ...INNER, shape: { kind: 'zips', zips: [] } }]],
  ['a list of words', [{ ...INNER, shape: { kind: 'zips', zips: ['Columbus'] } }]],
  ['a polygon of two corners', [{ ...INNER, shape: { kind: 'polygon', corners: [CENTER, CENTER] } }]],
  [
    'a center that is nowhere',
    [{ ...INNER, shape: { kind: 'miles', center: { latitude: 91, longitude: 0 }, miles: 1 } }],
  ],
  ['no miles', [{ ...INNER, shape: { kind: 'miles', center: CENTER, miles: 0 } }]],
  ['a fee below nothing', [{ ...INNER, terms: { zone: 'edge', feeCents: -1 } }]],
  ['no trade at all', [{ ...INNER, trades: [] }]],
])('zones with %s are refused, and the old ones stay', async (_what, zones) => {
  await expect(setServiceZones(ctx, zones)).rejects.toThrow(Invalid);
  expect(await check('43215')).toMatchObject({ zone: 'core' });
});

test('of ten drawings at once one stands, whole', async () => {
  const drawings = Array.from({ length: 10 }, (_, index) =>
    ['north', 'south'].map((name) => ({
      name,
      shape: { kind: 'zips' as const, zips: [`9990${index}`] },
      terms: { zone: 'core' as const },
    })),
  );
  await Promise.all(drawings.map((zones) => setServiceZones(ctx, zones)));
  const rows = await ctx.db.transaction((tx) => tx.select().from(serviceZones));
  expect(rows.map(({ name }) => name).toSorted()).toEqual(['north', 'south']);
  expect(new Set(rows.map(({ shape }) => JSON.stringify(shape))).size).toBe(1);
});

test('a house at the far end of a great city is not taken for a namesake', async () => {
  located = { point: { latitude: 29.53, longitude: -95.12 }, zip: '77058', confidence: 1 };
  const texas = { ...ctx, business: { ...ctx.business, state: 'TX' } };
  const center = { latitude: 29.55, longitude: -95.1 };
  await setServiceZones(texas, [
    { name: 'Clear Lake', shape: { kind: 'miles', center, miles: 10 }, terms: { zone: 'core' } },
  ]);
  const asked = { zip: '77999', city: 'Houston' };
  expect(await checkServiceArea(texas, asked)).toMatchObject({ zone: 'needs-street' });
  const served = { zone: 'core', zip: '77999', feeCents: 0 };
  expect(await checkServiceArea(texas, { ...asked, street: '1 Nasa Pkwy' })).toEqual(served);
  located = null;
  const middle = { zone: 'outside', zip: '77999' };
  expect(await checkServiceArea(texas, { ...asked, street: '1 Nasa Pkwy' })).toEqual(middle);
});

test('zones are drawn for one business only', async () => {
  const mesa = await world.contextOf('mesa');
  expect(await checkServiceArea(mesa, { zip: '43215' })).toEqual({ zone: 'outside', zip: '43215' });
});
