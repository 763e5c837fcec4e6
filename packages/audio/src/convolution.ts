// HOT PATH: 3 x 160 x 68 multiplications per 20 ms frame and direction; budget 20 us.
// `?? 0` is for the type checker: no index leaves its array, and V8 folds it away.

// Outputs are computed four at a time, so that a loaded tap or sample serves several products.
const BLOCK = 4;

export interface Convolution {
  readonly line: Float64Array;
  readonly taps: Float64Array;
  readonly sums: Float64Array;
  readonly count: number;
}

/**
 * Adds to `sums[m]` the sum over `j` of `taps[j] * line[m + j]`, for every `m < count`. Rounds `count` up to
 * a whole block: `line` must hold `count + taps.length + 3` numbers and `sums` a whole number of blocks.
 * The number of taps is a multiple of 4. A sum does not depend on its place in a block, bit for bit.
 */
export function addConvolution({ line, taps, sums, count }: Convolution): void {
  for (let m = 0; m < count; m += BLOCK) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let x0 = line[m] ?? 0;
    let x1 = line[m + 1] ?? 0;
    let x2 = line[m + 2] ?? 0;
    for (let j = 0; j < taps.length; j += 4) {
      const tap0 = taps[j] ?? 0;
      const tap1 = taps[j + 1] ?? 0;
      const tap2 = taps[j + 2] ?? 0;
      const tap3 = taps[j + 3] ?? 0;
      const x3 = line[m + j + 3] ?? 0;
      const x4 = line[m + j + 4] ?? 0;
      const x5 = line[m + j + 5] ?? 0;
      const x6 = line[m + j + 6] ?? 0;
      sum0 += tap0 * x0 + tap1 * x1 + tap2 * x2 + tap3 * x3;
      sum1 += tap0 * x1 + tap1 * x2 + tap2 * x3 + tap3 * x4;
      sum2 += tap0 * x2 + tap1 * x3 + tap2 * x4 + tap3 * x5;
      sum3 += tap0 * x3 + tap1 * x4 + tap2 * x5 + tap3 * x6;
      x0 = x4;
      x1 = x5;
      x2 = x6;
    }
    sums[m] = (sums[m] ?? 0) + sum0;
    sums[m + 1] = (sums[m + 1] ?? 0) + sum1;
    sums[m + 2] = (sums[m + 2] ?? 0) + sum2;
    sums[m + 3] = (sums[m + 3] ?? 0) + sum3;
  }
}
