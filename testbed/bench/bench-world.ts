import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DatabaseServer, resolveDatabaseServer } from '@afterhourfix/database';
import { silentLogger } from '@afterhourfix/foundation';
import pg from 'pg';
import { findFreePort } from '../world/free-port.ts';
import { BenchChild } from './bench-child.ts';
import type { CallerDesk } from './caller-side.ts';
import type { EngineDesk } from './engine-side.ts';
import type { FloorDesk } from './floor.ts';
import type { Sides, Subject } from './one-run.ts';
import type { VoiceDesk } from './voice-process.ts';

const ACCOUNT = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'bench-auth-token' };

export interface BenchWorld extends AsyncDisposable {
  sides: Sides;
  /** A second carrier, for calls on both servers at once. */
  pairedCallers: BenchChild<CallerDesk>;
  floor: Subject;
  voice: Subject;
}

/** Six processes: the carrier twice, the engine, PostgreSQL, and the two servers that are compared. */
export async function startBenchWorld(options: {
  deltaMs: number;
  maxCalls: number;
  nodeFlags: string[];
}): Promise<BenchWorld> {
  const stack = new AsyncDisposableStack();
  try {
    const engine = stack.use(new BenchChild<EngineDesk>('engine-side.ts'));
    const callers = stack.use(new BenchChild<CallerDesk>('caller-side.ts'));
    const { url: engineUrl, clockOffsetMs: engineOffsetMs } = await engine.ask('start', options);
    const { clockOffsetMs: callerOffsetMs } = await callers.ask('start', ACCOUNT);
    const pairedCallers = stack.use(new BenchChild<CallerDesk>('caller-side.ts'));
    await pairedCallers.ask('start', ACCOUNT);
    const floor = await startFloor({ ...options, engineUrl }, stack);
    const voice = await startVoice({ ...options, engineUrl }, stack);
    const sides = { engine, callers, engineOffsetMs, callerOffsetMs };
    return { sides, pairedCallers, floor, voice, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function startFloor(
  options: { engineUrl: string; nodeFlags: string[] },
  stack: AsyncDisposableStack,
): Promise<Subject> {
  const environment = { OPENAI_REALTIME_URL: `${options.engineUrl}?model=gpt-realtime-2.1` };
  const child = stack.use(new BenchChild<FloorDesk>('floor.ts', { ...options, environment }));
  const mediaUrl = await child.ask('start');
  const twiml = `<?xml version="1.0" encoding="UTF-8"?><Response><Connect><Stream url="${mediaUrl}"/></Connect></Response>`;
  const webhook = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/xml' }).end(twiml);
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  stack.defer(() => void webhook.close());
  // A TCP server's address is an object, never a pipe's name.
  const { port } = webhook.address() as AddressInfo;
  const voiceUrl = `http://127.0.0.1:${port}/voice`;
  return { name: 'floor', child, voiceUrl, isStatusReported: false, idle: await child.ask('memory') };
}

async function startVoice(
  options: { engineUrl: string; maxCalls: number; nodeFlags: string[] },
  stack: AsyncDisposableStack,
): Promise<Subject> {
  const { server, dataDir } = await startDatabase(stack);
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const environment = {
    PUBLIC_URL: publicUrl,
    VOICE_PORT: String(port),
    DATABASE_URL: server.ownerUrl,
    DATABASE_APP_URL: '',
    DATA_DIR: dataDir,
    OPENAI_API_KEY: 'bench',
    OPENAI_REALTIME_URL: options.engineUrl,
    OPENAI_REALTIME_MODEL: '',
    OPENAI_KEY_HEADER: '',
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    SEED_DEMO: '1',
    MAX_LIVE_CALLS: String(options.maxCalls),
  };
  const child = stack.use(new BenchChild<VoiceDesk>('voice-process.ts', { ...options, environment }));
  await child.ask('start');
  await allowManyCalls(server.ownerUrl, options.maxCalls);
  const voiceUrl = `${publicUrl}/twilio/voice`;
  return { name: 'voice', child, voiceUrl, isStatusReported: true, idle: await child.ask('memory') };
}

async function startDatabase(
  stack: AsyncDisposableStack,
): Promise<{ server: DatabaseServer; dataDir: string }> {
  const dataDir = path.join(tmpdir(), `afterhourfix-bench-${process.pid}`);
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const server = stack.use(
    await resolveDatabaseServer({ databaseUrl: undefined, dataDir, log: silentLogger }),
  );
  return { server, dataDir };
}

/** The demo businesses allow fewer calls at once than the bench places. */
async function allowManyCalls(ownerUrl: string, maxCalls: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('update businesses set max_live_calls = $1', [maxCalls]);
  } finally {
    await client.end();
  }
}
