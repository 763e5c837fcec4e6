/** Zero crossings of the sinc on either side; 32 give about 70 dB of rejection with this window. */
const HALF_WIDTH = 32;
/** Share of the narrower band that is kept, the rest is the filter's slope. */
const PASS_BAND = 0.94;

/** Windowed-sinc resampling between any two rates. For files and tests: it needs the whole signal at once. */
export function resample(samples: Int16Array, rates: { fromHz: number; toHz: number }): Int16Array {
  const { fromHz, toHz } = rates;
  if (fromHz === toHz) return samples;
  const step = fromHz / toHz;
  const cutoff = PASS_BAND * Math.min(1, toHz / fromHz);
  const result = new Int16Array(Math.round(samples.length / step));
  // The rates' ratio is rational, so the fractional positions repeat and each needs its filter built only once.
  const filters = new Map<number, Float64Array>();
  for (let index = 0; index < result.length; index += 1) {
    const position = index * step;
    const whole = Math.floor(position + 1e-9);
    const fraction = Math.round((position - whole) * 1e6) / 1e6;
    let filter = filters.get(fraction);
    if (filter === undefined) {
      filter = buildFilter(fraction, cutoff);
      filters.set(fraction, filter);
    }
    result[index] = convolve(samples, filter, whole);
  }
  return result;
}

function buildFilter(fraction: number, cutoff: number): Float64Array {
  const reach = Math.ceil(HALF_WIDTH / cutoff);
  const taps = new Float64Array(2 * reach);
  for (let tap = 0; tap < taps.length; tap += 1) {
    const distance = tap - reach + 1 - fraction;
    taps[tap] = cutoff * sinc(cutoff * distance) * blackman(distance / reach);
  }
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function convolve(samples: Int16Array, taps: Float64Array, centre: number): number {
  const first = centre - taps.length / 2 + 1;
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap += 1) sum += (taps[tap] ?? 0) * (samples[first + tap] ?? 0);
  return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Window over -1..1. */
function blackman(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
