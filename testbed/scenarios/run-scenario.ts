import type { WeatherSource } from '@afterhourfix/domain';
import type { Callees } from '../simulators/carrier/index.ts';
import type { Mind } from '../simulators/openai-realtime/index.ts';
import { MESA, OAK, startWorld, type World, type WorldOptions } from '../world/world.ts';
import { arrangeScenario, listUnheeded } from './arrange-scenario.ts';
import type { CallRecord } from './call-record.ts';
import { CallerScript } from './caller-script.ts';
import { createFastClock, type FastClock } from './fast-clock.ts';
import { forceResults } from './force-results.ts';
import { type Judgement, judgeScenario } from './judge-scenario.ts';
import { readLineNoise } from './line-noise.ts';
import { type PlayedCall, playCall } from './play-call.ts';
import { ROW_TOOLS, toVocabulary } from './product-tools.ts';
import { readCallRecord } from './read-call-record.ts';
import type { Catalogue, Scenario } from './scenario-file.ts';
import { startTechnicians } from './simulated-technicians.ts';

const TENANTS: Readonly<Record<string, { number: string; onCall: string }>> = {
  t_oak: OAK,
  t_mesa: MESA,
  t_redwood: { number: '+17075550142', onCall: '+17075550190' },
};
/** Whoever is rung takes the call; what a technician answers to a page is of `toolOverrides`. */
const CALLEES: Callees = Object.fromEntries(
  Object.values(TENANTS).map(({ onCall }) => [onCall, { kind: 'answers', presses: '1' }]),
);
/** Of ringing and of what a carrier says itself, against the wall. */
const SCRIPT_SPEED = 20;
/** Speech at the pace at which its words can be carried; natural speech takes five times as long. */
const HURRIED_MS_PER_CHARACTER = 10;

/** Of a scenario file's businesses only these are in the database. */
export const isKnownBusiness = (tenantId: string): boolean => tenantId in TENANTS;

/** Who thinks on the other side of the speech engine's protocol. */
export type Engine =
  | { kind: 'simulated'; mind: () => Mind }
  | { kind: 'real'; environment: Record<string, string> };

export interface Trial {
  scenario: Scenario;
  catalogue: Catalogue;
  engine: Engine;
  /** How many times faster than the wall the call runs; the real engine is as fast as it is. */
  speed: number;
}

export interface ScenarioResult {
  scenario: Scenario;
  judgement: Judgement;
  record: CallRecord;
  /** Tools that the agent has, in the scenarios' vocabulary; null when the engine does not tell. */
  tools: ReadonlySet<string> | null;
  /** What the world complained of: errors in the log, requests that no vendor would accept. */
  complaints: string[];
  durationMs: number;
  /** How many times faster than the wall it truly ran: a busy machine cannot keep up with the speed asked for. */
  truePace: number;
  /** What stands before the call and could not be arranged. */
  unheeded: readonly string[];
}

/** One scenario through the real voice server, on a world of its own. */
export async function runScenario(trial: Trial): Promise<ScenarioResult> {
  const startedAtMs = performance.now();
  const { scenario, catalogue, engine, speed } = trial;
  const complaints: string[] = [];
  const onFault = (error: unknown) => complaints.push(`a timer threw ${String(error)}`);
  const clock = createFastClock({ startsAt: new Date(scenario.now), speed, onFault });
  const offered = new Set<string>(ROW_TOOLS);
  // How technicians answer is theirs to say, by text.
  const { dispatch_technician: _answers, ...overrides } = scenario.context.toolOverrides;
  const forced = forceResults(overrides);
  const world = await startWorld({
    ...toWorldOptions(engine, offered),
    voice: { overrideTool: forced.override, weather: toWeather(scenario) },
    clock,
    scriptSpeed: SCRIPT_SPEED / speed,
  });
  try {
    const { aliases, othersData } = await arrangeScenario(world, scenario);
    await using technicians = await startTechnicians(world, { scenario, clock });
    const { callSid, played } = await call(world, { ...trial, clock });
    complaints.push(...technicians.faults);
    const truePace = clock.truePace();
    const record = await readCallRecord(world, { callSid, played, aliases });
    const judgement = judgeScenario({ scenario, catalogue, record, othersData });
    const tools = engine.kind === 'simulated' ? offered : null;
    const unheeded = listUnheeded(scenario, forced.listUnknown());
    complaints.push(...(await close(world)));
    return {
      scenario,
      judgement,
      record,
      tools,
      complaints,
      durationMs: performance.now() - startedAtMs,
      truePace,
      unheeded,
    };
  } catch (error) {
    await close(world);
    throw error;
  }
}

/** As cold or warm as the scenario says, wherever. */
function toWeather({ context }: Scenario): WeatherSource {
  return { findWeather: async () => ({ outdoorTemperatureF: context.weather.tempF }) };
}

function toWorldOptions(engine: Engine, offered: Set<string>): WorldOptions {
  if (engine.kind === 'real') return { callees: CALLEES, environment: engine.environment };
  return {
    callees: CALLEES,
    openai: { msPerCharacter: HURRIED_MS_PER_CHARACTER, mind: () => listening(engine.mind(), offered) },
  };
}

/** The mind, and beside it a list of the tools it was offered. */
function listening(mind: Mind, offered: Set<string>): Mind {
  return {
    respond(context) {
      for (const { name } of context.tools) offered.add(toVocabulary(name));
      return mind.respond(context);
    },
  };
}

async function call(
  world: World,
  { scenario, catalogue, engine, clock }: Trial & { clock: FastClock },
): Promise<{ callSid: string; played: PlayedCall }> {
  const to = TENANTS[scenario.tenantId]?.number;
  if (!to) throw new Error(`${scenario.id}: there is no business ${scenario.tenantId}`);
  const placed = await world.carrier.placeCall({ from: scenario.context.callerId, to });
  const script = new CallerScript(scenario, catalogue.safetyInstructions);
  const told = new Set<string>();
  const played = await playCall({
    call: placed,
    script,
    clock,
    lineNoise: readLineNoise(scenario.context.lineNoise),
    isEngineSimulated: engine.kind === 'simulated',
    readAgentWords: () => readNewWords(world, placed.callSid, told),
  });
  await world.voice.journal.flush();
  return { callSid: placed.callSid, played };
}

async function readNewWords(world: World, callSid: string, told: Set<string>): Promise<string[]> {
  const rows = await world.rows<{ id: string; text: string }>(
    `select t.id, t.text from transcript_turns t join calls c on c.id = t.call_id
     where c.call_sid = $1 and t.speaker = 'agent' order by t.started_at`,
    [callSid],
  );
  const fresh = rows.filter(({ id }) => !told.has(id));
  for (const { id } of fresh) told.add(id);
  return fresh.map(({ text }) => text);
}

async function close(world: World): Promise<string[]> {
  try {
    await world[Symbol.asyncDispose]();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
