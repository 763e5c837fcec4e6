import { setTimeout as wait } from 'node:timers/promises';

export interface MemoryReading {
  /** Live objects of V8 and the memory outside that they hold. */
  heapKib: number;
  rssKib: number;
}

const GC_PAUSE_MS = 100;

/** User and system time of this process so far. */
export function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What floor and voice server both answer about themselves. */
export const measuredDesk = {
  cpu: readCpuMs,
  /** After two full collections: finalizers of the first free more in the second. */
  async memory(): Promise<MemoryReading> {
    globalThis.gc?.();
    await wait(GC_PAUSE_MS);
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { heapKib: (heapUsed + external) / 1024, rssKib: rss / 1024 };
  },
};

export type MeasuredDesk = typeof measuredDesk;
