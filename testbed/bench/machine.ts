import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What the figures were measured on, and how busy it was before. */
export function describeMachine(): string {
  const processors = cpus();
  const system = /PRETTY_NAME="(.*)"/.exec(readOrEmpty('/etc/os-release'))?.[1] ?? process.platform;
  const load = loadavg()[0]?.toFixed(2);
  return `${processors.length} cores (${processors[0]?.model.trim()}), ${system}, kernel ${release()}, Node ${process.version}; load before: ${load}`;
}

const CENTISECOND_MS = 10;
const IDLE_FIELDS = [3, 4];

/** Time that all cores together have worked since boot; `os.cpus` would leave out the kernel's network work. */
export function readBusyMs(): number {
  const fields = readOrEmpty('/proc/stat').split('\n')[0]?.trim().split(/\s+/).slice(1, 9) ?? [];
  return fields.reduce(
    (sum, ticks, index) => sum + (IDLE_FIELDS.includes(index) ? 0 : Number(ticks) * CENTISECOND_MS),
    0,
  );
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
