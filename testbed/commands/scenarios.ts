import path from 'node:path';
import { startTestRun } from '@afterhourfix/database/testing';
import { type BrokenRun, hasHeld, hasPassed, toReport } from '../scenarios/report.ts';
import { type Engine, isKnownBusiness, runScenario, type ScenarioResult } from '../scenarios/run-scenario.ts';
import {
  OWN_SCENARIOS,
  readScenarioFile,
  type Scenario,
  type ScenarioFile,
} from '../scenarios/scenario-file.ts';
import { badMind, receptionistMind } from '../simulators/openai-realtime/index.ts';
import { readScenarioArguments, type ScenarioPlan, USAGE } from './scenario-arguments.ts';

const WRONG_USE = 2;
/** npm runs a script in the project's root; files are named from where the person stands. */
const FOLDER = process.env.INIT_CWD ?? process.cwd();
const OPENAI_URL = 'wss://api.openai.com/v1/realtime';

function refuse(message: string): number {
  console.error(message);
  return WRONG_USE;
}

function chooseEngine({ isEngineReal, mind, faults }: ScenarioPlan, seed: number): Engine {
  if (!isEngineReal)
    return { kind: 'simulated', mind: mind === 'bad' ? () => badMind({ faults, seed }) : receptionistMind };
  const model = process.env.OPENAI_REALTIME_MODEL;
  const environment = {
    OPENAI_API_KEY: process.env.OPENAI_API_KEY ?? '',
    OPENAI_REALTIME_URL: process.env.OPENAI_REALTIME_URL || OPENAI_URL,
    ...(model ? { OPENAI_REALTIME_MODEL: model } : {}),
  };
  return { kind: 'real', environment };
}

/** Another one for each scenario, the same for its name whatever else is run. */
function toSeed(round: number, { id }: Scenario): number {
  return [...id].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), round);
}

interface Run {
  scenario: Scenario;
  engine: Engine;
}

type Ended = { result: ScenarioResult } | { broken: BrokenRun };

interface Batch {
  speed: number;
  file: ScenarioFile;
  atOnce: number;
  passes(result: ScenarioResult): boolean;
}

async function runOne({ scenario, engine }: Run, { file, speed, passes }: Batch): Promise<Ended> {
  try {
    const result = await runScenario({ scenario, catalogue: file, engine, speed });
    console.log(`${scenario.id} ${passes(result) ? 'pass' : 'FAIL'}`);
    return { result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`${scenario.id} did not run`);
    return { broken: { id: scenario.id, error: message } };
  }
}

/** So many side by side, the results in the order of the runs. */
async function runAll(runs: readonly Run[], batch: Batch): Promise<Ended[]> {
  const ended: Ended[] = [];
  const waiting = [...runs.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, run] = next;
      ended[index] = await runOne(run, batch);
    }
  };
  await Promise.all(Array.from({ length: batch.atOnce }, work));
  return ended;
}

function tellConversation({ scenario, record }: ScenarioResult): string {
  const turns = record.turns.map(({ speaker, text, startedAt }) => ({
    at: startedAt,
    line: `${speaker}: ${text}`,
  }));
  const tools = record.tools.map((tool) => ({
    at: tool.at,
    line: `   [${tool.name} ${JSON.stringify(tool.arguments)} → ${JSON.stringify(tool.result)?.slice(0, 200)}]`,
  }));
  const told = [...turns, ...tools].toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return [`\n${scenario.id} ${scenario.title}`, ...told.map(({ line }) => line)].join('\n');
}

async function run(plan: ScenarioPlan): Promise<number> {
  if (plan.isEngineReal && !process.env.OPENAI_API_KEY)
    return refuse('--engine openai needs OPENAI_API_KEY: it calls the real model.');
  const file = await readScenarioFile(plan.file === null ? OWN_SCENARIOS : path.resolve(FOLDER, plan.file));
  const { only, speed } = plan;
  const unknown = only?.filter((id) => !file.scenarios.some((scenario) => scenario.id === id)) ?? [];
  if (unknown.length > 0) return refuse(`--only ${unknown.join(',')}: there is no such scenario`);
  const chosen = file.scenarios.filter(({ id }) => only === null || only.includes(id));
  const strange = chosen.filter(({ tenantId }) => !isKnownBusiness(tenantId));
  if (strange.length > 0)
    return refuse(strange.map(({ id, tenantId }) => `${id}: there is no business ${tenantId}`).join('\n'));
  const rounds = Array.from({ length: plan.seeds }, (_, index) => index + 1);
  const runs = rounds.flatMap((round) =>
    chosen.map((scenario) => ({ scenario, engine: chooseEngine(plan, toSeed(round, scenario)) })),
  );
  const passes = plan.mind === 'bad' && !plan.isEngineReal ? hasHeld : hasPassed;
  return runAndReport(runs, { file, speed, atOnce: plan.atOnce, passes }, plan.isTranscriptShown);
}

async function runAndReport(runs: readonly Run[], batch: Batch, isTranscriptShown: boolean): Promise<number> {
  const { passes, speed } = batch;
  const startedAtMs = performance.now();
  const endTestRun = await startTestRun();
  try {
    const ended = await runAll(runs, batch);
    const results = ended.flatMap((one) => ('result' in one ? [one.result] : []));
    const broken = ended.flatMap((one) => ('broken' in one ? [one.broken] : []));
    if (isTranscriptShown) for (const result of results) console.log(tellConversation(result));
    console.log(`\n${toReport(results, { broken, wallMs: performance.now() - startedAtMs, speed, passes })}`);
    return broken.length === 0 && results.every(passes) ? 0 : 1;
  } finally {
    await endTestRun();
  }
}

async function main(): Promise<number> {
  const read = readScenarioArguments(process.argv.slice(2));
  if (read.kind === 'help') console.log(USAGE);
  if (read.kind === 'help') return 0;
  if (read.kind === 'fault') return refuse(`${read.message}\n\n${USAGE}`);
  try {
    return await run(read.plan);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

process.exitCode = await main();
