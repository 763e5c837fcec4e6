import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What the figures were measured on, and how busy it was before. */
export function describeMachine(): string {
  const processors = cpus();
  const system = /PRETTY_NAME="(.*)"/.exec(readOrEmpty('/etc/os-release'))?.[1] ?? process.platform;
  const load = loadavg()[0]?.toFixed(2);
  return `${processors.length} cores (${processors[0]?.model.trim()}), ${system}, kernel ${release()}, Node ${process.version}; load before: ${load}`;
}

/** Time that all cores together have worked since boot, in milliseconds. */
export function readBusyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
