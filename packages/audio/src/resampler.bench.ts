// Prints the figures of docs/decisions/0005-resampler.md. A module that exports `createResampler`, given as the
// first argument, is measured in place of ours: node packages/audio/src/resampler.bench.ts ./other.ts
import { resolve } from 'node:path';
import { createResampler } from './resampler.ts';
import {
  type CreateResampler,
  measureAliasRejectionDb,
  measureDelayMs,
  measureImageRejectionDb,
  measureRippleDb,
} from './testing/resampler-measurement.ts';

const UP = { fromHz: 8000, toHz: 24_000 };
const DOWN = { fromHz: 24_000, toHz: 8000 };
const FRAME_SECONDS = 0.02;
const ROUNDS = 7;
const FRAMES_PER_ROUND = 20_000;
const CALLS = 200;

const create = await chooseResampler(process.argv[2]);
for (const [name, figure] of Object.entries(measureAll(create))) console.log(name.padEnd(58), figure);

async function chooseResampler(path: string | undefined): Promise<CreateResampler> {
  if (path === undefined) return createResampler;
  const module: { createResampler: CreateResampler } = await import(resolve(path));
  return module.createResampler;
}

function measureAll(create: CreateResampler): Record<string, string> {
  return {
    'memory per call, both directions, KiB': measureMemoryKib(create).toFixed(1),
    'ripple 300-3,400 Hz, 8 to 24 kHz, dB': measureRippleDb(create, UP.fromHz, UP.toHz).toFixed(3),
    'ripple 300-3,400 Hz, 24 to 8 kHz, dB': measureRippleDb(create, DOWN.fromHz, DOWN.toHz).toFixed(3),
    'image rejection, tones 300-3,400 Hz, dB': measureImageRejectionDb(create, 3400).toFixed(1),
    'image rejection, tones 300-3,900 Hz, dB': measureImageRejectionDb(create, 3900).toFixed(1),
    'alias rejection, tones 4,600-11,900 Hz, dB': measureAliasRejectionDb(create, 4600).toFixed(1),
    'alias rejection, tones 4,100-11,900 Hz, dB': measureAliasRejectionDb(create, 4100).toFixed(1),
    'delay 8 to 24 kHz, ms': measureDelayMs(create, UP).toFixed(2),
    'delay 24 to 8 kHz, ms': measureDelayMs(create, DOWN).toFixed(2),
    'x real time, 8 to 24 kHz, 20 ms frames (median; worst)': describeSpeed(create, UP),
    'x real time, 24 to 8 kHz, 20 ms frames (median; worst)': describeSpeed(create, DOWN),
  };
}

/** A fresh process serves 200 calls; every resampler has worked, so that all of its memory is in use. */
function measureMemoryKib(create: CreateResampler): number {
  createPair(create);
  const before = usedBytes();
  const pairs = Array.from({ length: CALLS }, () => createPair(create));
  const after = usedBytes();
  for (const resampler of pairs.flat()) resampler[Symbol.dispose]();
  return (after - before) / CALLS / 1024;
}

function createPair(create: CreateResampler): Disposable[] {
  return [UP, DOWN].map((rates) => {
    const resampler = create(rates);
    resampler.process(noise(rates.fromHz * FRAME_SECONDS));
    return resampler;
  });
}

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function describeSpeed(create: CreateResampler, rates: { fromHz: number; toHz: number }): string {
  using resampler = create(rates);
  const frame = noise(rates.fromHz * FRAME_SECONDS);
  const speeds = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < FRAMES_PER_ROUND; i++) resampler.process(frame);
    const { user, system } = process.cpuUsage(start);
    return (FRAMES_PER_ROUND * FRAME_SECONDS * 1e6) / (user + system);
  }).toSorted((a, b) => a - b);
  return `${speeds[ROUNDS >> 1]?.toFixed(0)}; ${speeds[0]?.toFixed(0)}`;
}

function noise(length: number): Int16Array {
  return Int16Array.from({ length }, () => Math.random() * 20_000 - 10_000);
}
