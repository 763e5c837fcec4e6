import type { RunFigures } from './one-run.ts';
import { average, toSpread } from './sample-statistics.ts';

type Pool = { floor: RunFigures[]; voice: RunFigures[] };
type Row = [what: string, floor: string, voice: string, ratio: string];

const NONE = '–';
const COLUMN_WIDTHS = [44, 26, 26, 8] as const;

/** One table: floor and voice server beside each other at one number of calls. */
export function formatLoad(callCount: number, runs: readonly RunFigures[]): string {
  const pool = toPool(runs);
  const rows: Row[] = [
    [`${callCount} calls`, 'floor', 'voice server', 'ratio'],
    ratioRow('CPU ms per call-second', pool, (run) => run.cpuMsPerCallSecond),
    turnsRow('cores taken by other processes', pool, (run) => run.otherCores),
    ...latencyRows('caller → engine', pool, (run) => run.upMs),
    ...latencyRows('engine → caller', pool, (run) => run.downMs),
    ...latencyRows('round trip', pool, (run) => run.roundTripMs),
    ...latencyRows('webhook → first audio, engine off', pool, (run) => run.ringMs),
    differenceRow('heap KiB per call', pool, (run) => run.memory.heapKibPerCall),
    differenceRow('RSS KiB per call', pool, (run) => run.memory.rssKibPerCall),
    countRow("caller's frames lost", pool, (run) => run.losses.callerFrames),
    countRow("caller's frames lost at call start", pool, (run) => run.losses.callerFramesAtStart),
    countRow('agent blocks (20 ms) lost', pool, (run) => run.losses.agentBlocks),
    countRow('frames out of order', pool, (run) => run.losses.disordered),
    countRow('engine sessions left open', pool, (run) => run.losses.leftOpen),
    countRow('calls never heard', pool, (run) => run.losses.deafCalls),
    ...bargeInRows(pool.voice),
  ];
  return `\n${rows.map((row) => row.map((cell, index) => cell.padEnd(COLUMN_WIDTHS[index] ?? 0)).join(' ')).join('\n')}`;
}

function toPool(runs: readonly RunFigures[]): Pool {
  return {
    floor: runs.filter(({ subject }) => subject === 'floor'),
    voice: runs.filter(({ subject }) => subject === 'voice'),
  };
}

function latencyRows(what: string, pool: Pool, read: (run: RunFigures) => number[]): Row[] {
  const floor = toSpread(pool.floor.flatMap(read));
  const voice = toSpread(pool.voice.flatMap(read));
  return (['p50', 'p95', 'p99'] as const).map((rank) => [
    `${what} ms ${rank}`,
    toMs(floor[rank]),
    toMs(voice[rank]),
    toRatio(voice[rank] / floor[rank]),
  ]);
}

/** Each turn stands in brackets, so that the drift of the machine can be seen. */
function ratioRow(what: string, pool: Pool, read: (run: RunFigures) => number): Row {
  const [floor, voice] = [pool.floor.map(read), pool.voice.map(read)];
  return [what, toTurns(floor), toTurns(voice), toRatio(average(voice) / average(floor))];
}

function turnsRow(what: string, pool: Pool, read: (run: RunFigures) => number): Row {
  return [what, toTurns(pool.floor.map(read)), toTurns(pool.voice.map(read)), ''];
}

function toTurns(values: readonly number[]): string {
  const turns = values.map((value) => value.toFixed(3)).join(', ');
  return values.length > 1 ? `${average(values).toFixed(3)} (${turns})` : turns;
}

function differenceRow(what: string, pool: Pool, read: (run: RunFigures) => number): Row {
  const [floor, voice] = [average(pool.floor.map(read)), average(pool.voice.map(read))];
  return [what, floor.toFixed(0), voice.toFixed(0), `+${(voice - floor).toFixed(0)}`];
}

function countRow(what: string, pool: Pool, read: (run: RunFigures) => number): Row {
  const total = (runs: RunFigures[]) => String(runs.reduce((sum, run) => sum + read(run), 0));
  return [what, total(pool.floor), total(pool.voice), ''];
}

function bargeInRows(voice: readonly RunFigures[]): Row[] {
  const bargeIns = voice.flatMap((run) => run.bargeIns);
  const clears = toSpread(bargeIns.flatMap(({ clearAfterMs }) => clearAfterMs ?? []));
  const errors = bargeIns.flatMap(({ heardErrorMs }) => heardErrorMs ?? []);
  const sizes = toSpread(errors.map(Math.abs));
  const longer = bargeIns.filter(({ isLongerThanAudio }) => isLongerThanAudio).length;
  const row = (what: string, value: string): Row => [what, NONE, value, ''];
  return [
    row('barge-ins; without a clear', `${bargeIns.length}; ${bargeIns.length - clears.count}`),
    row('speech-started → clear ms p50 / p95 / p99', toTriple(clears)),
    row('heard, error ms p50 / p95 / p99', toTriple(sizes)),
    row('heard, mean error; longer than the audio', `${average(errors).toFixed(1)}; ${longer}`),
  ];
}

const toMs = (value: number) => (Number.isNaN(value) ? NONE : value.toFixed(3));
const toRatio = (value: number) => (Number.isFinite(value) ? `${value.toFixed(2)} ×` : NONE);
const toTriple = ({ p50, p95, p99 }: { p50: number; p95: number; p99: number }) =>
  [p50, p95, p99].map(toMs).join(' / ');

interface Target {
  what: string;
  callCount: number;
  limit: number;
  unit: string;
  read(pool: Pool): number;
}

const TARGETS: readonly Target[] = [
  ...[100, 200].map((callCount) => ({
    what: 'CPU per call-second',
    callCount,
    limit: 1.3,
    unit: '× floor',
    read: ({ floor, voice }: Pool) => averageCpu(voice) / averageCpu(floor),
  })),
  {
    what: 'round trip p99',
    callCount: 200,
    limit: 1.5,
    unit: '× floor',
    read: ({ floor, voice }) => roundTripP99(voice) / roundTripP99(floor),
  },
  {
    what: 'speech-started → clear p50',
    callCount: 200,
    limit: 0.4,
    unit: 'ms',
    read: ({ voice }) => toSpread(listClears(voice)).p50,
  },
  {
    what: 'speech-started → clear p99',
    callCount: 200,
    limit: 5,
    unit: 'ms',
    read: ({ voice }) => toSpread(listClears(voice)).p99,
  },
  {
    what: 'heard, error p99',
    callCount: 200,
    limit: 20,
    unit: 'ms',
    read: ({ voice }) => toSpread(listHeardErrors(voice)).p99,
  },
  {
    what: 'webhook → first audio p50',
    callCount: 200,
    limit: 60,
    unit: 'ms',
    read: ({ voice }) => toSpread(voice.flatMap(({ ringMs }) => ringMs)).p50,
  },
  {
    what: 'memory per call over the sockets',
    callCount: 200,
    limit: 200,
    unit: 'KiB',
    read: ({ floor, voice }) => averageRss(voice) - averageRss(floor),
  },
];

const averageCpu = (runs: readonly RunFigures[]) => average(runs.map((run) => run.cpuMsPerCallSecond));
const averageRss = (runs: readonly RunFigures[]) => average(runs.map((run) => run.memory.rssKibPerCall));
const roundTripP99 = (runs: readonly RunFigures[]) => toSpread(runs.flatMap((run) => run.roundTripMs)).p99;
const listClears = (runs: readonly RunFigures[]) =>
  runs.flatMap((run) => run.bargeIns.flatMap(({ clearAfterMs }) => clearAfterMs ?? []));
const listHeardErrors = (runs: readonly RunFigures[]) =>
  runs.flatMap((run) => run.bargeIns.flatMap(({ heardErrorMs }) => Math.abs(heardErrorMs ?? 0)));

/** The figures to reach, those that this run could measure. */
export function formatTargets(runs: readonly RunFigures[]): string {
  const lines = TARGETS.flatMap(({ what, callCount, limit, unit, read }) => {
    const ofThisCount = runs.filter((run) => run.callCount === callCount);
    if (ofThisCount.length === 0) return [];
    const value = read(toPool(ofThisCount));
    const verdict = value <= limit ? 'reached' : 'MISSED';
    return [`${verdict.padEnd(8)} ${what} at ${callCount} calls: ${value.toFixed(2)} (≤ ${limit} ${unit})`];
  });
  return lines.length === 0 ? '' : `\n${lines.join('\n')}`;
}
