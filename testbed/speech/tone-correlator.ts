// HOT PATH: runs on every loud sample of every simulated call. Budget 40 ns a sample, no allocation.

/** One bit is 20/3 samples, so three bits are 20 samples exactly, and 40 samples hold whole cycles of both tones. */
const TABLE_LENGTH = 40;
const WINDOW = 7;
const TABLE_SCALE = 256;
/** Power of a clean tone in the window, relative to energy: (scale * amplitude * WINDOW / 2)^2 over amplitude^2 * WINDOW / 2. */
const CLEAN_TONE = (TABLE_SCALE * TABLE_SCALE * WINDOW) / 2;
/** Share of the window's energy that one of the two tones must hold. Measured: bursts 0.97 between edges, speech below. */
const CARRIER_SHARE = 0.6;

const markCos = buildTable(1200, Math.cos);
const markSin = buildTable(1200, Math.sin);
const spaceCos = buildTable(2200, Math.cos);
const spaceSin = buildTable(2200, Math.sin);

/** Sliding correlation with both tones over the last seven samples, in integers so that the sums cannot drift. */
export class ToneCorrelator {
  /** 1 when the mark tone is stronger, 0 when the space tone is. */
  bit = 0;
  /** Whether nearly all energy sits in one of the two tones. */
  isTone = false;

  private at = 0;
  private markI = 0;
  private markQ = 0;
  private spaceI = 0;
  private spaceQ = 0;
  private energy = 0;
  private readonly products = new Int32Array(4 * 8);
  private readonly squares = new Float64Array(8);

  clear(): void {
    this.at = this.markI = this.markQ = this.spaceI = this.spaceQ = this.energy = this.bit = 0;
    this.isTone = false;
    this.products.fill(0);
    this.squares.fill(0);
  }

  push(sample: number): void {
    const { products, squares, at } = this;
    const phase = at % TABLE_LENGTH;
    const slot = at & 7;
    const oldest = (at - WINDOW) & 7;
    const markI = sample * (markCos[phase] ?? 0);
    const markQ = sample * (markSin[phase] ?? 0);
    const spaceI = sample * (spaceCos[phase] ?? 0);
    const spaceQ = sample * (spaceSin[phase] ?? 0);
    this.markI += markI - (products[oldest] ?? 0);
    this.markQ += markQ - (products[oldest + 8] ?? 0);
    this.spaceI += spaceI - (products[oldest + 16] ?? 0);
    this.spaceQ += spaceQ - (products[oldest + 24] ?? 0);
    products[slot] = markI;
    products[slot + 8] = markQ;
    products[slot + 16] = spaceI;
    products[slot + 24] = spaceQ;
    this.energy += sample * sample - (squares[oldest] ?? 0);
    squares[slot] = sample * sample;
    // The rings of 8 stay continuous over the wrap because 40 is a multiple of 8.
    this.at = at === TABLE_LENGTH - 1 ? 0 : at + 1;
    const mark = this.markI * this.markI + this.markQ * this.markQ;
    const space = this.spaceI * this.spaceI + this.spaceQ * this.spaceQ;
    this.bit = mark > space ? 1 : 0;
    this.isTone = Math.max(mark, space) > CARRIER_SHARE * CLEAN_TONE * this.energy;
  }
}

function buildTable(toneHz: number, wave: (angle: number) => number): Int32Array {
  return Int32Array.from({ length: TABLE_LENGTH }, (_, index) =>
    Math.round(TABLE_SCALE * wave((2 * Math.PI * toneHz * index) / 8000)),
  );
}
