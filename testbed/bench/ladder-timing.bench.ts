// Prints how late the timers of a ladder fire, with the real worker: npm run bench -- --domain, or alone:
// node testbed/bench/ladder-timing.bench.ts
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestRun } from '@afterhourfix/database/testing';
import { dispatchTechnician, setDispatchPolicy } from '@afterhourfix/domain';
import { createWorkerWorld, type WorkerWorld } from '../jobs/worker-world.ts';
import { toSpread } from './sample-statistics.ts';

const RUNG_MS = 3_000;
const LIMIT_MS = 60_000;
const POLL_MS = 500;
const LADDERS = 20;
/** No multiple of the second by which workers look for timers. */
const APART_MS = 730;

interface RungRow {
  /** In the order in which they were sent. */
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
  for (let nth = 1; nth <= LADDERS; nth += 1) {
    await sendPlumber(world, nth);
    await wait(APART_MS);
  }
  report("a rung's timer, one by one", toLateness(await untilRungs(world, LADDERS + 1)).slice(1));
  for (let nth = 1; nth <= LADDERS; nth += 1) await sendPlumber(world, LADDERS + nth);
  const all = await untilRungs(world, 2 * LADDERS + 1);
  report(`a rung's timer, ${LADDERS} at once`, toLateness(all).slice(LADDERS + 1));
} finally {
  await endRun();
}

function report(name: string, lateMs: readonly number[]): void {
  const { count, p50, p95, max } = toSpread(lateMs);
  const [median, most, worst] = [p50, p95, max].map((ms) => ms.toFixed(0));
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${name.padEnd(28)} late p50 ${median} ms, p95 ${most} ms, worst ${worst} ms, ${count} times; load ${load}`,
  );
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
