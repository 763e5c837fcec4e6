import { addConvolution } from './convolution.ts';
import { toPcm16 } from './pcm16.ts';
import { DECIMATION_DELAY, decimationPhases, HISTORY_SAMPLES } from './polyphase-filter.ts';
import type { Resampler } from './resampler-port.ts';

// 20 ms at 24 kHz: longer pieces are worked off in blocks, so that every call's buffers stay small.
const BLOCK_GROUPS = 160;

/**
 * Polyphase decimation. The input is dealt out in groups of `ratio` samples: phase `p` owns the line that
 * holds sample `p` of every group. An output is the sum of one convolution per line.
 */
export class Downsampler implements Resampler {
  readonly delayMs: number;
  readonly #ratio: number;
  readonly #phases: readonly { taps: Float64Array; line: Float64Array }[];
  readonly #sums = new Float64Array(BLOCK_GROUPS);
  /** Samples dealt out after the history: between calls fewer than one group. */
  #pending = 0;

  constructor({ ratio, lowerHz }: { ratio: number; lowerHz: number }) {
    this.delayMs = (DECIMATION_DELAY / lowerHz) * 1000;
    this.#ratio = ratio;
    this.#phases = decimationPhases(ratio).map((taps) => ({
      taps,
      line: new Float64Array(HISTORY_SAMPLES + BLOCK_GROUPS + 4),
    }));
  }

  process(samples: Int16Array): Int16Array {
    const output = new Int16Array(Math.floor((this.#pending + samples.length) / this.#ratio));
    let consumed = 0;
    let produced = 0;
    while (consumed < samples.length) {
      consumed += this.#deal(samples, consumed);
      produced += this.#emit(output, produced);
    }
    return output;
  }

  flush(): Int16Array {
    const missing = (this.#ratio - this.#pending) % this.#ratio;
    const tail = this.process(new Int16Array(missing + DECIMATION_DELAY * this.#ratio));
    this[Symbol.dispose]();
    return tail;
  }

  [Symbol.dispose](): void {
    for (const { line } of this.#phases) line.fill(0);
    this.#pending = 0;
  }

  /** Returns how many samples it took. */
  #deal(samples: Int16Array, start: number): number {
    const ratio = this.#ratio;
    const count = Math.min(BLOCK_GROUPS * ratio - this.#pending, samples.length - start);
    for (const [phase, { line }] of this.#phases.entries()) {
      const first = (phase - this.#pending + ratio) % ratio;
      let place = HISTORY_SAMPLES + (this.#pending + first - phase) / ratio;
      for (let i = first; i < count; i += ratio) line[place++] = samples[start + i] ?? 0;
    }
    this.#pending += count;
    return count;
  }

  /** Returns how many samples it wrote. */
  #emit(output: Int16Array, start: number): number {
    const groups = Math.floor(this.#pending / this.#ratio);
    this.#sums.fill(0);
    for (const { taps, line } of this.#phases) {
      addConvolution({ line, taps, sums: this.#sums, count: groups });
      // One more than the history: a line may hold the beginning of the next group.
      line.copyWithin(0, groups, groups + HISTORY_SAMPLES + 1);
    }
    for (let m = 0; m < groups; m++) output[start + m] = toPcm16(this.#sums[m] ?? 0);
    this.#pending -= groups * this.#ratio;
    return groups;
  }
}
