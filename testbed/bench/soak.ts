import { CALLED_NUMBERS, type Sides, type Subject } from './one-run.ts';
import { toSlope } from './sample-statistics.ts';

export interface SoakStep {
  calls: number;
  heapKib: number;
  rssKib: number;
}

const STEPS = 10;
const LINE_COUNT = 20;
/** Caches and pools still fill in the first fifth. */
const STEPS_IGNORED = 2;

/** Short calls one after the other on a few lines; memory is read when no call is live. */
export async function runSoak(sides: Sides, subject: Subject, callCount: number): Promise<SoakStep[]> {
  const steps: SoakStep[] = [{ calls: 0, ...subject.idle }];
  const perStep = Math.ceil(callCount / STEPS);
  for (let step = 1; step <= STEPS; step++) {
    await sides.engine.ask('begin', { callerOffsetMs: sides.callerOffsetMs, interruptEveryMs: null });
    const { voiceUrl, isStatusReported } = subject;
    await sides.callers.ask('begin', { voiceUrl, isStatusReported, engineOffsetMs: sides.engineOffsetMs });
    await sides.callers.ask('placeShortCalls', {
      count: perStep,
      lineCount: LINE_COUNT,
      to: CALLED_NUMBERS,
    });
    steps.push({ calls: step * perStep, ...(await subject.child.ask('memory')) });
  }
  return steps;
}

export function formatSoak(steps: readonly SoakStep[]): string {
  const settled = steps.slice(1 + STEPS_IGNORED);
  const bytesPerCall = (read: (step: SoakStep) => number) =>
    Math.round(toSlope(settled.map((step) => ({ x: step.calls, y: read(step) }))) * 1024);
  const lines = steps.map(({ calls, heapKib, rssKib }) =>
    [String(calls).padStart(6), toMib(heapKib), toMib(rssKib)].join('  '),
  );
  return [
    ' calls  heap MiB   RSS MiB',
    ...lines,
    `growth after the first fifth: heap ${bytesPerCall(({ heapKib }) => heapKib)} bytes per call, RSS ${bytesPerCall(({ rssKib }) => rssKib)} bytes per call`,
  ].join('\n');
}

const toMib = (kib: number) => (kib / 1024).toFixed(1).padStart(8);
