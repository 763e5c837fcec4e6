import { setTimeout as wait } from 'node:timers/promises';
import type { BenchWorld } from './bench-world.ts';
import { CALLED_NUMBERS, type RunPlan, type Subject } from './one-run.ts';
import { toSpread } from './sample-statistics.ts';

/** CPU milliseconds per call-second of both servers in the same few seconds. */
export interface PairedSlice {
  floor: number;
  voice: number;
}

const SLICE_MS = 5_000;
const SETTLE_MS = 15_000;

/**
 * Floor and voice server hold the same number of calls at the same time. A machine that is shared, or drifts, does
 * the same to both in each slice, so the ratio is steady where those of runs one after the other are not.
 */
export async function runPaired(world: BenchWorld, plan: RunPlan): Promise<PairedSlice[]> {
  const { sides, pairedCallers, floor, voice } = world;
  const { engineOffsetMs, callerOffsetMs, engine } = sides;
  const lines = [
    { callers: sides.callers, subject: floor },
    { callers: pairedCallers, subject: voice },
  ];
  await engine.ask('begin', { callerOffsetMs, interruptEveryMs: plan.interruptEveryMs });
  for (const { callers, subject } of lines) {
    const { voiceUrl, isStatusReported } = subject;
    await callers.ask('begin', { voiceUrl, isStatusReported, engineOffsetMs });
  }
  const calls = { count: plan.callCount, spacingMs: plan.spacingMs, to: CALLED_NUMBERS };
  await Promise.all(lines.map(({ callers }) => callers.ask('placeCalls', calls)));
  await wait(SETTLE_MS);
  const slices: PairedSlice[] = [];
  for (let leftMs = plan.seconds * 1_000; leftMs > 0; leftMs -= SLICE_MS)
    slices.push(await measureSlice(floor, voice, plan.callCount));
  await engine.ask('stopInterrupting');
  await Promise.all(lines.map(({ callers }) => callers.ask('hangUpAll', { spacingMs: plan.spacingMs })));
  return slices;
}

async function measureSlice(floor: Subject, voice: Subject, callCount: number): Promise<PairedSlice> {
  const read = () => Promise.all([floor.child.ask('cpu'), voice.child.ask('cpu')]);
  const startedAtMs = performance.now();
  const [floorBefore, voiceBefore] = await read();
  await wait(SLICE_MS);
  const [floorAfter, voiceAfter] = await read();
  const callSeconds = (callCount * (performance.now() - startedAtMs)) / 1_000;
  return { floor: (floorAfter - floorBefore) / callSeconds, voice: (voiceAfter - voiceBefore) / callSeconds };
}

export function formatPaired(callCount: number, slices: readonly PairedSlice[]): string {
  const ratios = slices.map(({ floor, voice }) => voice / floor);
  const rows = slices.map(
    ({ floor, voice }) => `${floor.toFixed(3)}   ${voice.toFixed(3)}   ${(voice / floor).toFixed(2)} ×`,
  );
  const median = toSpread(ratios).p50.toFixed(2);
  return [
    `\n${callCount} calls on each at the same time: CPU ms per call-second`,
    'floor   voice   ratio',
    ...rows,
    `median ratio ${median}, from ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  ].join('\n');
}
