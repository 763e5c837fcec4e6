// HOT PATH: each of the 50 frames a second of every call leaves here.
import { type CallFaults, createDice } from './faults.ts';
import { FRAME_MS } from './ticker.ts';

interface HeldFrame {
  text: string;
  dueMs: number;
}

export type FrameFate = 'pass' | 'lost';

/** The line between carrier and our server: it loses and delays frames, but never reorders them. */
export class Uplink {
  readonly #dice: () => number;
  #dropRatio: number;
  #jitterMs: number;
  #gapEndsMs = 0;
  #held: HeldFrame[] = [];

  constructor(faults: CallFaults) {
    this.#dropRatio = faults.dropRatio ?? 0;
    this.#jitterMs = faults.jitterMs ?? 0;
    this.#dice = createDice(faults.seed ?? 1);
  }

  setJitter(jitterMs: number): void {
    this.#jitterMs = jitterMs;
  }

  setDropRatio(dropRatio: number): void {
    this.#dropRatio = dropRatio;
  }

  startGap(durationMs: number, nowMs: number): void {
    this.#gapEndsMs = nowMs + durationMs;
  }

  /** Decided before a frame is written, so that a lost one costs no sequence number. */
  decideFate(nowMs: number): FrameFate {
    if (nowMs < this.#gapEndsMs) return 'lost';
    return this.#dropRatio > 0 && this.#dice() < this.#dropRatio ? 'lost' : 'pass';
  }

  /** Hands the frame to `send`, now or in a later call of `flush`. */
  pass(text: string, nowMs: number, send: (text: string) => void): void {
    if (this.#jitterMs === 0 && this.#held.length === 0) {
      send(text);
      return;
    }
    this.#held.push({ text, dueMs: nowMs + this.#dice() * this.#jitterMs });
    this.flush(nowMs, send);
  }

  /** Sends what is due within half a frame, never past a frame that is not; `Infinity` sends all. */
  flush(nowMs: number, send: (text: string) => void): void {
    while (this.#held[0] !== undefined && this.#held[0].dueMs <= nowMs + FRAME_MS / 2) {
      send(this.#held[0].text);
      this.#held.shift();
    }
  }
}
