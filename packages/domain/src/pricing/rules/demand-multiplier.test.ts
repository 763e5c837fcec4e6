import { expect, test } from 'vitest';
import { type DemandInputs, type DemandReason, isWeatherDanger, ruleDemand } from './demand-multiplier.ts';

const CURVE = { highPct: 115, surgePct: 140, capPct: 125 };
const BUSY: DemandInputs = {
  level: 'high',
  curve: CURVE,
  severity: 'urgent_comfort',
  isVulnerable: false,
  isWeatherDanger: false,
  isMember: false,
  isEmergencyDeclared: false,
};

test.each<[name: string, given: Partial<DemandInputs>, pct: number, reason: DemandReason]>([
  ['a busy night', {}, 115, 'demand'],
  ['a surge, up to the cap', { level: 'surge' }, 125, 'demand'],
  [
    'a book that asks for more than anybody may',
    { curve: { highPct: 300, surgePct: 300, capPct: 300 } },
    150,
    'demand',
  ],
  ['a quiet night', { level: 'normal' }, 100, 'normal-demand'],
  ['a book without a rush', { curve: { highPct: 100, surgePct: 100, capPct: 125 } }, 100, 'normal-demand'],
  ['somebody in danger', { severity: 'life_safety' }, 100, 'life-safety'],
  ['a baby in the house', { isVulnerable: true }, 100, 'vulnerable'],
  ['no heat in the cold', { isWeatherDanger: true }, 100, 'weather-danger'],
  ['a member', { isMember: true }, 100, 'member'],
  ['a declared emergency', { isEmergencyDeclared: true }, 100, 'declared-emergency'],
  ['a call that nobody has judged', { severity: null }, 100, 'not-triaged'],
])('%s', (_name, given, pct, reason) => {
  expect(ruleDemand({ ...BUSY, ...given })).toEqual({ pct, reason });
});

test.each<[flags: string[], isDanger: boolean]>([
  [['no-heat', 'cold'], true],
  [['no-cooling', 'hot', 'decided'], true],
  [['no-heat', 'hot'], false],
  [['no-cooling'], false],
  [['cold'], false],
  [[], false],
])('%j are a danger of the weather: %s', (flags, isDanger) => {
  expect(isWeatherDanger(flags)).toBe(isDanger);
});
