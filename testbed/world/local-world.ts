import { createApiServer } from '@afterhourfix/api';
import { readApiConfig } from '@afterhourfix/api/config';
import { resolveDatabaseServer } from '@afterhourfix/database';
import { createLogger, type Environment, Secret } from '@afterhourfix/foundation';
import { createVoiceServer } from '@afterhourfix/voice';
import { readVoiceConfig } from '@afterhourfix/voice/config';
import { createWorker } from '@afterhourfix/worker';
import { readWorkerConfig } from '@afterhourfix/worker/config';
import pretty from 'pino-pretty';
import { assertPortsFree } from './free-port.ts';
import { standInForVendors, type VendorStanding } from './simulated-vendors.ts';
import { writeWorldFile } from './world-file.ts';

/** For one person at one machine: quiet, with something to ring, and no waiting for calls at the end. */
const DEFAULTS: Environment = { LOG_LEVEL: 'warn', SEED_DEMO: '1', DRAIN_LIMIT_MS: '1' };

export interface LocalWorld extends AsyncDisposable {
  publicUrl: string;
  voicePort: number;
  apiPort: number;
  /** Null: the embedded server, whose data lie in `dataDir`. */
  databaseHost: string | null;
  dataDir: string;
  standings: readonly VendorStanding[];
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
  await assertPortsFree(ports, dataDir);
  const databaseUrl = await startApps(configs, stack);
  const { publicUrl } = configs.voice;
  const { accountSid, authTokens } = configs.voice.carrier;
  const authToken = authTokens[0]?.reveal() ?? '';
  stack.use(
    await writeWorldFile(dataDir, { pid: process.pid, publicUrl, accountSid, authToken, databaseUrl }),
  );
  const running = stack.move();
  return {
    publicUrl,
    voicePort: ports.VOICE_PORT,
    apiPort: ports.API_PORT,
    databaseHost: ownerUrl && new URL(databaseUrl).host,
    dataDir,
    standings,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function withDefaults(given: Environment): Environment {
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined && value !== '';
  return { ...DEFAULTS, ...Object.fromEntries(Object.entries(given).filter(isSet)) };
}

interface Configs {
  voice: ReturnType<typeof readVoiceConfig>;
  api: ReturnType<typeof readApiConfig>;
  worker: ReturnType<typeof readWorkerConfig>;
}

/** Voice first: it migrates and seeds. Resolves to the URL of the database. */
async function startApps({ voice, api, worker }: Configs, stack: AsyncDisposableStack): Promise<string> {
  const destination = pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' });
  const logOf = (name: string) => createLogger({ name, level: voice.logLevel, destination });
  const { dataDir, ownerUrl } = voice.database;
  const server = stack.use(
    await resolveDatabaseServer({ databaseUrl: ownerUrl?.reveal(), dataDir, log: logOf('database') }),
  );
  const database = { ...voice.database, ownerUrl: new Secret(server.ownerUrl) };
  const voiceServer = await createVoiceServer({ ...voice, database }, { log: logOf('voice') });
  stack.defer(async () => {
    await voiceServer.drain();
    await voiceServer[Symbol.asyncDispose]();
  });
  stack.use(await createApiServer({ ...api, database }, { log: logOf('api') }));
  stack.use(await createWorker({ ...worker, database }, { log: logOf('worker') }));
  return server.ownerUrl;
}
