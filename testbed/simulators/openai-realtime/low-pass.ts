const TAPS = 47;
const CUTOFF = 3_600 / 24_000;

function blackman(index: number): number {
  const angle = (2 * Math.PI * index) / (TAPS - 1);
  return 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
}

/** Windowed sinc that passes the telephone band at 24 kHz; its gain at 0 Hz is 1. */
function designKernel(): Float32Array {
  const kernel = Float32Array.from({ length: TAPS }, (_, index) => {
    const offset = index - (TAPS - 1) / 2;
    const sinc = offset === 0 ? 2 * CUTOFF : Math.sin(2 * Math.PI * CUTOFF * offset) / (Math.PI * offset);
    return sinc * blackman(index);
  });
  const gain = kernel.reduce((sum, tap) => sum + tap, 0);
  return kernel.map((tap) => tap / gain);
}

const KERNEL = designKernel();

/** Keeps every third sample of a 24 kHz stream behind a low-pass; one for each stream, frames of any length. */
export class Decimator {
  #held = new Float32Array(TAPS - 1);

  push(samples24k: Int16Array): Int16Array {
    const joined = new Float32Array(this.#held.length + samples24k.length);
    joined.set(this.#held);
    joined.set(samples24k, this.#held.length);
    const count = Math.max(0, Math.floor((joined.length - TAPS) / 3) + 1);
    const out = new Int16Array(count);
    for (let index = 0; index < count; index++) {
      let sum = 0;
      const from = index * 3;
      for (let tap = 0; tap < TAPS; tap++) sum += (KERNEL[tap] ?? 0) * (joined[from + tap] ?? 0);
      out[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
    this.#held = joined.slice(count * 3);
    return out;
  }
}

/** A whole 8 kHz utterance at 24 kHz, of exactly three times the samples. */
export function interpolate(samples8k: Int16Array): Int16Array {
  const out = new Int16Array(samples8k.length * 3);
  const middle = (TAPS - 1) / 2;
  for (let index = 0; index < out.length; index++) {
    let sum = 0;
    // Only every third tap meets a sample; the zeros between them cost nothing.
    for (let tap = (((middle - index) % 3) + 3) % 3; tap < TAPS; tap += 3)
      sum += (KERNEL[tap] ?? 0) * (samples8k[(index + tap - middle) / 3] ?? 0);
    out[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum * 3)));
  }
  return out;
}
