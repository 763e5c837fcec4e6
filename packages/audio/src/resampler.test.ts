import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResampler } from './resampler.ts';
import type { Resampler } from './resampler-port.ts';
import {
  measureAliasRejectionDb,
  measureDelayMs,
  measureGainDb,
  measureImageRejectionDb,
  measureRippleDb,
} from './testing/resampler-measurement.ts';

const UP = { fromHz: 8000, toHz: 24_000 };
const DOWN = { fromHz: 24_000, toHz: 8000 };

describe.each([UP, DOWN])('from $fromHz to $toHz Hz', (rates) => {
  test('holds the voice band within 0.05 dB', () => {
    expect(measureRippleDb(createResampler, rates.fromHz, rates.toHz)).toBeLessThanOrEqual(0.05);
  });

  test('keeps the level', () => {
    const gainDb = measureGainDb({ create: createResampler, ...rates, toneHz: 1000, readHz: 1000 });
    expect(Math.abs(gainDb)).toBeLessThan(0.02);
  });

  test('delays by what it says, and by no more than 5 ms', () => {
    using resampler = createResampler(rates);
    expect(measureDelayMs(createResampler, rates)).toBeCloseTo(resampler.delayMs, 6);
    expect(resampler.delayMs).toBeLessThanOrEqual(5);
  });

  test('gives the same samples however the stream is cut', () => {
    const stream = noise(rates.fromHz / 5);
    const whole = concatenate(runThrough(createResampler(rates), [stream]));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 700 }), { maxLength: 12 }), (lengths) => {
        const pieces = concatenate(runThrough(createResampler(rates), cut(stream, lengths)));
        expect(Buffer.from(pieces.buffer).equals(Buffer.from(whole.buffer))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same samples in 20 ms frames as in one piece', () => {
    const stream = noise(rates.fromHz);
    const frames = cut(stream, new Array<number>(50).fill(rates.fromHz / 50));
    const framewise = concatenate(runThrough(createResampler(rates), frames));
    expect(framewise).toEqual(concatenate(runThrough(createResampler(rates), [stream])));
  });

  test('begins a new stream after a flush', () => {
    const resampler = createResampler(rates);
    const stream = noise(1000);
    const first = concatenate(runThrough(resampler, [stream]));
    expect(concatenate(runThrough(resampler, [stream]))).toEqual(first);
  });

  test('clips what overshoots the 16 bits instead of wrapping around', () => {
    // A square wave: the filter takes its harmonics away, and the rest swings higher than the wave itself.
    const period = rates.fromHz / 500;
    const wave = Int16Array.from({ length: rates.fromHz / 10 }, (_, i) =>
      i % period < period / 2 ? 32767 : -32768,
    );
    const output = createResampler(rates).process(wave);
    expect(Math.max(...output)).toBe(32767);
    expect(Math.min(...output)).toBe(-32768);
    // 90 ms from when the filter has settled, at two changes every 2 ms.
    const settled = output.subarray(rates.toHz / 100);
    const signChanges = settled.filter(
      (sample, i) => i > 0 && sample < 0 !== (settled[i - 1] ?? 0) < 0,
    ).length;
    expect(signChanges).toBeLessThanOrEqual(90);
  });

  test('gives silence for silence, and nothing for nothing', () => {
    const resampler = createResampler(rates);
    expect(resampler.process(new Int16Array(480)).every((sample) => sample === 0)).toBe(true);
    expect(resampler.process(new Int16Array(0)).length).toBe(0);
  });
});

test('gives exactly three samples for one, at once and for ever', () => {
  const resampler = createResampler(UP);
  fc.assert(
    fc.property(fc.nat({ max: 2000 }), (length) => {
      expect(resampler.process(new Int16Array(length)).length).toBe(3 * length);
    }),
  );
  expect(resampler.flush().length).toBe(24 * resampler.delayMs);
});

test('gives one sample for three, and loses none over a long stream of odd pieces', () => {
  const resampler = createResampler(DOWN);
  let fed = 0;
  let received = 0;
  for (let i = 0; i < 2000; i++) {
    const length = (i * 37) % 101;
    fed += length;
    received += resampler.process(new Int16Array(length)).length;
    expect(received).toBe(Math.floor(fed / 3));
  }
  expect(received + resampler.flush().length).toBe(Math.ceil(fed / 3) + 8 * resampler.delayMs);
});

test('brings a voice back unharmed from 24 kHz', () => {
  const stream = tone(700, 8000, 1600);
  const up = concatenate(runThrough(createResampler(UP), [stream]));
  const back = concatenate(runThrough(createResampler(DOWN), [up]));
  const delay = 8 * (createResampler(UP).delayMs + createResampler(DOWN).delayMs);
  const errors = stream.slice(100, 1500).map((sample, i) => Math.abs(sample - (back[i + 100 + delay] ?? 0)));
  expect(Math.max(...errors)).toBeLessThanOrEqual(20);
});

test('rejects images of the whole band by 80 dB', () => {
  expect(measureImageRejectionDb(createResampler, 3900)).toBeGreaterThanOrEqual(80);
});

test('rejects aliases of all that lies above 4 kHz by 80 dB', () => {
  expect(measureAliasRejectionDb(createResampler, 4050)).toBeGreaterThanOrEqual(80);
});

test.each([
  { fromHz: 16_000, toHz: 8000 },
  { fromHz: 8000, toHz: 48_000 },
])('serves other whole ratios as well: $fromHz to $toHz', (rates) => {
  expect(measureRippleDb(createResampler, rates.fromHz, rates.toHz)).toBeLessThanOrEqual(0.05);
  expect(measureDelayMs(createResampler, rates)).toBeCloseTo(createResampler(rates).delayMs, 6);
});

test.each([
  { fromHz: 8000, toHz: 8000 },
  { fromHz: 8000, toHz: 22_050 },
  { fromHz: 0, toHz: 8000 },
  { fromHz: Number.NaN, toHz: 8000 },
  { fromHz: 1000, toHz: 7000 },
])('refuses to resample from $fromHz to $toHz', (rates) => {
  expect(() => createResampler(rates)).toThrow(RangeError);
});

function noise(length: number): Int16Array {
  let seed = 1;
  return new Int16Array(length).map(() => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed % 50_000) - 25_000;
  });
}

function tone(toneHz: number, sampleRateHz: number, length: number): Int16Array {
  return Int16Array.from({ length }, (_, i) => 12_000 * Math.sin((2 * Math.PI * toneHz * i) / sampleRateHz));
}

function cut(stream: Int16Array, lengths: readonly number[]): Int16Array[] {
  let start = 0;
  const pieces = lengths.map((length) => {
    const piece = stream.subarray(start, start + length);
    start += piece.length;
    return piece;
  });
  return [...pieces, stream.subarray(start)];
}

function runThrough(resampler: Resampler, pieces: readonly Int16Array[]): Int16Array[] {
  return [...pieces.map((piece) => resampler.process(piece)), resampler.flush()];
}

function concatenate(pieces: readonly Int16Array[]): Int16Array {
  return Int16Array.from(pieces.flatMap((piece) => [...piece]));
}
