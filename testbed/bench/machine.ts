import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What the figures were measured on, and how busy it was before. */
export function describeMachine(): string {
  const processors = cpus();
  const system = /PRETTY_NAME="(.*)"/.exec(readOrEmpty('/etc/os-release'))?.[1] ?? process.platform;
  const load = loadavg()[0]?.toFixed(2);
  return `${processors.length} cores (${processors[0]?.model.trim()}), ${system}, kernel ${release()}, Node ${process.version}; load before: ${load}`;
}

/** Cores that had nothing to do between two readings: near none, the figures tell of the machine and not of us. */
export function countIdleCores(before: IdleReading, after: IdleReading): number {
  return (after.idleMs - before.idleMs) / (after.atMs - before.atMs);
}

export interface IdleReading {
  /** Summed over all cores. */
  idleMs: number;
  atMs: number;
}

export function readIdle(): IdleReading {
  const idleMs = cpus().reduce((sum, { times }) => sum + times.idle, 0);
  return { idleMs, atMs: performance.now() };
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
