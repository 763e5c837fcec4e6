import { createApiServer } from '@afterhourfix/api';
import { type ApiConfig, readApiConfig } from '@afterhourfix/api/config';
import { type DatabaseSettings, resolveDatabaseServer } from '@afterhourfix/database';
import { createLogger, type Environment, type Logger, Secret } from '@afterhourfix/foundation';
import { createVoiceServer, type VoiceServer } from '@afterhourfix/voice';
import { readVoiceConfig, type VoiceConfig } from '@afterhourfix/voice/config';
import { createWorker } from '@afterhourfix/worker';
import { readWorkerConfig, type WorkerConfig } from '@afterhourfix/worker/config';
import pretty from 'pino-pretty';
import { assertNothingRuns } from './free-port.ts';
import { connectOwnLines, type OwnLine } from './own-lines.ts';
import { standInForVendors, type VendorStanding } from './simulated-vendors.ts';
import { writeWorldFile } from './world-file.ts';

/** For one person at one machine: quiet, with something to ring, and no long waiting for calls at the end. */
const DEFAULTS: Environment = { LOG_LEVEL: 'warn', SEED_DEMO: '1', DRAIN_LIMIT_MS: '10000' };

export interface LocalWorld extends AsyncDisposable {
  publicUrl: string;
  voicePort: number;
  apiPort: number;
  /** Null: the embedded server, whose data lie in `dataDir`. */
  databaseHost: string | null;
  dataDir: string;
  standings: readonly VendorStanding[];
  /** Real numbers that ring here; null when the real carrier did not tell. */
  ownLines: readonly OwnLine[] | null;
  /** Callers on the line, with the agent or in the keypad script. */
  readonly openCallCount: number;
  /** How long calls may go on while it drains. */
  drainLimitMs: number;
  /** Takes no more calls, lets the present ones end, hands the rest over. */
  drain(): Promise<void>;
}

/** Everything on one machine in one process: database, voice, API, worker, and who stands in for the vendors. */
export async function startLocalWorld(given: Environment): Promise<LocalWorld> {
  await using stack = new AsyncDisposableStack();
  const { environment, standings } = await standInForVendors(withDefaults(given), stack);
  const configs = {
    voice: readVoiceConfig(environment),
    api: readApiConfig(environment),
    worker: readWorkerConfig(environment),
  };
  const { dataDir, ownerUrl } = configs.voice.database;
  const ports = { VOICE_PORT: configs.voice.port, API_PORT: configs.api.port };
  await assertNothingRuns(ports, dataDir);
  const log = createWorldLog(configs.voice.logLevel);
  const { database, voiceServer } = await startApps(configs, { log, stack });
  const isCarrierSimulated = standings.some(({ name, isSimulated }) => name === 'telephone' && isSimulated);
  const ownLines = isCarrierSimulated
    ? []
    : await connectOwnLines(configs, { database, log: log('numbers') });
  // Not with real keys: they stay where their owner put them.
  if (isCarrierSimulated) stack.use(await tellCallers(configs.voice, database));
  const running = stack.move();
  return {
    publicUrl: configs.voice.publicUrl,
    voicePort: ports.VOICE_PORT,
    apiPort: ports.API_PORT,
    databaseHost: ownerUrl && new URL(ownerUrl.reveal()).host,
    dataDir,
    standings,
    ownLines,
    get openCallCount() {
      return voiceServer.liveCalls.count + voiceServer.liveCalls.awaited.count;
    },
    drainLimitMs: configs.voice.limits.drainLimitMs,
    drain: () => voiceServer.drain(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function withDefaults(given: Environment): Environment {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== '';
  return { ...DEFAULTS, ...Object.fromEntries(Object.entries(given).filter(isSet)) };
}

type LogOf = (name: string) => Logger;

function createWorldLog(level: string): LogOf {
  const destination = pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' });
  return (name) => createLogger({ name, level, destination });
}

interface Configs {
  voice: VoiceConfig;
  api: ApiConfig;
  worker: WorkerConfig;
}

type RunningDatabase = DatabaseSettings & { readonly ownerUrl: Secret };

/** Voice first: it migrates and seeds. Resolves to it and to the database they all use. */
async function startApps(
  { voice, api, worker }: Configs,
  { log, stack }: { log: LogOf; stack: AsyncDisposableStack },
): Promise<{ database: RunningDatabase; voiceServer: VoiceServer }> {
  const { dataDir, ownerUrl } = voice.database;
  const server = stack.use(
    await resolveDatabaseServer({ databaseUrl: ownerUrl?.reveal(), dataDir, log: log('database') }),
  );
  const database = { ...voice.database, ownerUrl: new Secret(server.ownerUrl) };
  const voiceServer = stack.use(await createVoiceServer({ ...voice, database }, { log: log('voice') }));
  stack.use(await createApiServer({ ...api, database }, { log: log('api') }));
  stack.use(await createWorker({ ...worker, database }, { log: log('worker') }));
  return { database, voiceServer };
}

function tellCallers(voice: VoiceConfig, database: RunningDatabase): Promise<AsyncDisposable> {
  const { accountSid, authTokens } = voice.carrier;
  return writeWorldFile(database.dataDir, {
    pid: process.pid,
    publicUrl: voice.publicUrl,
    accountSid,
    authToken: authTokens[0]?.reveal() ?? '',
    databaseUrl: database.ownerUrl.reveal(),
  });
}
