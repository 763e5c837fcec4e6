import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const PROGRAM = `
import { runUntilSignal } from ${JSON.stringify(new URL('run-until-signal.ts', import.meta.url).href)};
await runUntilSignal(async () => {
  console.log('started');
  const keepAlive = setInterval(() => undefined, 1_000);
  return {
    drain: () => new Promise((resolve) => {
      console.log('draining');
      process.stdin.once('data', resolve);
    }),
    async [Symbol.asyncDispose]() {
      clearInterval(keepAlive);
      process.stdin.destroy();
      console.log('closed');
    },
  };
});
`;

async function startProgram() {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', PROGRAM], {
    stdio: 'pipe',
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  expect(await nextLine()).toBe('started');
  return { child, nextLine, exited: once(child, 'exit') };
}

test('a signal drains the program, which closes when it has drained', async () => {
  const { child, nextLine, exited } = await startProgram();
  child.kill('SIGTERM');
  expect(await nextLine()).toBe('draining');
  child.stdin.write('\n');
  expect(await nextLine()).toBe('closed');
  expect(await exited).toEqual([0, null]);
});

test('the echo of a signal neither kills the program nor cuts its draining short', async () => {
  const { child, nextLine, exited } = await startProgram();
  child.kill('SIGINT');
  expect(await nextLine()).toBe('draining');
  child.kill('SIGINT');
  child.stdin.write('\n');
  expect(await nextLine()).toBe('closed');
  expect(await exited).toEqual([0, null]);
});
