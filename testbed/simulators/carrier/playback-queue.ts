// HOT PATH: runs for each of the 50 frames a second of every call.
import { FRAME_BYTES, MULAW_SILENCE } from './audio-timeline.ts';

export interface MarkRecord {
  name: string;
  receivedAtMs: number;
  /** Null while outstanding, and for ever when marks are withheld. */
  echoedAtMs: number | null;
  /** µ-law bytes queued since the mark before. */
  queuedBytes: number;
  /** Of these, bytes that reached the caller's ear. */
  heardBytes: number;
}

const NO_MARKS: readonly MarkRecord[] = [];

type Entry = { kind: 'audio'; bytes: Uint8Array; offset: number } | { kind: 'mark'; mark: MarkRecord };

/** What Twilio holds for the caller: audio played in order at real time, marks between it. */
export class PlaybackQueue {
  #entries: Entry[] = [];
  #audioBytes = 0;
  #heardSinceMark = 0;
  #queuedSinceMark = 0;
  /** Reached while the current frame was filled; due when that frame has been played. */
  #due: MarkRecord[] = [];

  get queuedBytes(): number {
    return this.#audioBytes;
  }

  addAudio(bytes: Uint8Array): void {
    this.#entries.push({ kind: 'audio', bytes, offset: 0 });
    this.#audioBytes += bytes.length;
    this.#queuedSinceMark += bytes.length;
  }

  addMark(name: string, receivedAtMs: number): MarkRecord {
    const mark: MarkRecord = {
      name,
      receivedAtMs,
      echoedAtMs: null,
      queuedBytes: this.#queuedSinceMark,
      heardBytes: 0,
    };
    this.#queuedSinceMark = 0;
    this.#entries.push({ kind: 'mark', mark });
    return mark;
  }

  /** Marks whose audio has been played by now; they are given once. */
  takeDueMarks(): readonly MarkRecord[] {
    if (this.#due.length === 0) return NO_MARKS;
    const due = this.#due;
    this.#due = [];
    return due;
  }

  /** The next 20 ms, padded with silence, or null when there is nothing to play. */
  nextFrame(): Uint8Array | null {
    if (this.#entries.length === 0) return null;
    const frame = new Uint8Array(FRAME_BYTES);
    const filled = this.#fill(frame);
    if (filled === 0) return null;
    if (filled < FRAME_BYTES) frame.fill(MULAW_SILENCE, filled);
    return frame;
  }

  /** Empties the queue; the outstanding marks come back at once, in order. */
  clear(): { droppedBytes: number; marks: MarkRecord[] } {
    const marks = [...this.takeDueMarks()];
    for (const entry of this.#entries) {
      if (entry.kind === 'mark') this.#settle(entry.mark, marks);
    }
    const droppedBytes = this.#audioBytes;
    this.#entries = [];
    this.#audioBytes = 0;
    this.#heardSinceMark = 0;
    this.#queuedSinceMark = 0;
    return { droppedBytes, marks };
  }

  #settle(mark: MarkRecord, into: MarkRecord[]): void {
    mark.heardBytes = this.#heardSinceMark;
    this.#heardSinceMark = 0;
    into.push(mark);
  }

  #fill(frame: Uint8Array): number {
    let filled = 0;
    let used = 0;
    for (const entry of this.#entries) {
      if (entry.kind === 'mark') {
        this.#settle(entry.mark, this.#due);
      } else {
        const count = Math.min(FRAME_BYTES - filled, entry.bytes.length - entry.offset);
        frame.set(entry.bytes.subarray(entry.offset, entry.offset + count), filled);
        entry.offset += count;
        filled += count;
        this.#heardSinceMark += count;
        this.#audioBytes -= count;
        if (entry.offset < entry.bytes.length) break;
      }
      used += 1;
    }
    if (used > 0) this.#entries.splice(0, used);
    return filled;
  }
}
