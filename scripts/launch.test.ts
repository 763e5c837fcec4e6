import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** Stands for npm install: writes what npm writes, last the hidden lock file, and notes that it ran. */
const FAKE_NPM = `#!/bin/sh
echo "$@" >> npm-runs.txt
rm -rf node_modules
mkdir -p node_modules
[ -e npm-fails ] && exit 7
while [ -e npm-waits ]; do sleep 0.05; done
cp package-lock.json node_modules/.package-lock.json
`;

const LOCK = {
  packages: {
    '': { name: 'fixture' },
    'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
    'node_modules/other-platform': { version: '1.0.0', optional: true, os: ['sunos'], cpu: ['sparc'] },
  },
};

let root: string;
let children: ChildProcess[];

beforeEach(() => {
  children = [];
  root = join(mkdtempSync(join(tmpdir(), 'launch-')), 'a folder with spaces');
  mkdirSync(join(root, 'scripts'), { recursive: true });
  mkdirSync(join(root, 'bin'));
  for (const file of ['launch.mjs', 'install.mjs']) {
    cpSync(join(import.meta.dirname, file), join(root, 'scripts', file));
  }
  writeFileSync(join(root, 'bin/npm'), FAKE_NPM);
  chmodSync(join(root, 'bin/npm'), 0o755);
  writeLock(LOCK);
  writeFileSync(
    join(root, 'say.ts'),
    "console.log('said', process.argv.slice(2).join(',') satisfies string);",
  );
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dirname(root), { recursive: true, force: true });
});

const writeLock = (lock: object) => writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));

/** What a user's own npm install leaves behind. */
function installByHand(packages: object = LOCK.packages) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

function countNpmRuns(): number {
  const file = join(root, 'npm-runs.txt');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

function start(words: string[], path = `${join(root, 'bin')}${delimiter}${process.env.PATH}`) {
  const child = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), ...words], {
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const seen = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      seen.text += text;
      child.emit('said');
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, text: seen.text }));
  const untilSaid = async (words: string) => {
    while (!seen.text.includes(words)) await once(child, 'said');
  };
  return { child, ended, untilSaid };
}

test('a fresh clone installs, runs the script with its arguments, and does not install again', async () => {
  const first = await start(['say.ts', 'a b', 'c']).ended;
  expect(first).toEqual({ code: 0, text: expect.stringContaining('said a b,c') });
  expect(await start(['say.ts']).ended).toEqual({ code: 0, text: 'said \n' });
  expect(countNpmRuns()).toBe(1);
});

test('what the user installed by hand is not installed again', async () => {
  installByHand();
  await start(['say.ts']).ended;
  expect(countNpmRuns()).toBe(0);
});

test.each([
  ['lacks a package', {}],
  ['holds another version', { 'node_modules/zod': { version: '3.0.0', integrity: 'sha512-a' } }],
  ['holds other contents', { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-b' } }],
])('an install that %s is made anew', async (_, packages) => {
  installByHand(packages);
  await start(['say.ts']).ended;
  expect(countNpmRuns()).toBe(1);
});

test('a changed lock file is installed once', async () => {
  await start(['say.ts']).ended;
  writeLock({ packages: { ...LOCK.packages, 'node_modules/ws': { version: '8.0.0' } } });
  await start(['say.ts']).ended;
  await start(['say.ts']).ended;
  expect(countNpmRuns()).toBe(2);
});

test('an optional package that npm leaves out although it fits this machine is asked for only once', async () => {
  const fitting = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
  const npm = FAKE_NPM.replace('cp package-lock.json', 'cp without-optional.json');
  writeFileSync(join(root, 'bin/npm'), npm);
  writeFileSync(join(root, 'without-optional.json'), JSON.stringify(LOCK));
  writeLock({ packages: { ...LOCK.packages, 'node_modules/fitting': fitting } });
  await start(['say.ts']).ended;
  await start(['say.ts']).ended;
  expect(countNpmRuns()).toBe(1);
});

test('of two starts at once one installs and the other waits for it', async () => {
  writeFileSync(join(root, 'npm-waits'), '');
  const first = start(['say.ts', 'first']);
  await first.untilSaid('Installing');
  const second = start(['say.ts', 'second']);
  await second.untilSaid('waiting');
  rmSync(join(root, 'npm-waits'));
  expect(await first.ended).toEqual({ code: 0, text: expect.stringContaining('said first') });
  expect(await second.ended).toEqual({ code: 0, text: expect.stringContaining('said second') });
  expect(countNpmRuns()).toBe(1);
});

test('an interrupted install ends with the code of its signal and is made anew at the next start', async () => {
  writeFileSync(join(root, 'npm-waits'), '');
  const interrupted = start(['say.ts']);
  await interrupted.untilSaid('Installing');
  await expect.poll(countNpmRuns).toBe(1);
  interrupted.child.kill('SIGINT');
  expect((await interrupted.ended).code).toBe(128 + constants.signals.SIGINT);
  rmSync(join(root, 'npm-waits'));
  expect((await start(['say.ts']).ended).text).toContain('said');
  expect(countNpmRuns()).toBe(2);
});

test('a lock left by a start that was killed is taken over', async () => {
  const busy = join(root, '.data/installing');
  mkdirSync(dirname(busy));
  writeFileSync(busy, '');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(busy, longAgo, longAgo);
  expect((await start(['say.ts']).ended).text).toContain('said');
  expect(existsSync(busy)).toBe(false);
});

test('a failed install ends with the code of npm and leaves no lock', async () => {
  writeFileSync(join(root, 'npm-fails'), '');
  const { code, text } = await start(['say.ts']).ended;
  expect(code).toBe(7);
  expect(text).toContain('npm install ended with 7');
  expect(existsSync(join(root, '.data/installing'))).toBe(false);
});

test('a machine without npm is told so', async () => {
  const { code, text } = await start(['say.ts'], join(root, 'nothing-here')).ended;
  expect(code).toBe(127);
  expect(text).toContain('npm was not found');
});

test('the exit code of the script is passed on', async () => {
  installByHand();
  writeFileSync(join(root, 'fail.ts'), 'process.exit(3);');
  expect((await start(['fail.ts']).ended).code).toBe(3);
});

test('a signal reaches the script once however often it is repeated at once, and its exit code comes back', async () => {
  installByHand();
  const text = `let count = 0;
    process.on('SIGTERM', () => { count += 1; setTimeout(() => { console.log('signals', count); process.exit(9); }, 100); });
    setInterval(() => {}, 1000);
    console.log('ready');`;
  writeFileSync(join(root, 'serve.ts'), text);
  const serving = start(['serve.ts']);
  await serving.untilSaid('ready');
  serving.child.kill('SIGTERM');
  serving.child.kill('SIGTERM');
  expect(await serving.ended).toEqual({ code: 9, text: 'ready\nsignals 1\n' });
});

test('a script ends when the shell that npm put between dies', async () => {
  installByHand();
  const text = `process.on('SIGTERM', () => { console.log('closed'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('ready');`;
  writeFileSync(join(root, 'serve.ts'), text);
  const shell = spawn(
    'sh',
    ['-c', '"$0" "$1" serve.ts; true', process.execPath, join(root, 'scripts/launch.mjs')],
    {
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(shell);
  const lines = createInterface(shell.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  shell.kill('SIGTERM');
  expect((await lines.next()).value).toBe('closed');
});

test('a script that dies of a signal ends the launch with the code a shell would give', async () => {
  installByHand();
  writeFileSync(join(root, 'die.ts'), "process.kill(process.pid, 'SIGKILL');");
  expect((await start(['die.ts']).ended).code).toBe(128 + constants.signals.SIGKILL);
});

test('a start without a script explains itself', async () => {
  installByHand();
  expect(await start([]).ended).toEqual({ code: 1, text: expect.stringContaining('Usage') });
});
