import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findFreePort } from './free-port.ts';

const SCRIPT = fileURLToPath(new URL('../../apps/voice/src/main.ts', import.meta.url));
const REQUIRED = {
  PUBLIC_URL: 'http://127.0.0.1:5050',
  OPENAI_API_KEY: 'sk',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
};

/** Starts the voice server by itself, where it can't start, and resolves to how it ended. */
function startInVain(environment: Record<string, string>): Promise<{ code: unknown; output: string }> {
  const { PATH = '', TMPDIR = tmpdir() } = process.env;
  const env = { PATH, TMPDIR, ...REQUIRED, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT], { env, cwd: tmpdir() }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });
}

// Whoever watches over the process starts it again only when it ended with a fault.
test('a voice server whose database cannot be reached ends with a fault and a sentence', async () => {
  const port = await findFreePort();
  const ended = await startInVain({ DATABASE_URL: `postgres://bob:hunter2@127.0.0.1:${port}/db` });
  expect(ended.code).toBe(1);
  expect(ended.output).toMatch(new RegExp(`^PostgreSQL at 127.0.0.1:${port} .DATABASE_URL. cannot be used:`));
  expect(ended.output).not.toMatch(/hunter2|at .*\.ts/);
});

test('a voice server whose settings are wrong ends with a fault and shows no password', async () => {
  const ended = await startInVain({
    DATABASE_URL: 'postgres://bob:hunter2@127.0.0.1:99999/db',
    LOG_LEVEL: 'silent',
  });
  expect(ended.code).toBe(1);
  expect(ended.output).toContain('DATABASE_URL is wrong');
  expect(ended.output).not.toContain('hunter2');
});

test('a voice server whose port is taken ends with a fault', async () => {
  const squatter = createServer().listen(0, '0.0.0.0');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ended = await startInVain({
    VOICE_PORT: String(port),
    DATA_DIR: `${tmpdir()}/afterhourfix-alone-${process.pid}`,
  });
  squatter.close();
  expect(ended.code).not.toBe(0);
  expect(ended.output).toContain('EADDRINUSE');
}, 60_000);
