// Installs dependencies when node_modules is not what package-lock.json asks for. Plain JavaScript: runs
// before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const HEARTBEAT_MS = 1_000;
const ABANDONED_AFTER_MS = 15_000;
const POLL_MS = 200;

/**
 * Must this package stand in node_modules here? Optional ones only when they name exactly this machine; those
 * that also name a C library are left to npm, which alone knows which one this machine has.
 */
function isRequired(locked) {
  if (!locked.optional) return true;
  if (!locked.os || !locked.cpu || locked.libc) return false;
  return [locked.os].flat().includes(process.platform) && [locked.cpu].flat().includes(process.arch);
}

/** Both arguments are `packages` maps of lock files: what is asked for, and what npm says it has installed. */
function hasEveryPackage(locked, installed) {
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return !isRequired(wanted);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function pathsOf(root) {
  return {
    lock: join(root, 'package-lock.json'),
    // npm writes it last in every install, so an interrupted one leaves none.
    installed: join(root, 'node_modules', '.package-lock.json'),
    stamp: join(root, '.data', 'installed'),
    busy: join(root, '.data', 'installing'),
  };
}

/**
 * Says what an install of ours left behind. When it equals the stamp, npm has had its try at this lock file on
 * this machine, even if it had to leave an optional package out: trying again at every start would not help.
 */
function fingerprint(paths) {
  const lockHash = createHash('sha256').update(readFileSync(paths.lock)).digest('hex');
  const installedAt = statSync(paths.installed).mtimeMs;
  return `${lockHash} ${process.platform}-${process.arch} ${installedAt}`;
}

function isCurrent(paths) {
  if (!existsSync(paths.installed)) return false;
  if (existsSync(paths.stamp) && readFileSync(paths.stamp, 'utf8') === fingerprint(paths)) return true;
  try {
    const locked = JSON.parse(readFileSync(paths.lock, 'utf8')).packages;
    const installed = JSON.parse(readFileSync(paths.installed, 'utf8')).packages;
    return hasEveryPackage(locked, installed);
  } catch (error) {
    // Another npm is writing one of the two this very moment, or was killed while it wrote.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Returns false when another process made it first. */
function isFirstTo(make) {
  try {
    make();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Milliseconds since a lock was last renewed; 0 when it is gone. */
function ageMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function renew(busy) {
  if (existsSync(busy)) utimesSync(busy, new Date(), new Date());
}

/** Removes a lock whose owner died. Only one waiter may, or the second would remove the first one's new lock. */
function removeAbandoned(busy) {
  const removing = `${busy}.removing`;
  if (!isFirstTo(() => mkdirSync(removing))) {
    if (ageMs(removing) > ABANDONED_AFTER_MS) rmSync(removing, { recursive: true, force: true });
    return;
  }
  if (ageMs(busy) > ABANDONED_AFTER_MS) rmSync(busy, { force: true });
  rmSync(removing, { recursive: true, force: true });
}

/** Resolves with what a shell would call the exit code. */
function runNpm(root) {
  return new Promise((resolve, reject) => {
    // Not `npm ci`: that empties node_modules under every process that runs from it.
    const words = ['install', '--no-save', '--include=dev', '--include=optional'];
    words.push('--loglevel=error', '--no-audit', '--no-fund');
    const npm = spawn('npm', words, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => npm.kill(signal));
    }
    console.error('Installing dependencies (first start, or package-lock.json changed) …');
    npm.on('error', reject);
    npm.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

/** Resolves with npm's exit code. */
async function install(root, paths) {
  const heartbeat = setInterval(() => renew(paths.busy), HEARTBEAT_MS);
  try {
    const exitCode = await runNpm(root);
    if (exitCode === 0) writeFileSync(paths.stamp, fingerprint(paths));
    else console.error(`npm install ended with ${exitCode}; its own words stand above.`);
    return exitCode;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.error('npm was not found on PATH. It comes with Node: install Node with npm and start again.');
    return 127;
  } finally {
    clearInterval(heartbeat);
    rmSync(paths.busy, { force: true });
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP');
  }
}

/**
 * Makes node_modules agree with package-lock.json, by one process however many start at once; `root` is the
 * folder of both. Ends the process when npm is missing or fails.
 */
export async function installWhenStale(root) {
  const paths = pathsOf(root);
  let isWaiting = false;
  while (existsSync(paths.busy) || !isCurrent(paths)) {
    mkdirSync(join(root, '.data'), { recursive: true });
    if (isFirstTo(() => writeFileSync(paths.busy, '', { flag: 'wx' }))) {
      // Another start may have finished between our look and our lock.
      if (isCurrent(paths)) {
        rmSync(paths.busy, { force: true });
        return;
      }
      const exitCode = await install(root, paths);
      if (exitCode !== 0) process.exit(exitCode);
      return;
    }
    if (!isWaiting) console.error('Another start is installing dependencies; waiting for it …');
    isWaiting = true;
    if (ageMs(paths.busy) > ABANDONED_AFTER_MS) removeAbandoned(paths.busy);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
