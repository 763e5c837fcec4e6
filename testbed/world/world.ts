import { createTestDatabase, type TestDatabase } from '@afterhourfix/database/testing';
import { type SystemContext, seedDemoBusinesses } from '@afterhourfix/domain';
import { type Clock, systemClock } from '@afterhourfix/foundation';
import { createVoiceServer, type VoiceOverrides, type VoiceServer } from '@afterhourfix/voice';
import { readVoiceConfig } from '@afterhourfix/voice/config';
import pg from 'pg';
import {
  type Callees,
  type CallRequest,
  type CarrierSimulator,
  signForm,
  startCarrierSimulator,
} from '../simulators/carrier/index.ts';
import {
  type OpenAiRealtimeSimulator,
  type OpenAiRealtimeSimulatorOptions,
  startOpenAiRealtimeSimulator,
} from '../simulators/openai-realtime/index.ts';
import { startTwilioRestSimulator, type TwilioRestSimulator } from '../simulators/twilio-rest/index.ts';
import { Caller } from './caller.ts';
import { CapturedLog } from './captured-log.ts';
import { findFreePort } from './free-port.ts';
import { startLoadBalancer } from './load-balancer.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { watchQueries } from './watch-queries.ts';

export const OAK = { slug: 't_oak', number: '+16145550142', onCall: '+16145550190' } as const;
export const MESA = { slug: 't_mesa', number: '+16025550142', onCall: '+16025550190' } as const;

const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
const AUTH_TOKEN = 'world-auth-token';
const CALLER = '+16145550115';

export interface WorldOptions {
  openai?: OpenAiRealtimeSimulatorOptions;
  voice?: VoiceOverrides;
  /** Time for the voice server and all simulators; the wall's by default. It may spare PostgreSQL, which hurries for nobody. */
  clock?: Clock & { atWallPace?(): Disposable };
  /** How many times faster than true speech a carrier's script runs. */
  scriptSpeed?: number;
  environment?: Record<string, string>;
  /** Who answers when the carrier dials, by number. */
  callees?: Callees;
  /** A second voice node behind one address: webhooks go to the first, media to the second. */
  hasSecondNode?: boolean;
}

/** The whole product on one machine: a real database and the real voice server between simulated vendors. */
export class World implements AsyncDisposable {
  readonly database: TestDatabase;
  readonly voice: VoiceServer;
  readonly carrier: CarrierSimulator;
  readonly rest: TwilioRestSimulator;
  readonly openai: OpenAiRealtimeSimulator;
  readonly log: CapturedLog;
  readonly publicUrl: string;
  /** Between the voice server and PostgreSQL. */
  readonly databaseLine: TcpProxy;
  readonly accountSid = ACCOUNT_SID;
  readonly authToken = AUTH_TOKEN;
  readonly #stack: AsyncDisposableStack;
  readonly #rows: pg.Client;
  /** Problems of the simulated vendors that belong to the story. */
  readonly #expectedProblems: RegExp[] = [];

  constructor(
    parts: Pick<
      World,
      'database' | 'databaseLine' | 'voice' | 'carrier' | 'rest' | 'openai' | 'log' | 'publicUrl'
    > & {
      stack: AsyncDisposableStack;
      rows: pg.Client;
    },
  ) {
    this.database = parts.database;
    this.databaseLine = parts.databaseLine;
    this.voice = parts.voice;
    this.carrier = parts.carrier;
    this.rest = parts.rest;
    this.openai = parts.openai;
    this.log = parts.log;
    this.publicUrl = parts.publicUrl;
    this.#stack = parts.stack;
    this.#rows = parts.rows;
  }

  async placeCall(request: Partial<CallRequest> = {}): Promise<Caller> {
    return new Caller(await this.carrier.placeCall({ from: CALLER, to: OAK.number, ...request }));
  }

  /** Rows as the owner sees them, over all businesses, once everything waiting has been written. */
  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    await this.voice.journal.flush();
    const { rows } = await this.#rows.query<Row>(sql, values);
    return rows;
  }

  /** A webhook as the carrier would send it, signed unless told otherwise. */
  async post(path: string, fields: Record<string, string>, signature?: string): Promise<Response> {
    const url = `${this.publicUrl}${path}`;
    return fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature ?? signForm(AUTH_TOKEN, url, fields) },
      body: new URLSearchParams(fields),
    });
  }

  expectProblem(problem: RegExp): void {
    this.#expectedProblems.push(problem);
  }

  /** Fails the test on what no vendor would have accepted, and on errors that nobody expected. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    const isExpected = (text: string) => this.#expectedProblems.some((problem) => problem.test(text));
    const complaints = [
      ...this.carrier.problems.map((problem) => `carrier: ${JSON.stringify(problem)}`),
      ...this.rest.unexpected.map((unexpected) => `rest: ${unexpected}`),
      ...this.openai.unexpected.map((unexpected) => `openai: ${JSON.stringify(unexpected)}`),
      ...this.log.unexpectedErrors.map((line) => `log: ${JSON.stringify(line)}`),
    ].filter((complaint) => !isExpected(complaint));
    if (complaints.length > 0) throw new Error(`The world is not content:\n${complaints.join('\n')}`);
  }
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const stack = new AsyncDisposableStack();
  const clock = options.clock ? { clock: options.clock } : {};
  const log = new CapturedLog('world');
  const database = stack.use(await createTestDatabase({ log: log.log }));
  const system: SystemContext = { db: database.system, clock: systemClock, log: log.log };
  await seedDemoBusinesses(system);
  const openai = stack.use(
    await startOpenAiRealtimeSimulator({
      acceptedKey: 'world-key',
      msPerCharacter: 10,
      ...clock,
      ...options.openai,
    }),
  );
  const directUrl = new URL(database.ownerUrl);
  const databaseLine = stack.use(
    await startTcpProxy(
      { host: directUrl.hostname, port: Number(directUrl.port) },
      watchQueries(() => options.clock?.atWallPace?.() ?? new DisposableStack()),
    ),
  );
  const lineUrl = new URL(database.ownerUrl);
  lineUrl.host = `127.0.0.1:${databaseLine.port}`;
  const publicPort = await findFreePort();
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const carrier = startCarrierSimulator({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    voiceUrl: `${publicUrl}/twilio/voice`,
    ...clock,
    ...(options.scriptSpeed ? { scriptSpeed: options.scriptSpeed } : {}),
    ...(options.callees ? { callees: options.callees } : {}),
    numbers: {
      [OAK.number]: { voiceUrl: `${publicUrl}/twilio/voice`, statusCallback: `${publicUrl}/twilio/status` },
    },
  });
  const rest = stack.use(
    await startTwilioRestSimulator({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, carrier }),
  );
  const startVoice = (port: number) =>
    createVoiceServer(
      readVoiceConfig({
        PUBLIC_URL: publicUrl,
        VOICE_PORT: String(port),
        DATABASE_URL: lineUrl.toString(),
        OPENAI_API_KEY: 'world-key',
        OPENAI_REALTIME_URL: openai.url,
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_AUTH_TOKEN: AUTH_TOKEN,
        PAYMENT_LINK_URL: 'https://pay.example.com/invoices',
        TWILIO_API_URL: rest.url,
        DRAIN_LIMIT_MS: '1',
        ...options.environment,
      }),
      { log: log.log, ...clock, ...options.voice },
    );
  const voice = stack.use(await startVoice(options.hasSecondNode ? 0 : publicPort));
  const routes = { webhooks: voice.port, media: voice.port };
  if (options.hasSecondNode) {
    const secondNode = stack.use(await startVoice(0));
    routes.media = secondNode.port;
    stack.use(await startLoadBalancer(publicPort, routes));
  }
  // Last of all, for it hangs up while everything else still answers.
  stack.use(carrier);
  const rows = new pg.Client({ connectionString: database.ownerUrl });
  await rows.connect();
  stack.defer(() => rows.end());
  return new World({ database, databaseLine, voice, carrier, rest, openai, log, publicUrl, stack, rows });
}
