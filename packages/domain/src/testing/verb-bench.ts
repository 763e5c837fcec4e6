import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { sql } from 'drizzle-orm';
import type { DemoWorld } from './demo-world.ts';

/** Runs the part of a round that counts. */
export type Timed = <Result>(run: () => Promise<Result>) => Promise<Result>;

export interface VerbBench {
  name: string;
  warmUpRounds: number;
  rounds: number;
  /** Calls `timed` once; what it does besides is not measured. */
  round(nth: number, timed: Timed): Promise<void>;
}

interface Costs {
  wallMs: number;
  nodeMs: number;
  /** Not known where there is no `/proc`. */
  postgresMs: number;
}

/**
 * Prints how long a verb takes, and what it takes of the processors, here and in PostgreSQL: the latter hardly minds
 * what else runs on the machine. One round after the other.
 */
export async function benchVerb(world: DemoWorld, bench: VerbBench): Promise<void> {
  for (let nth = 0; nth < bench.warmUpRounds; nth += 1) await bench.round(nth, (run) => run());
  const costs: Costs[] = [];
  for (let nth = 0; nth < bench.rounds; nth += 1)
    await bench.round(nth + bench.warmUpRounds, async (run) => {
      const backends = await listBackends(world);
      const before = readCosts(backends);
      const result = await run();
      const after = readCosts(backends);
      costs.push({
        wallMs: after.wallMs - before.wallMs,
        nodeMs: after.nodeMs - before.nodeMs,
        postgresMs: after.postgresMs - before.postgresMs,
      });
      return result;
    });
  console.log(describeCosts(bench.name, costs));
}

function describeCosts(name: string, costs: readonly Costs[]): string {
  const at = (of: keyof Costs, share: number) => {
    const sorted = costs.map((cost) => cost[of]).toSorted((a, b) => a - b);
    return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  };
  const wall = [0.5, 0.95, 0.99, 1].map((share) => at('wallMs', share).toFixed(1));
  const [node, postgres] = [at('nodeMs', 0.5), at('postgresMs', 0.5)];
  return [
    `${name.padEnd(20)} p50 ${wall[0]} ms, p95 ${wall[1]} ms, p99 ${wall[2]} ms, worst ${wall[3]} ms`,
    `CPU p50 ${(node + postgres).toFixed(1)} ms (Node ${node.toFixed(1)}, PostgreSQL ${postgres.toFixed(1)})`,
    `load ${loadavg()[0]?.toFixed(1)}`,
  ].join('; ');
}

/** Of this world's database. */
async function listBackends({ db }: DemoWorld): Promise<number[]> {
  const { rows } = await db.transaction((tx) =>
    tx.execute<{ pid: number }>(
      sql`select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`,
    ),
  );
  return rows.map(({ pid }) => pid);
}

function readCosts(backends: readonly number[]): Costs {
  const { user, system } = process.cpuUsage();
  const postgresMs = backends.reduce((sum, pid) => sum + readProcessMs(pid), 0);
  return { wallMs: performance.now(), nodeMs: (user + system) / 1_000, postgresMs };
}

/** https://docs.kernel.org/scheduler/sched-stats.html: the first field is nanoseconds on a processor. */
function readProcessMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}
