import { decodeMulawSample } from './g711.ts';

/** Decibels relative to full scale: a square wave of ±32768 has 0, a full-scale sine an RMS of -3.01. */
export interface AudioLevel {
  readonly rmsDbfs: number;
  readonly peakDbfs: number;
}

/** What digital silence reads: below any 16-bit value, and unlike -Infinity it survives JSON. */
export const SILENCE_DBFS = -100;

const FULL_SCALE = 32768;
const MULAW_MAGNITUDES = Float64Array.from({ length: 256 }, (_, code) => Math.abs(decodeMulawSample(code)));

/** Gathers the level of a stream of frames until it is reset. */
export class LevelMeter {
  #squareSum = 0;
  #peak = 0;
  #sampleCount = 0;

  get sampleCount(): number {
    return this.#sampleCount;
  }

  addMulaw(bytes: Uint8Array): void {
    for (const code of bytes) this.#add(MULAW_MAGNITUDES[code] ?? 0);
    this.#sampleCount += bytes.length;
  }

  addPcm16(samples: Int16Array): void {
    for (const sample of samples) this.#add(Math.abs(sample));
    this.#sampleCount += samples.length;
  }

  /** Level of all that was added since the last reset; silence when nothing was. */
  level(): AudioLevel {
    const meanSquare = this.#squareSum / Math.max(1, this.#sampleCount);
    return { rmsDbfs: toDbfs(Math.sqrt(meanSquare)), peakDbfs: toDbfs(this.#peak) };
  }

  reset(): void {
    this.#squareSum = 0;
    this.#peak = 0;
    this.#sampleCount = 0;
  }

  #add(magnitude: number): void {
    this.#squareSum += magnitude * magnitude;
    if (magnitude > this.#peak) this.#peak = magnitude;
  }
}

function toDbfs(magnitude: number): number {
  return Math.max(SILENCE_DBFS, 20 * Math.log10(magnitude / FULL_SCALE));
}

export function measureMulawLevel(bytes: Uint8Array): AudioLevel {
  const meter = new LevelMeter();
  meter.addMulaw(bytes);
  return meter.level();
}

export function measurePcm16Level(samples: Int16Array): AudioLevel {
  const meter = new LevelMeter();
  meter.addPcm16(samples);
  return meter.level();
}
