import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTurn, type Turn, type TurnPhase, type WorkBefore } from './find-turn.ts';

const AT = new Date('2026-11-23T23:00:00Z');
const LATER = new Date('2026-11-23T23:30:00Z');
const OWN = { severity: 'property_damage', isVulnerable: false, approval: 'not-needed' } as const;
const work = (phase: TurnPhase, some: Partial<WorkBefore> = {}): WorkBefore => ({
  ...{ trade: 'electrical', phase, approval: 'not-needed', arrivesBy: null },
  ...some,
});
const GO: Turn = { kind: 'go', works: [], notBefore: null };
const REFUSED = work('cancelled', { approval: 'refused' });
const ASKING = work('created', { approval: 'asked' });

describe('whether people are asked for what comes second', () => {
  test.each<[string, Partial<typeof OWN> | object, WorkBefore[], Turn]>([
    ['at once without anything before it', OWN, [], GO],
    ['not while nobody has taken the first', OWN, [work('paging')], { kind: 'wait', works: ['electrical'] }],
    ['not while the owner is asked about the first', OWN, [ASKING], { kind: 'wait', works: ['electrical'] }],
    [
      'once all before are taken, for when the last of them is there',
      OWN,
      [work('acknowledged', { arrivesBy: AT }), work('en_route', { trade: 'plumbing', arrivesBy: LATER })],
      { kind: 'go', works: ['electrical', 'plumbing'], notBefore: LATER },
    ],
    [
      'not while one of two is open',
      OWN,
      [work('acknowledged', { arrivesBy: AT }), work('paging', { trade: 'plumbing' })],
      { kind: 'wait', works: ['plumbing'] },
    ],
    ['for any time when who comes first is there', OWN, [work('arrived', { arrivesBy: AT })], GO],
    ['never when nobody takes the first', OWN, [work('exhausted')], { kind: 'never', why: 'nobody-before' }],
    ['never when the owner lets the first not go', OWN, [REFUSED], { kind: 'never', why: 'refused' }],
    ['as if it were not there when the first was called off', OWN, [work('cancelled')], GO],
  ])('%s', (_what, own, before, turn) => {
    expect(findTurn({ ...OWN, ...own }, { before, others: before })).toEqual(turn);
  });

  test.each<[string, object, WorkBefore, Turn['kind']]>([
    ["waits for the owner's answer about another", {}, ASKING, 'wait'],
    ["goes by the owner's no to another", {}, REFUSED, 'never'],
    ['waits for no answer with danger to life', { severity: 'life_safety' }, ASKING, 'go'],
    ['waits for no answer with somebody vulnerable', { isVulnerable: true }, REFUSED, 'go'],
    ['goes by its own answer when it has one', { approval: 'given' }, REFUSED, 'go'],
  ])('what is not in an order %s', (_what, own, other, kind) => {
    expect(findTurn({ ...OWN, ...own }, { before: [], others: [other] }).kind).toBe(kind);
  });
});

test('nobody is asked while work before theirs is open, and never to be there before it', () => {
  const phases: TurnPhase[] = ['created', 'paging', 'acknowledged', 'en_route', 'arrived', 'exhausted'];
  const times = fc.date({ min: AT, max: LATER, noInvalidDate: true });
  const works = fc.array(fc.record({ phase: fc.constantFrom(...phases), arrivesBy: times }));
  fc.assert(
    fc.property(works, (some) => {
      const before = some.map((one) => work(one.phase, one));
      const turn = findTurn(OWN, { before, others: before });
      const isOpen = before.some(({ phase }) => ['created', 'paging', 'exhausted'].includes(phase));
      expect(turn.kind === 'go').toBe(!isOpen);
      if (turn.kind !== 'go') return;
      const coming = before.filter(({ phase }) => phase === 'acknowledged' || phase === 'en_route');
      expect(
        coming.every(({ arrivesBy }) => turn.notBefore && arrivesBy && arrivesBy <= turn.notBefore),
      ).toBe(true);
    }),
  );
});
