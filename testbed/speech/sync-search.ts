import { PREAMBLE, SYNC_WORD } from './burst-frame.ts';

const PHASES = 20;
const SYNC_ERRORS = 1;
/** The eye is open for about five of a bit's 6.7 samples; the middle of that run is where bits are read. */
const LONGEST_RUN = 6;

/** A preamble that is not whole means that audio is missing from the front. */
export type SyncSighting = { centre: number; isPreambleWhole: boolean };

/** Looks for the sync word at each of the 20 sample phases that three bits have. */
export class SyncSearch {
  private readonly newest = new Int32Array(PHASES);
  private readonly older = new Int32Array(PHASES);
  private phase = 0;
  private recentBits = 0;
  private runStart = -1;
  private isPreambleWhole = false;

  clear(): void {
    this.newest.fill(0);
    this.older.fill(0);
    this.recentBits = 0;
    this.runStart = -1;
    this.isPreambleWhole = false;
  }

  /** Takes the decision made at sample `at`; answers once, up to six samples after the sync word's last bit. */
  push(bit: number, at: number): SyncSighting | null {
    const recent = (this.recentBits << 1) | bit;
    const phase = this.phase;
    const newest = this.newest[phase] ?? 0;
    const threeBits = (((recent >> 13) & 1) << 2) | (((recent >> 7) & 1) << 1) | bit;
    const word = (newest << 3) | threeBits;
    const before = ((this.older[phase] ?? 0) << 3) | (newest >>> 29);
    this.newest[phase] = word;
    this.older[phase] = before;
    this.recentBits = recent;
    this.phase = phase === PHASES - 1 ? 0 : phase + 1;
    const isMatch = countOnes(word ^ SYNC_WORD) <= SYNC_ERRORS;
    if (!isMatch && this.runStart < 0) return null;
    return this.extendRun({ isMatch, isPreambleWhole: before === PREAMBLE, at });
  }

  private extendRun(step: { isMatch: boolean; isPreambleWhole: boolean; at: number }): SyncSighting | null {
    if (this.runStart < 0) {
      this.runStart = step.at;
      this.isPreambleWhole = false;
    }
    if (step.isMatch) {
      this.isPreambleWhole ||= step.isPreambleWhole;
      if (step.at - this.runStart < LONGEST_RUN) return null;
    }
    const lastMatch = step.isMatch ? step.at : step.at - 1;
    const centre = (this.runStart + lastMatch) >> 1;
    this.runStart = -1;
    return { centre, isPreambleWhole: this.isPreambleWhole };
  }
}

function countOnes(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  count = (count + (count >>> 4)) & 0x0f0f0f0f;
  return Math.imul(count, 0x01010101) >>> 24;
}
