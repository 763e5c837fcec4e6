import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallerClaims, verifyCaller } from './verify-caller.ts';

const FACTS = { name: 'Ari Feld', zips: ['43209', '43215'], appointmentDays: ['2026-12-08'] };
const NOTHING: CallerClaims = { name: null, zip: null, appointmentDay: null };
const judge = (claims: Partial<CallerClaims>, isCallerIdMatch = true) => {
  const proof = verifyCaller({ isCallerIdMatch, facts: FACTS, claims: { ...NOTHING, ...claims } });
  return proof.verdict === 'verified' ? proof.method : proof.verdict;
};

test.each<[string, Partial<CallerClaims>, string]>([
  ['says nothing', {}, 'unproven'],
  ['says a first name only', { name: 'Ari' }, 'unproven'],
  ['says the name', { name: 'Ari Feld' }, 'name'],
  ['says the name and another ZIP, for they have moved', { name: 'Ari Feld', zip: '10001' }, 'name'],
  ['knows a ZIP', { zip: '43215' }, 'zip'],
  ['knows a ZIP+4', { zip: '43215-1234' }, 'zip'],
  ['knows the day', { appointmentDay: '2026-12-08' }, 'appointment-day'],
  ['has the ZIP wrong and the day right', { zip: '10001', appointmentDay: '2026-12-08' }, 'appointment-day'],
  ['says a first name and the ZIP', { name: 'Ari', zip: '43209' }, 'zip'],
  ['has the ZIP wrong', { zip: '10001' }, 'mismatch'],
  ['has the day wrong', { appointmentDay: '2026-12-09' }, 'mismatch'],
  ['says another name', { name: 'Joe Ito' }, 'mismatch'],
  [
    'says another name and knows all else',
    { name: 'Dana Feldman', zip: '43209', appointmentDay: '2026-12-08' },
    'mismatch',
  ],
  ['says a ZIP that is none', { zip: 'four three two' }, 'unproven'],
])('who calls from the number and %s is: %s', (_told, claims, expected) => {
  expect(judge(claims)).toBe(expected);
});

test('from another number nothing that is said proves anything', () => {
  const claim = <Value>(...values: Value[]) => fc.constantFrom<Value | null>(null, ...values);
  const claims = fc.record({
    name: claim('Ari Feld', 'Ari', 'Joe Ito'),
    zip: claim('43209', '10001'),
    appointmentDay: claim('2026-12-08', '2026-12-09'),
  });
  fc.assert(fc.property(claims, (told) => judge(told, false) === 'mismatch'));
});

test('of a record without facts nobody is verified', () => {
  const claims = { name: 'Ari Feld', zip: '43209', appointmentDay: '2026-12-08' };
  const facts = { name: null, zips: [], appointmentDays: [] };
  expect(verifyCaller({ isCallerIdMatch: true, facts, claims })).toEqual({ verdict: 'mismatch' });
});
