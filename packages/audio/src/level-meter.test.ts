import { expect, test } from 'vitest';
import { mulawToPcm16, pcm16ToMulaw } from './g711.ts';
import { LevelMeter, measureMulawLevel, measurePcm16Level, SILENCE_DBFS } from './level-meter.ts';

const fullSine = Int16Array.from({ length: 800 }, (_, i) => 32767 * Math.sin((2 * Math.PI * i) / 80));

test('reads 0 dBFS for a full-scale square wave', () => {
  const square = Int16Array.from({ length: 160 }, (_, i) => (i % 2 === 0 ? -32768 : 32767));
  const { rmsDbfs, peakDbfs } = measurePcm16Level(square);
  expect(rmsDbfs).toBeCloseTo(0, 3);
  expect(peakDbfs).toBe(0);
});

test('reads a sine 3 dB below its peak', () => {
  const { rmsDbfs, peakDbfs } = measurePcm16Level(fullSine);
  expect(peakDbfs).toBeCloseTo(0, 2);
  expect(rmsDbfs).toBeCloseTo(-3.01, 2);
});

test('reads 20 dB less for a tenth of the amplitude', () => {
  const quiet = fullSine.map((sample) => sample / 10);
  expect(measurePcm16Level(quiet).rmsDbfs).toBeCloseTo(-23.01, 1);
});

test('reads µ-law as what it decodes to', () => {
  const bytes = pcm16ToMulaw(fullSine);
  expect(measureMulawLevel(bytes)).toEqual(measurePcm16Level(mulawToPcm16(bytes)));
});

test('reads both zeros of µ-law as silence', () => {
  expect(measureMulawLevel(Uint8Array.from([0xff, 0x7f]))).toEqual({
    rmsDbfs: SILENCE_DBFS,
    peakDbfs: SILENCE_DBFS,
  });
});

test('reads silence before anything was added', () => {
  expect(new LevelMeter().level()).toEqual({ rmsDbfs: SILENCE_DBFS, peakDbfs: SILENCE_DBFS });
});

test('gathers over frames of both kinds until it is reset', () => {
  const meter = new LevelMeter();
  for (let start = 0; start < 800; start += 160) meter.addPcm16(fullSine.subarray(start, start + 160));
  expect(meter.level()).toEqual(measurePcm16Level(fullSine));
  meter.addMulaw(new Uint8Array(800).fill(0xff));
  expect(meter.sampleCount).toBe(1600);
  expect(meter.level().rmsDbfs).toBeCloseTo(-6.02, 2);
  meter.reset();
  meter.addMulaw(new Uint8Array(160).fill(0xff));
  expect(meter.level().peakDbfs).toBe(SILENCE_DBFS);
  expect(meter.sampleCount).toBe(160);
});
