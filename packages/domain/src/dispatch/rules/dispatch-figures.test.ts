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
    { ruleId: 'burst-pipe', sent: 4, real: 2, false: 1, missed: 0, precision: 2 / 3, recall: 1 },
    { ruleId: 'no-heat', sent: 1, real: 1, false: 0, missed: 0, precision: 1, recall: 1 },
  ]);
});

test('a missed emergency lowers the recall of the rules that fired or should have, in any language', () => {
  const rows = [
    ended({ wasEmergency: true, ruleIds: ['gas.en'] }),
    ended({ wasEmergency: true, ruleIds: ['gas.es'] }),
  ];
  const missed = [{ ruleIds: ['gas', 'gas.en'] }, { ruleIds: ['no-heat.es'] }, { ruleIds: [] }];
  const figures = toFigures(rows, missed);
  expect(figures).toMatchObject({ missed: 3, missedByNoRule: 1 });
  expect(figures.rules).toMatchObject([
    { ruleId: 'gas', real: 2, missed: 1, recall: 2 / 3 },
    { ruleId: 'no-heat', real: 0, missed: 1, precision: null, recall: 0 },
  ]);
});

test('waits, arrivals and dry ladders are counted where there are any', () => {
  expect(toFigures([])).toMatchObject({
    sent: 0,
    exhausted: 0,
    ackMinutes: null,
    arrivedInTime: null,
    rules: [],
  });
  const rows = [
    ended({ acknowledgedAt: at(2), arrivedAt: at(30), arrivesBy: at(30) }),
    ended({ acknowledgedAt: at(5), arrivedAt: at(40), arrivesBy: at(35) }),
    ended({ phase: 'exhausted' }),
  ];
  expect(toFigures(rows)).toMatchObject({ sent: 3, exhausted: 1, ackMinutes: 3.5, arrivedInTime: 0.5 });
});
