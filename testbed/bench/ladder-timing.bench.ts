// Prints how late the timers of a ladder fire, with the real worker: npm run bench -- --domain, or alone:
// node testbed/bench/ladder-timing.bench.ts [ladders at once]; 20 when left out.
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestRun } from '@afterhourfix/database/testing';
import { dispatchTechnician, setDispatchPolicy } from '@afterhourfix/domain';
import { createWorkerWorld, type WorkerWorld } from '../jobs/worker-world.ts';
import { toSpread } from './sample-statistics.ts';

const RUNG_MS = 3_000;
const LIMIT_MS = 60_000;
const POLL_MS = 500;
const [ladders = 20] = process.argv.slice(2).map(Number);

interface RungRow {
  dispatch_id: string;
  rung: number;
  at_ms: number;
}

const endRun = await startTestRun();
try {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  // Queues are made and code is compiled by the first one.
  await sendPlumber(world, 0);
  await untilRungs(world, 1);
  for (let nth = 1; nth <= ladders; nth += 1) await sendPlumber(world, nth);
  const lateMs = toLateness(await untilRungs(world, ladders + 1)).slice(1);
  const { count, p50, p95, p99, max } = toSpread(lateMs);
  const times = [p50, p95, p99, max].map((ms) => ms.toFixed(0));
  console.log(
    `a rung's timer, ${ladders} ladders at once: late p50 ${times[0]} ms, p95 ${times[1]} ms, p99 ${times[2]} ms, ` +
      `worst ${times[3]} ms, ${count} times; load ${loadavg()[0]?.toFixed(1)}`,
  );
} finally {
  await endRun();
}

async function sendPlumber(world: WorkerWorld, nth: number): Promise<void> {
  const { ctx, callId } = await world.placeCall();
  await setDispatchPolicy(ctx, { ackMinutes: { property_damage: RUNG_MS / 60_000 } });
  const made = await dispatchTechnician(ctx, {
    ...{ callId, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{
      jobTypes: [],
      problem: 'A pipe has burst',
      addressLine: `${nth * 100 + 1} Elm Street`,
      zip: '43201',
    },
    ...{ contactName: 'Marla Quint', contactPhone: null },
  });
  if (!made.ok) throw new Error(made.refusal);
}

/** Waits until the second rung of so many ladders was paged, nobody answering. */
async function untilRungs(world: WorkerWorld, count: number): Promise<RungRow[]> {
  const deadlineMs = performance.now() + LIMIT_MS;
  for (;;) {
    const rows = await world.rows<RungRow>(`
      select dispatch_id, rung, min(extract(epoch from created_at) * 1000)::float as at_ms
      from dispatch_pages where kind = 'offer' group by dispatch_id, rung order by dispatch_id, rung`);
    if (rows.filter(({ rung }) => rung === 1).length >= count) return rows;
    if (performance.now() > deadlineMs) throw new Error(`Only ${JSON.stringify(rows)} were paged`);
    await wait(POLL_MS);
  }
}

/** A rung is due so long after the one before was paged. */
function toLateness(rows: readonly RungRow[]): number[] {
  return rows
    .filter(({ rung }) => rung === 1)
    .map(({ dispatch_id, at_ms }) => {
      const first = rows.find((row) => row.dispatch_id === dispatch_id && row.rung === 0);
      if (!first) throw new Error('A ladder has no first rung');
      return at_ms - first.at_ms - RUNG_MS;
    });
}
