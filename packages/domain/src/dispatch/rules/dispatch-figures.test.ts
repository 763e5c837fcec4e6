import { expect, test } from 'vitest';
import { type EndedDispatch, toFigures } from './dispatch-figures.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 3, minute));
const ended = (some: Partial<EndedDispatch>): EndedDispatch => ({
  phase: 'done',
  ruleIds: ['burst-pipe'],
  wasEmergency: null,
  acknowledgedAt: null,
  arrivedAt: null,
  arrivesBy: null,
  createdAt: at(0),
  ...some,
});

test('of each rule it is told how many of its wakes were real', () => {
  const rows = [
    ended({ wasEmergency: true }),
    ended({ wasEmergency: true, ruleIds: ['burst-pipe', 'no-heat'] }),
    ended({ wasEmergency: false }),
    ended({}),
  ];
  expect(toFigures(rows).rules).toEqual([
    { ruleId: 'burst-pipe', sent: 4, real: 2, false: 1, precision: 2 / 3 },
    { ruleId: 'no-heat', sent: 1, real: 1, false: 0, precision: 1 },
  ]);
});

test('waits, arrivals and dry ladders are counted where there are any', () => {
  expect(toFigures([])).toEqual({ sent: 0, exhausted: 0, ackMinutes: null, arrivedInTime: null, rules: [] });
  const rows = [
    ended({ acknowledgedAt: at(2), arrivedAt: at(30), arrivesBy: at(30) }),
    ended({ acknowledgedAt: at(5), arrivedAt: at(40), arrivesBy: at(35) }),
    ended({ phase: 'exhausted' }),
  ];
  expect(toFigures(rows)).toMatchObject({ sent: 3, exhausted: 1, ackMinutes: 3.5, arrivedInTime: 0.5 });
});
