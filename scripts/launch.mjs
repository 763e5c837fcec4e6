// Runs a script of this project on the project's own Node, after installing what is missing:
//   node scripts/launch.mjs <script.ts> [arguments]
//   node scripts/launch.mjs --bin <command of a dependency> [arguments]
// Plain JavaScript without dependencies: on a fresh clone it runs on whatever Node (>= 20) the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhenStale } from './install.mjs';

const OLDEST_NODE_TO_LAUNCH = 20;
const OLDEST_NODE_TO_RUN = 24;
const SAME_SIGNAL_WITHIN_MS = 250;
const PARENT_POLL_MS = 500;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const parentAtStart = process.ppid;
const machineNodeMajor = Number(process.versions.node.split('.')[0]);

function stop(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

/** Node 24 from npm where it is published for this platform; else the machine's own when new enough. */
function nodeBinary() {
  const packaged = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  if (machineNodeMajor >= OLDEST_NODE_TO_RUN) return process.execPath;
  return stop(
    `This project runs on Node ${OLDEST_NODE_TO_RUN}. It brings its own for Linux on x64 and arm64;`,
    `on ${process.platform}-${process.arch} please install Node ${OLDEST_NODE_TO_RUN} or newer (here: ${process.version}).`,
  );
}

function toNodeArguments([first, second, ...rest]) {
  if (first === undefined || (first === '--bin' && second === undefined)) {
    return stop('Usage: node scripts/launch.mjs <script.ts> | --bin <command>  [arguments]');
  }
  if (first !== '--bin') return [join(root, first), ...[second ?? []].flat(), ...rest];
  return [join(root, 'node_modules', '.bin', second), ...rest];
}

/**
 * Passes a signal on once. In a terminal the kernel has already sent Ctrl-C to the child, and npm passes on
 * a copy of what it gets: a child that hears a second one gives up its orderly shutdown.
 */
function forwardSignals(child) {
  const lastForwardedAt = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      const now = performance.now();
      if (now - (lastForwardedAt.get(signal) ?? -Infinity) < SAME_SIGNAL_WITHIN_MS) return;
      lastForwardedAt.set(signal, now);
      child.kill(signal);
    });
  }
}

/**
 * npm passes SIGTERM only to the shell between us, which dies of it without a word to us (Debian's does), so
 * `kill` of an `npm start` would leave everything running.
 */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const watch = setInterval(() => {
    if (process.ppid === parentAtStart) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_POLL_MS);
}

function run(words) {
  const node = nodeBinary();
  const searchPath = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''];
  const child = spawn(node, toNodeArguments(words), {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath.join(delimiter) },
  });
  forwardSignals(child);
  endWithNpm(child);
  // The file is there but its C library is not: Alpine and other musl systems.
  child.on('error', (error) => stop(`${node} does not start on this machine: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
}

if (machineNodeMajor < OLDEST_NODE_TO_LAUNCH) {
  stop(`Node ${OLDEST_NODE_TO_LAUNCH} or newer is needed to start; this is ${process.version}.`);
}
await installWhenStale(root);
run(process.argv.slice(2));
