import type { Trade } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { findOrderConflict } from './find-order-conflict.ts';
import { planWorkOrders } from './plan-work-orders.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));

test.each<[string, Trade, number, [Trade, number][], Trade | null]>([
  ['the source may be stopped before anybody dries', 'plumbing', 9, [], null],
  ['nobody dries while the source is not booked', 'water_damage', 9, [], 'plumbing'],
  ['nobody dries before the source is stopped', 'water_damage', 9, [['plumbing', 10]], 'plumbing'],
  ['both may come in one window', 'water_damage', 9, [['plumbing', 9]], null],
  ['drying comes later', 'water_damage', 11, [['plumbing', 9]], null],
  ['the source is not moved behind the drying', 'plumbing', 12, [['water_damage', 11]], 'water_damage'],
  ['a trade that nothing depends on comes whenever', 'appliance', 6, [['plumbing', 9]], null],
])('%s', (_name, trade, hour, booked, conflict) => {
  const { orders } = planWorkOrders({
    trades: ['plumbing', 'water_damage', 'appliance'],
    jobTypes: ['plumbing.burst_pipe'],
    offered: ['plumbing', 'water_damage', 'appliance'],
  });
  const visits = new Map(booked.map(([one, visitHour]) => [one, at(visitHour)]));
  expect(findOrderConflict(orders, { trade, startsAt: at(hour), visits, done: [] })).toBe(conflict);
});

test.each([
  ['that is done', ['plumbing', 'water_damage'], ['plumbing']],
  ['that somebody else does', ['water_damage'], []],
] as const)('work %s holds nobody up', (_name, offered, done) => {
  const trades = ['plumbing', 'water_damage'] as const;
  const { orders } = planWorkOrders({ trades, jobTypes: [], offered });
  const question = { trade: 'water_damage', startsAt: at(9), visits: new Map(), done } as const;
  expect(findOrderConflict(orders, question)).toBeNull();
});
