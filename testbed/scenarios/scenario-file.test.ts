import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { OWN_SCENARIOS, readScenarioFile } from './scenario-file.ts';

test('the 28 scenarios are of the schema', async () => {
  const { scenarios, safetyInstructions } = await readScenarioFile(OWN_SCENARIOS);
  expect(scenarios).toHaveLength(28);
  const instructions = safetyInstructions.map(({ id }) => id);
  for (const { expect: expected } of scenarios) {
    const { required, instructionId } = expected.firstSafety;
    if (required) expect(instructions).toContain(instructionId);
  }
});

test('tells what is wrong with a file of another schema', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'scenarios-'));
  const file = path.join(folder, 'other.json');
  await writeFile(file, JSON.stringify({ schemaVersion: '2.0.0', scenarios: [] }));
  await expect(readScenarioFile(file)).rejects.toThrow(/schemaVersion/);
  await rm(folder, { recursive: true });
});
