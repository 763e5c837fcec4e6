import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from './project-files.ts';

interface Check {
  name: string;
  /** A command of node_modules/.bin, or a script of this folder. */
  command: readonly [file: string, ...words: string[]];
}

interface CheckResult {
  name: string;
  isPassed: boolean;
  seconds: number;
  output: string;
}

/** The longest first, so that the short ones fill the other core meanwhile. */
const CHECKS: readonly Check[] = [
  { name: 'unused code', command: ['knip', '--no-progress', '--no-config-hints'] },
  {
    name: 'format and lint',
    command: ['biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=200', '.'],
  },
  { name: 'types', command: ['tsc', '--pretty', 'false'] },
  { name: 'import law', command: ['check-imports.ts'] },
  { name: 'sizes', command: ['check-sizes.ts'] },
  { name: 'words and names', command: ['check-words.ts'] },
  { name: 'lock file', command: ['check-lock.ts'] },
  { name: 'document references', command: ['check-doc-links.ts'] },
];

function runCheck({ name, command: [file, ...words] }: Check): Promise<CheckResult> {
  const path = file.endsWith('.ts')
    ? join(import.meta.dirname, file)
    : join(PROJECT_ROOT, 'node_modules/.bin', file);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path, ...words], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = (performance.now() - startedAt) / 1_000;
      resolve({ name, isPassed: code === 0, seconds, output: output.trim() });
    });
  });
}

/** Runs `checks` side by side, as many as there are cores, and answers in their order. */
async function runAll(checks: readonly Check[]): Promise<CheckResult[]> {
  const results = new Map<Check, CheckResult>();
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      results.set(check, await runCheck(check));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return checks.flatMap((check) => results.get(check) ?? []);
}

function show(results: readonly CheckResult[]) {
  for (const { name, output } of results.filter((result) => !result.isPassed)) {
    console.log(`\n── ${name} ──\n${output || 'ended without a word'}`);
  }
  console.log('');
  for (const { name, isPassed, seconds, output } of results) {
    const lastWord = isPassed ? (output.split('\n').at(-1) ?? '') : '';
    console.log(
      `${isPassed ? 'passed' : 'FAILED'}  ${name.padEnd(20)} ${seconds.toFixed(1).padStart(5)} s  ${lastWord}`,
    );
  }
}

const startedAt = performance.now();
const results = await runAll(CHECKS);
show(results);
const failed = results.filter((result) => !result.isPassed).length;
console.log(`\n${((performance.now() - startedAt) / 1_000).toFixed(1)} s in all`);
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
