import { addConvolution } from './convolution.ts';
import { toPcm16 } from './pcm16.ts';
import { HISTORY_SAMPLES, INTERPOLATION_DELAY, interpolationPhases } from './polyphase-filter.ts';
import type { Resampler } from './resampler-port.ts';

// 20 ms at 8 kHz: longer pieces are worked off in blocks, so that every call's buffers stay small.
const BLOCK_SAMPLES = 160;

/** Polyphase interpolation: output phase `p` is the input convolved with every `ratio`-th tap from `p` on. */
export class Upsampler implements Resampler {
  readonly delayMs: number;
  readonly #phases: readonly Float64Array[];
  readonly #line = new Float64Array(HISTORY_SAMPLES + BLOCK_SAMPLES + 4);
  readonly #sums = new Float64Array(BLOCK_SAMPLES);

  constructor({ ratio, lowerHz }: { ratio: number; lowerHz: number }) {
    this.delayMs = (INTERPOLATION_DELAY / lowerHz) * 1000;
    this.#phases = interpolationPhases(ratio);
  }

  process(samples: Int16Array): Int16Array {
    const output = new Int16Array(samples.length * this.#phases.length);
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      this.#processBlock(samples, start, output);
    }
    return output;
  }

  flush(): Int16Array {
    const tail = this.process(new Int16Array(INTERPOLATION_DELAY));
    this[Symbol.dispose]();
    return tail;
  }

  [Symbol.dispose](): void {
    this.#line.fill(0);
  }

  #processBlock(samples: Int16Array, start: number, output: Int16Array): void {
    const count = Math.min(BLOCK_SAMPLES, samples.length - start);
    const ratio = this.#phases.length;
    for (let i = 0; i < count; i++) this.#line[HISTORY_SAMPLES + i] = samples[start + i] ?? 0;
    for (const [phase, taps] of this.#phases.entries()) {
      this.#sums.fill(0);
      addConvolution({ line: this.#line, taps, sums: this.#sums, count });
      for (let m = 0; m < count; m++) output[(start + m) * ratio + phase] = toPcm16(this.#sums[m] ?? 0);
    }
    this.#line.copyWithin(0, count, count + HISTORY_SAMPLES);
  }
}
