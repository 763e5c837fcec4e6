import type { Trade } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { divideManned } from './divide-manned.ts';
import type { CrewOrder } from './plan-crews.ts';

const ORDERS: readonly CrewOrder[] = [
  { trade: 'electrical', dependsOn: [] },
  { trade: 'plumbing', dependsOn: ['electrical'] },
  { trade: 'water_damage', dependsOn: ['plumbing'] },
  { trade: 'hvac', dependsOn: [] },
];
const crew = (trades: Trade[], people: number) => ({
  trades,
  rungs: Array.from({ length: people }, () => []),
});

test.each<[string, ReturnType<typeof crew>[], Trade[]]>([
  ['everything when somebody is there for each', [crew(['electrical'], 1), crew(['plumbing'], 1)], []],
  [
    'not what waits for work that nobody is there for, nor what waits for that',
    [crew(['electrical'], 0), crew(['plumbing'], 1), crew(['water_damage'], 2), crew(['hvac'], 1)],
    ['electrical', 'plumbing', 'water_damage'],
  ],
  [
    'nothing of one who would have to do both',
    [crew(['electrical'], 0), crew(['plumbing', 'hvac'], 1)],
    ['electrical', 'plumbing', 'hvac'],
  ],
  [
    'what comes before work that nobody is there for',
    [crew(['electrical'], 1), crew(['plumbing'], 0)],
    ['plumbing'],
  ],
])('sends %s', (_what, crews, unmanned) => {
  const divided = divideManned(crews, ORDERS);
  expect(divided.unmanned).toEqual(unmanned);
  expect(divided.manned).toEqual(crews.filter(({ trades }) => !trades.some((one) => unmanned.includes(one))));
});
