import path from 'node:path';
import { openDatabase, resolveDatabaseServer, startJobRunner } from '@afterhourfix/database';
import { forBusiness, type Jobs, writeSummary } from '@afterhourfix/domain';
import { createLogger, type Environment, type Logger, Secret, systemClock } from '@afterhourfix/foundation';
import { createVoiceServer } from '@afterhourfix/voice';
import { readVoiceConfig } from '@afterhourfix/voice/config';
import { z } from 'zod';
import { startOpenAiRealtimeSimulator } from '../simulators/openai-realtime/index.ts';
import { findFreePort } from '../world/free-port.ts';
import { findRunningWorld } from '../world/world-file.ts';

const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
const AUTH_TOKEN = 'one-call-auth-token';
const ENGINE_KEY = 'one-call-engine-key';
/** About what the real engine takes to its first sound. */
const THINKING_MS = 300;
const ERROR_LEVEL = 50;
const HURRIED_MS_PER_CHARACTER = 10;

/** The voice server that a call goes through. */
export interface CallServer extends AsyncDisposable {
  description: string;
  publicUrl: string;
  accountSid: string;
  authToken: string;
  databaseUrl: string;
  dataDir: string;
  /** What the server or the engine complained of; empty for one that runs elsewhere and logs there. */
  complaints(): string[];
}

/** The world that `npm start` runs on this data folder, or a voice server of its own for one call. */
export async function findCallServer(given: Environment, isHurried: boolean): Promise<CallServer> {
  const dataDir = path.resolve(given.DATA_DIR || '.data');
  const world = await findRunningWorld(dataDir);
  if (!world) return startCallServer({ ...given, DATA_DIR: dataDir }, isHurried);
  return {
    ...world,
    description: `the one that runs at ${world.publicUrl} (process ${world.pid})`,
    dataDir,
    complaints: () => [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function startCallServer(given: Environment, isHurried: boolean): Promise<CallServer> {
  await using stack = new AsyncDisposableStack();
  const logLines: string[] = [];
  const log = createLogger({
    name: 'call',
    level: 'warn',
    destination: { write: (line: string) => void logLines.push(toComplaint(line)) },
  });
  const engine = await standInForEngine(given, isHurried, stack);
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const config = readVoiceConfig({
    ...engine.environment,
    PUBLIC_URL: publicUrl,
    VOICE_PORT: String(port),
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_NEXT_AUTH_TOKEN: '',
    SEED_DEMO: '1',
    DRAIN_LIMIT_MS: '1',
  });
  const { dataDir, ownerUrl } = config.database;
  const database = stack.use(await resolveDatabaseServer({ databaseUrl: ownerUrl?.reveal(), dataDir, log }));
  const withDatabase = {
    ...config,
    database: { ...config.database, ownerUrl: new Secret(database.ownerUrl) },
  };
  stack.use(await createVoiceServer(withDatabase, { log }));
  stack.use(await startSummaries(database.ownerUrl, log));
  const running = stack.move();
  return {
    description: `one of its own (${engine.description}, ${database.isEmbedded ? `embedded PostgreSQL in ${dataDir}` : 'PostgreSQL of DATABASE_URL'})`,
    publicUrl,
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    databaseUrl: database.ownerUrl,
    dataDir,
    complaints: () => [...logLines, ...engine.complaints()],
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Of the worker only what a call's rows lack without it: no page must go out, nor seem to. */
async function startSummaries(ownerUrl: string, log: Logger): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openDatabase({ ownerUrl, poolSize: 1, log }));
  const system = { db: database.system, clock: systemClock, log };
  const name = 'calls.summarise';
  const summarise = async ({ businessId, callId }: Jobs[typeof name]) =>
    writeSummary(await forBusiness(system, businessId, { kind: 'job', name }), { callId });
  const { appUrl } = database;
  stack.use(await startJobRunner<Pick<Jobs, typeof name>>({ appUrl, queues: { [name]: summarise }, log }));
  return stack.move();
}

const LogLine = z.object({
  level: z.number(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

/** A log line as a person reads it. */
function toComplaint(json: string): string {
  const { level, msg, err } = LogLine.parse(JSON.parse(json));
  return `voice server, ${level >= ERROR_LEVEL ? 'error' : 'warning'}: ${[msg, err?.message].filter(Boolean).join(': ')}`;
}

interface EngineStanding {
  environment: Environment;
  description: string;
  complaints(): string[];
}

async function standInForEngine(
  given: Environment,
  isHurried: boolean,
  stack: AsyncDisposableStack,
): Promise<EngineStanding> {
  if (given.OPENAI_API_KEY || given.OPENAI_REALTIME_URL) {
    const description = `engine at ${given.OPENAI_REALTIME_URL || 'OpenAI'}`;
    return { environment: given, description, complaints: () => [] };
  }
  const pace = isHurried ? { msPerCharacter: HURRIED_MS_PER_CHARACTER } : {};
  const simulator = stack.use(
    await startOpenAiRealtimeSimulator({ acceptedKey: ENGINE_KEY, thinkingMs: THINKING_MS, ...pace }),
  );
  return {
    environment: { ...given, OPENAI_API_KEY: ENGINE_KEY, OPENAI_REALTIME_URL: simulator.url },
    description: 'simulated engine',
    complaints: () => simulator.unexpected.map((unexpected) => `engine: ${JSON.stringify(unexpected)}`),
  };
}
