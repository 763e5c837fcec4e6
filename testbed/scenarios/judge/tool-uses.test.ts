import { expect, test } from 'vitest';
import { matchesArguments } from './tool-uses.ts';

type Values = Record<string, unknown>;

test.each<[Values, Values, boolean]>([
  [{ trade: 'hvac' }, { trade: 'hvac', zip: '43214' }, true],
  [{ trade: 'hvac' }, {}, false],
  [{ customer: { zip: '43214' } }, { customer: { zip: '43214', name: 'Max' } }, true],
  [{ customer: { zip: '43214' } }, { customer: { name: 'Max' } }, false],
  [{ zip: { $regex: '^432' } }, { zip: '43214' }, true],
  [{ name: { $regex: 'o.?brien' } }, { name: "Siobhan O'BRIEN" }, true],
  [{ zip: { $regex: '^432' } }, { zip: 43_214 }, true],
  [{ zip: { $regex: '^432' } }, {}, false],
  [{ trade: { $in: ['hvac', 'electrical'] } }, { trade: 'electrical' }, true],
  [{ trade: { $in: ['hvac', 'electrical'] } }, { trade: 'roofing' }, false],
  [{ startsAt: { $in: ['2026-11-24T20:10:00-05:00'] } }, { startsAt: '2026-11-25T01:10:00.000Z' }, true],
  [{ unit: { $absent: true } }, {}, true],
  [{ unit: { $absent: true } }, { unit: null }, true],
  [{ unit: { $absent: true } }, { unit: '4' }, false],
  [{ severity: 'urgent_comfort' }, { severity: 'life_safety' }, true],
  [{ severity: 'urgent_comfort' }, { severity: 'routine' }, false],
  [{ severity: { $in: ['property_damage'] } }, { severity: 'life_safety' }, true],
  [{ severity: 'routine' }, {}, false],
  [{ trades: ['hvac', { code: 'a' }] }, { trades: ['hvac', { code: 'a', more: 1 }] }, true],
  [{ trades: ['hvac'] }, { trades: ['hvac', 'roofing'] }, false],
  [{ startsAt: '2026-11-24T20:10:00-05:00' }, { startsAt: '2026-11-25T01:10:00.000Z' }, true],
])('%j held against %j is %j', (expected, given, isMatch) => {
  expect(matchesArguments(expected, given)).toBe(isMatch);
});
