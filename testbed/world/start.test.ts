import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signForm } from '../simulators/carrier/index.ts';
import { findFreePort } from './free-port.ts';
import { findRunningWorld } from './world-file.ts';

const SCRIPT = fileURLToPath(new URL('./start.ts', import.meta.url));

const started = new Set<Started>();
let folder: string;
let ports: { VOICE_PORT: string; API_PORT: string };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'afterhourfix-start-'));
  ports = { VOICE_PORT: String(await findFreePort()), API_PORT: String(await findFreePort()) };
});
afterAll(async () => {
  for (const one of started) one.signal('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

class Started {
  output = '';
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #said = new Set<() => void>();

  constructor(environment: Record<string, string> = {}) {
    started.add(this);
    const { PATH = '', TMPDIR = tmpdir() } = process.env;
    this.#child = spawn(process.execPath, [SCRIPT], {
      // No `.env` of the checkout is read there.
      cwd: folder,
      env: { PATH, TMPDIR, DATA_DIR: folder, ...ports, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, as in a terminal.
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => {
        this.output += chunk;
        for (const check of this.#said) check();
      });
    this.exited = once(this.#child, 'exit').then(() => {
      started.delete(this);
      return this.#child.exitCode;
    });
  }

  async untilSaid(words: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = () => this.output.includes(words) && resolve();
    this.#said.add(check);
    check();
    const left = this.exited.then(() => Promise.reject(new Error(`It ended early:\n${this.output}`)));
    await Promise.race([promise, left]);
  }

  /** As the terminal does on Ctrl-C: to all of the group. */
  signal(name: NodeJS.Signals): void {
    if (this.#child.pid) process.kill(-this.#child.pid, name);
  }
}

const ask = async (port: string) => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;

test('starts from nothing, survives a kill, and two Ctrl-C in a row stop it in order', {
  timeout: 90_000,
}, async () => {
  const first = new Started();
  await first.untilSaid('Ctrl-C stops everything.');
  expect(first.output).toMatch(/speech engine +SIMULATED/);
  expect(first.output).toContain('+16145550142   Oak and Iron Home Services');
  expect([await ask(ports.VOICE_PORT), await ask(ports.API_PORT)]).toEqual([200, 200]);
  const file = await stat(path.join(folder, 'world.json'));
  expect(file.mode & 0o777).toBe(0o600);
  const world = await findRunningWorld(folder);
  expect(world).toMatchObject({ publicUrl: `http://127.0.0.1:${ports.VOICE_PORT}` });

  const rival = new Started();
  expect(await rival.exited).toBe(1);
  expect(rival.output).toContain(
    `Port ${ports.VOICE_PORT} is in use by an \`npm start\` that still runs here`,
  );
  expect(await findRunningWorld(folder)).toEqual(world);

  first.signal('SIGKILL');
  await first.exited;
  expect(await findRunningWorld(folder)).toBeNull();

  const second = new Started();
  await second.untilSaid('Ctrl-C stops everything.');
  expect(await findRunningWorld(folder)).not.toBeNull();
  second.signal('SIGINT');
  await second.untilSaid('Stopping');
  second.signal('SIGINT');
  expect(await second.exited).toBe(0);
  expect(second.output).not.toMatch(/error/i);
  await expect(stat(path.join(folder, 'world.json'))).rejects.toThrow('ENOENT');
  await expect(stat(path.join(folder, 'postgres/cluster/postmaster.pid'))).rejects.toThrow('ENOENT');
});

test('Ctrl-C while a caller is on the line says what it waits for, and for how long', async () => {
  const start = new Started({ DRAIN_LIMIT_MS: '900' });
  await start.untilSaid('Ctrl-C stops everything.');
  const world = await findRunningWorld(folder);
  const url = `${world?.publicUrl}/twilio/voice`;
  const fields = { CallSid: 'CA1', From: '+16145550115', To: '+16145550142', CallStatus: 'ringing' };
  const headers = { 'x-twilio-signature': signForm(world?.authToken ?? '', url, fields) };
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
  expect(await answer.text()).toContain('<Stream');
  start.signal('SIGINT');
  await start.untilSaid('1 on the line: waiting for the end of their calls, 1 s at most.');
  expect(await start.exited).toBe(0);
  expect(start.output).not.toMatch(/error/i);
});

test('a port that another program uses is named together with its variable', async () => {
  const squatter = createServer().listen(0, '0.0.0.0');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  const start = new Started({ API_PORT: port });
  expect(await start.exited).toBe(1);
  expect(start.output).toContain(
    `Port ${port} is in use by another program. Stop it, or set API_PORT to another port.`,
  );
  squatter.close();
});

test('with half of the keys it says what is missing, also when they stand in .env', async () => {
  const file = path.join(folder, '.env');
  await writeFile(file, 'TWILIO_ACCOUNT_SID=AC123\n');
  const start = new Started();
  expect(await start.exited).toBe(1);
  expect(start.output).toContain('TWILIO_AUTH_TOKEN is missing');
  expect(start.output).toContain('PUBLIC_URL is missing');
  await rm(file);
});
