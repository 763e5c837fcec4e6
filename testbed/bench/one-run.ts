import { setTimeout as wait } from 'node:timers/promises';
import type { BenchChild } from './bench-child.ts';
import {
  type BargeIn,
  type CallRecords,
  listBargeIns,
  listDownLatencies,
  listRoundTrips,
  listUpLatencies,
  pairRecords,
  toRingMs,
  type Window,
} from './call-figures.ts';
import type { CallerDesk } from './caller-side.ts';
import type { EngineDesk } from './engine-side.ts';
import { readBusyMs } from './machine.ts';
import type { MeasuredDesk, MemoryReading } from './measured-desk.ts';

/** A server to be measured, and how the carrier reaches it. */
export interface Subject {
  name: 'floor' | 'voice';
  child: BenchChild<MeasuredDesk>;
  voiceUrl: string;
  isStatusReported: boolean;
  /** Before its first real load. */
  idle: MemoryReading;
}

export interface Sides {
  engine: BenchChild<EngineDesk>;
  callers: BenchChild<CallerDesk>;
  engineOffsetMs: number;
  callerOffsetMs: number;
}

export interface RunPlan {
  callCount: number;
  seconds: number;
  spacingMs: number;
  interruptEveryMs: number;
}

export interface RunFigures {
  subject: Subject['name'];
  callCount: number;
  cpuMsPerCallSecond: number;
  /** Cores' worth of work done by processes outside the bench, PostgreSQL included. */
  otherCores: number;
  memory: { heapKibPerCall: number; rssKibPerCall: number };
  upMs: number[];
  downMs: number[];
  roundTripMs: number[];
  ringMs: number[];
  bargeIns: BargeIn[];
  losses: Losses;
  complaints: string[];
}

export interface Losses {
  callerFrames: number;
  callerFramesAtStart: number;
  agentBlocks: number;
  disordered: number;
  /** Sessions at the engine that outlived their call. */
  leftOpen: number;
  /** Calls whose audio did not reach the engine at all. */
  deafCalls: number;
}

export const CALLED_NUMBERS = ['+16145550142', '+16025550142', '+17075550142'];
/** Every call has been through its greeting and the barge-in that lifts its protection. */
const SETTLE_MS = 9_500;

export async function measureRun(sides: Sides, subject: Subject, plan: RunPlan): Promise<RunFigures> {
  const { engine, callers, engineOffsetMs, callerOffsetMs } = sides;
  const { voiceUrl, isStatusReported, child } = subject;
  await engine.ask('begin', { callerOffsetMs, interruptEveryMs: plan.interruptEveryMs });
  await callers.ask('begin', { voiceUrl, isStatusReported, engineOffsetMs });
  await callers.ask('placeCalls', { count: plan.callCount, spacingMs: plan.spacingMs, to: CALLED_NUMBERS });
  await wait(SETTLE_MS);
  const fromMs = monotonicMs();
  const before = await readCpu(sides, child);
  await wait(plan.seconds * 1_000);
  const used = toUsed(before, await readCpu(sides, child));
  const toMs = monotonicMs();
  await engine.ask('stopInterrupting');
  const memory = await child.ask('memory');
  await callers.ask('hangUpAll', { spacingMs: plan.spacingMs });
  const callerRecords = await callers.ask('collect');
  const engineRecords = await engine.ask('collect');
  const calls = pairRecords(callerRecords, engineRecords);
  return {
    subject: subject.name,
    callCount: plan.callCount,
    cpuMsPerCallSecond: (used.cores * 1_000) / plan.callCount,
    otherCores: used.otherCores,
    memory: {
      heapKibPerCall: (memory.heapKib - subject.idle.heapKib) / plan.callCount,
      rssKibPerCall: (memory.rssKib - subject.idle.rssKib) / plan.callCount,
    },
    ...listSamples(calls, { fromMs, toMs }),
    losses: countLosses(calls, plan.callCount),
    complaints: [
      ...callerRecords.flatMap(({ problems }) => problems),
      ...engineRecords.flatMap(({ errors }) => errors),
    ],
  };
}

interface CpuState {
  atMs: number;
  machineMs: number;
  subjectMs: number;
  sidesMs: number;
}

async function readCpu({ engine, callers }: Sides, subject: BenchChild<MeasuredDesk>): Promise<CpuState> {
  const readings = await Promise.all([subject.ask('cpu'), engine.ask('cpu'), callers.ask('cpu')]);
  const [subjectMs, engineMs, callersMs] = readings;
  return { atMs: monotonicMs(), machineMs: readBusyMs(), subjectMs, sidesMs: engineMs + callersMs };
}

/** In cores: 1 is one core's whole time. */
function toUsed(before: CpuState, after: CpuState): { cores: number; otherCores: number } {
  const elapsedMs = after.atMs - before.atMs;
  const subjectMs = after.subjectMs - before.subjectMs;
  const otherMs = after.machineMs - before.machineMs - subjectMs - (after.sidesMs - before.sidesMs);
  return { cores: subjectMs / elapsedMs, otherCores: Math.max(0, otherMs / elapsedMs) };
}

function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function listSamples(calls: readonly CallRecords[], window: Window) {
  return {
    upMs: calls.flatMap((call) => listUpLatencies(call, window)),
    downMs: calls.flatMap((call) => listDownLatencies(call, window)),
    roundTripMs: calls.flatMap((call) => listRoundTrips(call, window)),
    ringMs: calls.map(toRingMs).filter((ringMs) => ringMs !== null),
    bargeIns: calls.flatMap((call) => listBargeIns(call, window)),
  };
}

function countLosses(calls: readonly CallRecords[], callCount: number): Losses {
  const sum = (count: (call: CallRecords) => number) => calls.reduce((total, call) => total + count(call), 0);
  return {
    callerFrames: sum(({ caller, engine }) => caller.spokenFrames - engine.arrivedAtMs.length),
    callerFramesAtStart: sum(({ engine }) => engine.missingAtStart),
    // Holes only: what the engine sent after the caller hung up had nowhere to go.
    agentBlocks: sum(({ caller }) => caller.missing),
    disordered: sum(({ caller, engine }) => caller.disordered + engine.disordered),
    leftOpen: sum(({ engine }) => (engine.isLeftOpen ? 1 : 0)),
    deafCalls: callCount - calls.length,
  };
}
