import { PhoneNumber } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ApprovalPolicy,
  type ApprovalQuestion,
  findMissingYes,
  listApprovalReasons,
  type MissingYes,
} from './approval.ts';
import { isNightAt, toP80Minutes, toSpeakableArrival, toTurnoutMinutes } from './arrival-estimate.ts';
import { readDutyTime } from './duty-time.ts';
import { planRungs } from './plan-rungs.ts';
import { readTechnicianReply, type TechnicianReply } from './read-technician-reply.ts';
import { isSameTrouble, toPlaceKeys } from './same-trouble.ts';

test.each<[string, TechnicianReply]>([
  ['1 25', { kind: 'accept', etaMinutes: 25 }],
  ['1', { kind: 'accept', etaMinutes: null }],
  [' Yes, in 40', { kind: 'accept', etaMinutes: 40 }],
  ['ok', { kind: 'accept', etaMinutes: null }],
  ['sí 30', { kind: 'accept', etaMinutes: 30 }],
  ['1 999', { kind: 'accept', etaMinutes: null }],
  ['2', { kind: 'decline' }],
  ['No, sorry', { kind: 'decline' }],
  ["can't", { kind: 'decline' }],
  ['no puedo', { kind: 'decline' }],
  ['25', { kind: 'eta', etaMinutes: 25 }],
  ['ETA 90 min', { kind: 'eta', etaMinutes: 90 }],
  ['3', { kind: 'left' }],
  ['4', { kind: 'arrived' }],
  ['here', { kind: 'arrived' }],
  ['5', { kind: 'done', wasEmergency: null }],
  ['5 real', { kind: 'done', wasEmergency: true }],
  ['done false', { kind: 'done', wasEmergency: false }],
  ['A1', { kind: 'approve' }],
  ['refuse', { kind: 'refuse' }],
  ['not now honey', { kind: 'unknown' }],
  ['', { kind: 'unknown' }],
])('%j of a technician is read', (text, reply) => {
  expect(readTechnicianReply(text)).toEqual(reply);
});

describe('an arrival', () => {
  test('by when somebody is there is never before they usually are, in steps of five minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 240 }), (p50) => {
        const p80 = toP80Minutes(p50);
        expect(p80).toBeGreaterThanOrEqual(p50);
        expect(p80 % 5).toBe(0);
        expect(toP80Minutes(p50 + 1)).toBeGreaterThanOrEqual(p80);
      }),
    );
    expect(toP80Minutes(35)).toBe(50);
  });

  test('at night it begins later, by the clock of the business', () => {
    const at = new Date('2026-11-24T04:30:00Z');
    expect([isNightAt(at, 'America/New_York'), isNightAt(at, 'America/Los_Angeles')]).toEqual([true, false]);
    expect(toTurnoutMinutes(at, 'America/New_York')).toBeGreaterThan(
      toTurnoutMinutes(at, 'America/Los_Angeles'),
    );
  });

  test('is said with name and both times, or without a name', () => {
    const arrival = { technicianName: 'Dee Marshall', p50Minutes: 35, p80Minutes: 50 };
    expect(toSpeakableArrival(arrival)).toEqual({
      en: 'Dee Marshall, usually in about 35 minutes, and very likely within 50 minutes',
      es: 'Dee Marshall, normalmente en unos 35 minutos, y muy probablemente en menos de 50 minutos',
    });
    expect(toSpeakableArrival({ ...arrival, technicianName: null }).en).toMatch(/^usually/);
  });
});

describe('the same trouble', () => {
  const at = (addressLine: string, problem = 'A pipe has burst') => ({
    ...toPlaceKeys({ addressLine, zip: '43201' }),
    problem,
  });
  const MAIN = 'the water main broke, the whole street is flooded';

  test.each<[string, ReturnType<typeof at>, ReturnType<typeof at>, boolean]>([
    ['one house, said otherwise', at('1733 North High Street'), at('1733 N High St.'), true],
    ['two flats of a house', at('1733 N High St, Apt 4'), at('1733 N High St #12'), true],
    ['two houses with a pipe each', at('1733 N High St'), at('1740 N High St'), false],
    ['two houses and one main', at('1733 N High St', MAIN), at('1740 N High St', 'burst main outside'), true],
    ['one main, and a pipe in a house', at('1733 N High St', MAIN), at('1740 N High St'), false],
    ['one number in two streets', at('1733 N High St'), at('1733 N Low St'), false],
  ])('%s', (_name, one, other, isSame) => {
    expect(isSameTrouble(one, other)).toBe(isSame);
    expect(isSameTrouble(other, one)).toBe(isSame);
  });
});

describe('whose yes is needed', () => {
  const QUESTION: ApprovalQuestion = {
    severity: 'property_damage',
    isVulnerable: false,
    totalCents: 25_800,
    callerRole: 'tenant',
    approvedBy: null,
    refusedBy: null,
    isNight: true,
    isEdge: true,
  };
  const POLICY: ApprovalPolicy = {
    ownerApprovalAboveCents: 20_000,
    ownerApprovesNightWakes: true,
    ownerApprovesEdge: true,
    tenantLimitCents: 20_000,
    managerLimitCents: 50_000,
  };

  test.each<[string, Partial<ApprovalQuestion>, Partial<ApprovalPolicy>, MissingYes | null]>([
    ['a tenant above the limit asks', {}, {}, 'needs-approval'],
    ['a tenant below it does not', { totalCents: 20_000 }, {}, null],
    ['an unknown price is above any limit', { totalCents: null }, {}, 'needs-approval'],
    ['a yes that is told is enough', { approvedBy: 'the landlord' }, {}, null],
    ['a no sends nobody', { refusedBy: 'the landlord' }, {}, 'approver-refused'],
    ['a no outweighs a yes', { approvedBy: 'Ann', refusedBy: 'Joe' }, {}, 'approver-refused'],
    ['a no counts below the limit too', { refusedBy: 'Joe', totalCents: 100 }, {}, 'approver-refused'],
    ['an owner asks nobody', { callerRole: 'owner' }, {}, null],
    ['a landlord asks nobody', { callerRole: 'landlord' }, {}, null],
    ['a manager has a limit of their own', { callerRole: 'property_manager' }, {}, null],
    [
      'a manager above it asks the owner of the house',
      { callerRole: 'property_manager', totalCents: 50_001 },
      {},
      'needs-approval',
    ],
    ['whose home it is is asked where it matters', { callerRole: 'unknown' }, {}, 'ask-caller-role'],
    ['and not where it does not', { callerRole: 'unknown', totalCents: 20_000 }, {}, null],
    ['without a limit nobody asks', {}, { tenantLimitCents: null }, null],
    ['danger to life waits for nobody', { severity: 'life_safety', refusedBy: 'Joe' }, {}, null],
  ])('%s', (_name, question, policy, missing) => {
    expect(findMissingYes({ ...QUESTION, ...question }, { ...POLICY, ...policy })).toBe(missing);
  });

  test('the owner of the business is told why, and never kept from the vulnerable or from danger', () => {
    expect(listApprovalReasons(QUESTION, POLICY)).toEqual(['price', 'night-wake', 'out-of-area']);
    expect(
      listApprovalReasons({ ...QUESTION, totalCents: 20_000, isNight: false, isEdge: false }, POLICY),
    ).toEqual([]);
    const unpriced = { ...QUESTION, totalCents: null, isNight: false, isEdge: false };
    expect(listApprovalReasons(unpriced, POLICY)).toEqual(['price']);
    expect(listApprovalReasons({ ...QUESTION, isVulnerable: true }, POLICY)).toEqual([]);
    expect(listApprovalReasons({ ...QUESTION, severity: 'life_safety' }, POLICY)).toEqual([]);
  });
});

describe('time on duty', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
  const worked = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });

  test.each<[string, ReturnType<typeof worked>[], number, number | null]>([
    ['without work there is none', [], 0, null],
    ['short pauses count', [worked(8, 12), worked(14, 18)], 12 * 60, 120],
    ['eight hours of rest end it', [worked(0, 4), worked(12, 18)], 8 * 60, 120],
    ['who rests since has none', [worked(0, 10)], 0, 600],
  ])('%s', (_name, spans, dutyMinutes, minutesSinceLastJob) => {
    expect(readDutyTime(spans, { now: at(20), restMinutes: 480 })).toEqual({
      dutyMinutes,
      minutesSinceLastJob,
    });
  });
});

test('the best primary is asked first, then a secondary, then all, and the owner last', () => {
  const phone = PhoneNumber.parse('+16145550190');
  const someone = (person: string, duty: 'primary' | 'secondary') => ({
    person,
    name: person,
    phone,
    duty,
    language: 'en' as const,
  });
  const owner = { person: 'owner', name: null, phone, language: 'en' as const };
  const names = (ranked: ReturnType<typeof someone>[]) =>
    planRungs(ranked, owner).map((rung) => rung.map(({ person }) => person));
  const all = [someone('dee', 'secondary'), someone('ana', 'primary'), someone('ben', 'primary')];
  expect(names(all)).toEqual([['ana'], ['dee'], ['dee', 'ana', 'ben'], ['owner']]);
  expect(names([someone('ana', 'primary')])).toEqual([['ana'], ['owner']]);
  expect(names([])).toEqual([['owner']]);
  expect(planRungs([], null)).toEqual([]);
});
