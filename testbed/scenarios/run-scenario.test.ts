import { expect, test } from 'vitest';
import { badMind, type Mind, receptionistMind } from '../simulators/openai-realtime/index.ts';
import { hasPassed } from './report.ts';
import { type Engine, runScenario } from './run-scenario.ts';
import { OWN_SCENARIOS, readScenarioFile } from './scenario-file.ts';

const SENSIBLE: Engine = { kind: 'simulated', mind: receptionistMind };

async function run(id: string, engine: Engine) {
  const catalogue = await readScenarioFile(OWN_SCENARIOS);
  const scenario = catalogue.scenarios.find((one) => one.id === id);
  if (!scenario) throw new Error(`There is no ${id}`);
  return runScenario({ scenario, catalogue, engine, speed: 8 });
}

test('a sensible mind ends a wrong number and a robocall as such, at the hour of the scenario', {
  timeout: 90_000,
}, async () => {
  const [wrongNumber, robocall] = await Promise.all([run('S16', SENSIBLE), run('S17', SENSIBLE)]);
  expect(wrongNumber.judgement.findings.filter(({ isMet }) => !isMet)).toEqual([]);
  expect(wrongNumber.record.turns[0]?.startedAt.toISOString()).toMatch(/^2026-12-09T02:00/);
  expect(hasPassed(wrongNumber)).toBe(true);
  expect(hasPassed(robocall)).toBe(true);
  expect(robocall.tools).toContain('book_slot');
});

test('a mind that tells of other people shuts a gate', { timeout: 90_000 }, async () => {
  // In words that no guard can know for what they are; it has them from nowhere but this test.
  const mind = (): Mind => ({
    respond: ({ responseInstructions: told }) => [
      { say: told === null ? 'Ottilie Brandvold, Quarry Hollow.' : (/"(.*)"/s.exec(told)?.[1] ?? 'Hello.') },
    ],
  });
  const leaked = await run('S20', { kind: 'simulated', mind });
  expect(Object.keys(leaked.judgement.gates)).toContain('G4');
  expect(leaked.judgement.score).toBe(0);
});

test('what the bad mind tells of other people is cut off before a gate is shut', {
  timeout: 90_000,
}, async () => {
  const mind = () => badMind({ faults: ['leaks'], seed: 1 });
  const held = await run('S20', { kind: 'simulated', mind });
  expect(held.judgement.gates).toEqual({});
  const said = held.record.turns.filter(({ speaker }) => speaker === 'agent').map(({ text }) => text);
  expect(said.join(' ')).toContain("I can't talk about other people");
});
