// HOT PATH: `playFrame` runs 50 times a second for every call.
import type { CallFaults } from './faults.ts';
import { type MarkRecord, PlaybackQueue } from './playback-queue.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamPlaybackOptions {
  record: StreamRecord;
  faults: CallFaults;
  nowMs: () => number;
  sendMark: (name: string) => void;
}

/** Plays what our server sent and returns its marks, keeping the stream's record. */
export class StreamPlayback {
  readonly #options: StreamPlaybackOptions;
  readonly #queue = new PlaybackQueue();
  #wasPlaying = false;
  #heldMark: MarkRecord | null = null;

  constructor(options: StreamPlaybackOptions) {
    this.#options = options;
  }

  /** Returns when it arrived. */
  receiveMedia(bytes: Uint8Array): number {
    const { record, nowMs } = this.#options;
    const atMs = nowMs();
    record.mediaReceived += 1;
    record.bytesReceived += bytes.length;
    record.firstMediaAtMs ??= atMs;
    this.#queue.addAudio(bytes);
    return atMs;
  }

  receiveMark(name: string): void {
    const { record, nowMs } = this.#options;
    record.marks.push(this.#queue.addMark(name, nowMs()));
    // With nothing playing there is no next frame to carry the echo.
    if (this.#queue.queuedBytes > 0 || this.#wasPlaying) return;
    this.#queue.nextFrame();
    this.#echoDue();
  }

  /** Returns when it arrived. */
  clear(): number {
    const { record, nowMs } = this.#options;
    const atMs = nowMs();
    const { droppedBytes, marks } = this.#queue.clear();
    record.clears.push({ atMs, droppedBytes });
    record.bytesCleared += droppedBytes;
    for (const mark of marks) this.#echo(mark);
    return atMs;
  }

  /** The stream is over: what is queued will not be heard. */
  discard(): void {
    this.#options.record.bytesCleared += this.#queue.clear().droppedBytes;
  }

  /** The next 20 ms, or null for silence; before it, the marks of what has just been played. */
  playFrame(): Uint8Array | null {
    const { record, nowMs } = this.#options;
    this.#echoDue();
    const before = this.#queue.queuedBytes;
    const frame = this.#queue.nextFrame();
    this.#wasPlaying = frame !== null;
    if (frame === null) return null;
    record.bytesHeard += before - this.#queue.queuedBytes;
    record.firstHeardAtMs ??= nowMs();
    return frame;
  }

  #echoDue(): void {
    for (const mark of this.#queue.takeDueMarks()) this.#echo(mark);
  }

  #echo(mark: MarkRecord): void {
    const { neverReturnsMarks, swapsMarks } = this.#options.faults;
    if (neverReturnsMarks === true) return;
    if (swapsMarks === true && this.#heldMark === null) {
      this.#heldMark = mark;
      return;
    }
    this.#send(mark);
    if (this.#heldMark !== null) this.#send(this.#heldMark);
    this.#heldMark = null;
  }

  #send(mark: MarkRecord): void {
    mark.echoedAtMs = this.#options.nowMs();
    this.#options.sendMark(mark.name);
  }
}
