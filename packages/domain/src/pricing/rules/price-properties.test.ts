import { Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { PromotionTerms } from './best-promotion.ts';
import { type DemandInputs, ruleDemand } from './demand-multiplier.ts';
import { type MemberTerms, priceVisit, type Visit, type VisitFees } from './price-visit.ts';

const cents = fc.integer({ min: 0, max: 100_000 });
const pct = fc.integer({ min: 0, max: 100 });

const fees: fc.Arbitrary<VisitFees> = fc.record({
  trip: cents,
  diagnostic: cents,
  diagnosticByTrade: fc.dictionary(fc.constantFrom(...Trade.options), cents, { maxKeys: 3 }),
  afterHours: cents,
  weekend: fc.option(cents),
  holiday: cents,
  edge: cents,
  priority: cents,
});
const terms: fc.Arbitrary<MemberTerms> = fc.record({ tripFree: fc.boolean(), timeSurchargePct: pct });
const promotion: fc.Arbitrary<PromotionTerms> = fc.record({
  name: fc.string({ minLength: 1, maxLength: 8 }),
  off: fc.oneof(fc.record({ cents }), fc.record({ pct })),
  isStackable: fc.boolean(),
});
const limits = fc
  .tuple(fc.integer({ min: 0, max: 20_000 }), fc.option(fc.integer({ min: 20_000, max: 300_000 })))
  .map(([minTotalCents, maxTotalCents]) => ({ minTotalCents, maxTotalCents }));
const trades = fc.uniqueArray(fc.constantFrom(...Trade.options), { minLength: 1, maxLength: 4 });

const visit: fc.Arbitrary<Visit> = fc.record({
  fees,
  trades,
  fixedPrice: fc.option(
    fc.record({
      trade: fc.constantFrom(...Trade.options),
      baseCents: cents,
      includesDiagnostic: fc.boolean(),
    }),
  ),
  period: fc.constantFrom('business-hours', 'after-hours', 'weekend', 'holiday'),
  isEdge: fc.boolean(),
  demandPct: fc.integer({ min: 100, max: 150 }),
  isPriority: fc.boolean(),
  terms: fc.option(terms),
  promotions: fc.array(promotion, { maxLength: 4 }),
  limits,
});

const RUNS = { numRuns: 3000 };
const SURCHARGES = ['after-hours', 'weekend', 'holiday'];

const totalOf = (priced: Visit) => priceVisit(priced).totalCents;

describe('whatever the book and the visit', () => {
  test('the total is the sum of the lines, in whole dollars, and never negative', () => {
    fc.assert(
      fc.property(visit, (given) => {
        const { totalCents, lines } = priceVisit(given);
        expect(lines.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(totalCents);
        expect(totalCents).toBeGreaterThanOrEqual(0);
        expect(lines.filter(({ amountCents }) => amountCents === 0 || amountCents % 100 !== 0)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the total keeps to the floor and the cap', () => {
    fc.assert(
      fc.property(visit, (given) => {
        const { minTotalCents, maxTotalCents } = given.limits;
        const total = totalOf(given);
        if (maxTotalCents !== null) expect(total).toBeLessThanOrEqual(maxTotalCents);
        expect(total).toBeGreaterThanOrEqual(minTotalCents - 50);
      }),
      RUNS,
    );
  });

  const feeNames = ['trip', 'diagnostic', 'afterHours', 'holiday', 'edge', 'priority'] as const;
  test('no fee can rise and lower the total', () => {
    fc.assert(
      fc.property(visit, fc.constantFrom(...feeNames), cents, (given, name, moreCents) => {
        const dearer = { ...given, fees: { ...given.fees, [name]: given.fees[name] + moreCents } };
        expect(totalOf(dearer)).toBeGreaterThanOrEqual(totalOf(given));
      }),
      RUNS,
    );
  });

  test('a rush touches the time surcharge and no other fee', () => {
    fc.assert(
      fc.property(visit, (given) => {
        const feesOf = (demandPct: number) =>
          priceVisit({ ...given, demandPct, promotions: [], limits: FREE }).lines.filter(
            ({ code }) => !SURCHARGES.includes(code),
          );
        expect(feesOf(given.demandPct)).toEqual(feesOf(100));
      }),
      RUNS,
    );
  });

  test('holiday, weekend and after-hours are never charged together, and never by day', () => {
    fc.assert(
      fc.property(visit, (given) => {
        const charged = priceVisit(given).lines.filter(({ code }) => SURCHARGES.includes(code));
        expect(charged.length).toBeLessThanOrEqual(given.period === 'business-hours' ? 0 : 1);
        expect(charged.every(({ code }) => code === given.period)).toBe(true);
      }),
      RUNS,
    );
  });

  test('a member never pays more', () => {
    fc.assert(
      fc.property(visit, terms, (given, member) => {
        expect(totalOf({ ...given, terms: member })).toBeLessThanOrEqual(totalOf({ ...given, terms: null }));
      }),
      RUNS,
    );
  });

  test('one more promotion never makes it dearer', () => {
    fc.assert(
      fc.property(visit, promotion, (given, more) => {
        const promotions = [...given.promotions, more];
        expect(totalOf({ ...given, promotions })).toBeLessThanOrEqual(totalOf(given));
      }),
      RUNS,
    );
  });

  test('the order of the trades and of the promotions changes nothing', () => {
    fc.assert(
      fc.property(visit, (given) => {
        const turned = {
          ...given,
          trades: given.trades.toReversed(),
          promotions: given.promotions.toReversed(),
        };
        expect(totalOf(turned)).toBe(totalOf(given));
      }),
      RUNS,
    );
  });

  test('the same visit costs the same, whoever asks', () => {
    fc.assert(
      fc.property(visit, fc.dictionary(fc.string(), fc.anything()), (given, caller) => {
        expect(priceVisit({ ...caller, ...given })).toEqual(priceVisit(given));
      }),
      RUNS,
    );
  });

  test('nothing about the caller has a place among the inputs', () => {
    expectTypeOf<keyof Visit>().toEqualTypeOf<
      | 'fees'
      | 'trades'
      | 'fixedPrice'
      | 'period'
      | 'isEdge'
      | 'demandPct'
      | 'isPriority'
      | 'terms'
      | 'promotions'
      | 'limits'
    >();
    expectTypeOf<keyof DemandInputs>().toEqualTypeOf<
      'level' | 'curve' | 'severity' | 'isVulnerable' | 'isWeatherDanger' | 'isMember' | 'isEmergencyDeclared'
    >();
  });
});

const FREE = { minTotalCents: 0, maxTotalCents: null };

describe('the rush', () => {
  const demand: fc.Arbitrary<DemandInputs> = fc.record({
    level: fc.constantFrom('normal', 'high', 'surge'),
    curve: fc.record({
      highPct: fc.integer({ min: 0, max: 400 }),
      surgePct: fc.integer({ min: 0, max: 400 }),
      capPct: fc.integer({ min: 0, max: 400 }),
    }),
    severity: fc.option(fc.constantFrom('life_safety', 'property_damage', 'urgent_comfort', 'routine')),
    isVulnerable: fc.boolean(),
    isWeatherDanger: fc.boolean(),
    isMember: fc.boolean(),
    isEmergencyDeclared: fc.boolean(),
  });

  test('never charges less than the book, nor more than half again, whatever stands in the book', () => {
    fc.assert(
      fc.property(demand, (inputs) => {
        const { pct } = ruleDemand(inputs);
        expect(pct).toBeGreaterThanOrEqual(100);
        expect(pct).toBeLessThanOrEqual(Math.max(100, Math.min(inputs.curve.capPct, 150)));
      }),
      RUNS,
    );
  });

  test('spares everybody who is in danger, at risk, a member, under an emergency or not yet judged', () => {
    fc.assert(
      fc.property(demand, (inputs) => {
        const { pct } = ruleDemand(inputs);
        const isSpared =
          inputs.severity === null ||
          inputs.severity === 'life_safety' ||
          inputs.isVulnerable ||
          inputs.isWeatherDanger ||
          inputs.isMember ||
          inputs.isEmergencyDeclared;
        if (isSpared) expect(pct).toBe(100);
      }),
      RUNS,
    );
  });
});
