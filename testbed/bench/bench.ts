import { awaitShutdownSignal } from '@afterhourfix/foundation';
import { type BenchOptions, readBenchOptions, USAGE } from './bench-options.ts';
import { type BenchWorld, startBenchWorld } from './bench-world.ts';
import { runDomainBenches } from './domain-benches.ts';
import { describeMachine } from './machine.ts';
import { measureRun, type RunFigures, type Sides, type Subject } from './one-run.ts';
import { formatPaired, runPaired } from './paired-run.ts';
import { formatLoad, formatTargets } from './report.ts';
import { formatSoak, runSoak } from './soak.ts';

/** A server that has been up for minutes has its code compiled; right after the start that costs half a core. */
const WARM_UP = { callCount: 50, seconds: 20, spacingMs: 25, interruptEveryMs: 2_000 };
/** PostgreSQL stays below this at 200 calls. */
const DISTURBED_CORES = 0.25;
/** Room for calls that are still ending while the next come in. */
const SPARE_CALLS = 50;

async function warmUp(sides: Sides, subject: Subject): Promise<Subject> {
  await measureRun(sides, subject, WARM_UP);
  return { ...subject, idle: await subject.child.ask('memory') };
}

/** A run beside somebody else's work tells of that work: it is done again, and the quietest one counts. */
async function measureUndisturbed(
  sides: Sides,
  subject: Subject,
  plan: BenchOptions & { callCount: number },
): Promise<RunFigures> {
  let quietest = await measureRun(sides, subject, plan);
  for (let left = plan.patience; left > 0 && quietest.otherCores > DISTURBED_CORES; left--) {
    const again = await measureRun(sides, subject, plan);
    if (again.otherCores < quietest.otherCores) quietest = again;
  }
  return quietest;
}

async function measureLoad(world: BenchWorld, options: BenchOptions): Promise<void> {
  const { sides } = world;
  const subjects = [await warmUp(sides, world.floor), await warmUp(sides, world.voice)];
  const runs: RunFigures[] = [];
  for (const callCount of options.callCounts) {
    const ofThisCount: RunFigures[] = [];
    for (let round = 0; round < options.rounds; round++) {
      // Taking turns: the machine drifts, and both must drift with it.
      for (const subject of subjects)
        ofThisCount.push(await measureUndisturbed(sides, subject, { ...options, callCount }));
    }
    console.log(formatLoad(callCount, ofThisCount));
    runs.push(...ofThisCount);
  }
  console.log(formatTargets(runs));
  const unexpected = await sides.engine.ask('listUnexpected');
  const complaints = [...new Set([...runs.flatMap((run) => run.complaints), ...unexpected])];
  console.log(complaints.length === 0 ? 'No vendor complained.' : `Complaints: ${complaints.join('; ')}`);
}

/** A bench that is stopped leaves neither a server nor its data behind. */
async function endOnSignal(world: BenchWorld): Promise<void> {
  await awaitShutdownSignal();
  await world[Symbol.asyncDispose]();
  process.exit(1);
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return console.log(USAGE);
  const options = readBenchOptions(words);
  console.log(describeMachine());
  if (options.mode === 'domain') return runDomainBenches();
  await using world = await startBenchWorld({
    deltaMs: options.deltaMs,
    maxCalls: Math.max(...options.callCounts) + SPARE_CALLS,
    nodeFlags: options.nodeFlags,
  });
  void endOnSignal(world);
  if (options.mode === 'soak') {
    const subject = await warmUp(world.sides, world.voice);
    console.log(formatSoak(await runSoak(world.sides, subject, options.soakCalls)));
  } else if (options.mode === 'paired') {
    for (const callCount of options.callCounts)
      console.log(formatPaired(callCount, await runPaired(world, { ...options, callCount })));
  } else await measureLoad(world, options);
}

await main();
