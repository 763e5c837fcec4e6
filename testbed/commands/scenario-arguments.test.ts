import { expect, test } from 'vitest';
import { readScenarioArguments } from './scenario-arguments.ts';

test('runs every scenario once with the sensible mind when nothing is said', () => {
  expect(readScenarioArguments([])).toMatchObject({
    kind: 'plan',
    plan: { file: null, only: null, mind: 'sensible', isEngineReal: false, seeds: 1, speed: 8, atOnce: 8 },
  });
});

test('reads lists, counts and the engine', () => {
  const words = [
    '--only',
    'S01, S09',
    '--mind',
    'bad',
    '--faults',
    'leaks',
    '--seeds',
    '3',
    '--engine',
    'openai',
  ];
  expect(readScenarioArguments(words)).toMatchObject({
    plan: { only: ['S01', 'S09'], mind: 'bad', faults: ['leaks'], seeds: 3, isEngineReal: true, speed: 1 },
  });
});

test.each([
  [['--mind', 'mad'], '--mind mad: it is sensible or bad'],
  [['--engine', 'other'], '--engine other: it is simulated or openai'],
  [['--faults', 'leaks,sings'], '--faults sings: it is'],
  [['--engine', 'openai', '--speed', '4'], "--speed 4: the real model's is 1"],
  [['--speed', '0'], '--speed 0: it is a whole number from 1 to 50'],
  [['--seeds', '0'], '--seeds 0: it is a whole number from 1 to 50'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('refuses %j in one line', (words, message) => {
  const read = readScenarioArguments(words);
  expect(read.kind === 'fault' ? read.message : read.kind).toContain(message);
});
