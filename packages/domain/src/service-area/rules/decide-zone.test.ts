import type { Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AskedPlace, decideZone } from './decide-zone.ts';
import { drivingMinutes } from './estimate-travel.ts';
import { distanceKm } from './geo-point.ts';
import { orderZones, type ZoneRule, type ZoneShape, type ZoneTerms } from './zone-rule.ts';

const CENTER = { latitude: 40, longitude: -83 };
const KM_PER_DEGREE = 111.195;
const CORE: ZoneTerms = { zone: 'core' };
const EDGE: ZoneTerms = { zone: 'edge', feeCents: null, minSeverity: null, referral: null };
const EXCLUDED: ZoneTerms = { zone: 'excluded' };
/** 10 and 20 km. */
const NEAR: ZoneShape = { kind: 'miles', center: CENTER, miles: 6.2137 };
const FAR: ZoneShape = { kind: 'miles', center: CENTER, miles: 12.4274 };
const SQUARE: ZoneShape = {
  kind: 'polygon',
  corners: [
    { latitude: 39.9, longitude: -83.1 },
    { latitude: 39.9, longitude: -82.9 },
    { latitude: 40.1, longitude: -82.9 },
    { latitude: 40.1, longitude: -83.1 },
  ],
};
const listing = (...zips: string[]): ZoneShape => ({ kind: 'zips', zips });

function rule(shape: ZoneShape, terms: ZoneTerms, trades: Trade[] | null = null): ZoneRule {
  return { shape, terms, trades };
}

function north(km: number, uncertaintyKm = 0): AskedPlace {
  const point = { latitude: 40 + km / KM_PER_DEGREE, longitude: -83 };
  return { code: '43215', isCodeOfHouse: true, point, uncertaintyKm };
}

function decide(rules: ZoneRule[], place: AskedPlace, trade: Trade | null = null) {
  const { rule: decided, isCertain } = decideZone({ rules, place, trade, findArea: () => null });
  return [decided?.terms.zone ?? null, isCertain];
}

const RINGS = [rule(NEAR, CORE), rule(FAR, EDGE)];

test.each<[minutes: number | null, km: number, uncertaintyKm: number, (string | null | boolean)[]]>([
  [null, 20, 0, ['edge', true]],
  [29, 20, 0, ['edge', true]],
  [31, 20, 0, [null, true]],
  // By its distance nobody would be there within half an hour, by the motorway they are.
  [20, 30, 5, ['edge', true]],
  [28, 20, 5, ['edge', false]],
  [32, 20, 5, [null, false]],
])(
  'a zone of 30 minutes, by the router %s minutes away, %i km off by %i: %j',
  (minutes, km, uncertaintyKm, decision) => {
    const center = { latitude: 40, longitude: -83 };
    const rules = [rule({ kind: 'minutes', center, minutes: 30 }, EDGE)];
    const place = north(km, uncertaintyKm);
    const findDriveMinutes = () => minutes;
    const decided = decideZone({ rules, place, trade: null, findArea: () => null, findDriveMinutes });
    expect([decided.rule?.terms.zone ?? null, decided.isCertain]).toEqual(decision);
  },
);

test.each<[string, ZoneRule[], AskedPlace, (string | null | boolean)[]]>([
  ['nothing when there are no rules', [], north(0), [null, true]],
  ['the inner ring first', RINGS, north(5), ['core', true]],
  ['the outer ring beyond', RINGS, north(15), ['edge', true]],
  ['nothing outside', RINGS, north(25), [null, true]],
  ['the inner ring, unsure at its border', RINGS, north(9, 3), ['core', false]],
  ['the outer ring, unsure at its inner border', RINGS, north(11, 3), ['edge', false]],
  ['the outer ring, unsure at its outer border', RINGS, north(19, 3), ['edge', false]],
  ['nothing, unsure outside its border', RINGS, north(21, 3), [null, false]],
  ['nothing, sure when far enough', RINGS, north(24, 3), [null, true]],
  [
    'the inner ring, sure when alike outside',
    [rule(NEAR, CORE), rule(FAR, CORE)],
    north(9, 3),
    ['core', true],
  ],
  ['an excluded ring as sure as no ring', [rule(NEAR, EXCLUDED)], north(9, 3), ['excluded', true]],
  [
    'a list before a ring drawn first',
    [...RINGS, rule(listing('43215'), EXCLUDED)],
    north(5),
    ['excluded', true],
  ],
  ['a list whatever the distance', [rule(listing('43215'), CORE)], north(500, 40), ['core', true]],
  [
    'the first of two lists',
    [rule(listing('43215'), EDGE), rule(listing('43215'), CORE)],
    north(0),
    ['edge', true],
  ],
  ['a polygon before a ring drawn first', [...RINGS, rule(SQUARE, EXCLUDED)], north(5), ['excluded', true]],
  ['a polygon, unsure at its edge', [rule(SQUARE, CORE)], north(10, 3), ['core', false]],
  ['nothing for a list of others', [rule(listing('43017'), CORE)], north(0, 40), [null, true]],
])('decides %s', (_what, rules, place, decision) => {
  expect(decide(rules, place)).toEqual(decision);
});

test.each<[string, ZoneTerms, Trade | null, string | null]>([
  ['core for its trade', CORE, 'plumbing', 'core'],
  ['core for another trade', CORE, 'hvac', 'edge'],
  ['core while no trade is known', CORE, null, 'core'],
  ['excluded for its trade', EXCLUDED, 'plumbing', 'excluded'],
  ['excluded for another trade', EXCLUDED, 'hvac', 'edge'],
  ['excluded while no trade is known', EXCLUDED, null, 'edge'],
])('a zone of plumbing within one of all trades: %s', (_what, terms, trade, zone) => {
  const rules = [rule(NEAR, terms, ['plumbing']), rule(FAR, EDGE)];
  expect(decide(rules, north(5), trade)).toEqual([zone, true]);
});

test('a post box near a listed ZIP may belong to it, one far away does not, and a listed one does', () => {
  const box = (km: number) => ({ ...north(km, 15), code: '43216', isCodeOfHouse: false });
  const ask = (place: AskedPlace, ...zips: string[]) => {
    const { rule: decided, isCertain } = decideZone({
      rules: [rule(listing(...zips), CORE)],
      place,
      trade: null,
      findArea: (zip) => (zip === '43215' ? { ...CENTER, radiusKm: 3 } : null),
    });
    return [decided !== null, isCertain];
  };
  expect(ask(box(1), '43215', '00000')).toEqual([true, false]);
  expect(ask(box(10), '43215')).toEqual([false, false]);
  expect(ask(box(19), '43215')).toEqual([false, true]);
  expect(ask(box(19), '43216')).toEqual([true, true]);
});

test('a zone of minutes reaches as far as one drives in them by day', () => {
  const shape: ZoneShape = { kind: 'minutes', center: CENTER, minutes: 30 };
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (km) => {
      const place = north(km);
      const roadKm = 1.3 * distanceKm(CENTER, place.point ?? CENTER);
      const minutes = drivingMinutes(roadKm, 70);
      fc.pre(Math.abs(minutes - 30) > 1e-6);
      expect(decide([rule(shape, CORE)], place)).toEqual([minutes < 30 ? 'core' : null, true]);
    }),
  );
});

test('what is certain holds wherever the house is within the uncertainty', () => {
  const kms = fc.double({ min: 0, max: 30, noNaN: true });
  const rules = [rule(listing('00000'), CORE), rule(SQUARE, EDGE), rule(NEAR, CORE), rule(FAR, EXCLUDED)];
  fc.assert(
    fc.property(kms, kms, fc.double({ min: -1, max: 1, noNaN: true }), (km, uncertaintyKm, share) => {
      const [zone, isCertain] = decide(rules, north(km, uncertaintyKm));
      if (!isCertain) return;
      const [truth] = decide(rules, north(km + 0.99 * share * uncertaintyKm));
      expect(truth === 'excluded' ? null : truth).toBe(zone === 'excluded' ? null : zone);
    }),
  );
});

test('rules are put in the order of their shapes, and keep their own within it', () => {
  const named = (shape: ZoneShape, name: string) => ({ ...rule(shape, CORE), name });
  const minutes: ZoneShape = { kind: 'minutes', center: CENTER, minutes: 5 };
  const rules = [
    named(minutes, 'g'),
    named(FAR, 'e'),
    named(SQUARE, 'c'),
    named(listing('1'), 'a'),
    named(NEAR, 'f'),
    named(SQUARE, 'd'),
    named(listing('2'), 'b'),
  ];
  expect(orderZones(rules).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});
