// HOT PATH: 50 frames per second and call. Budget: a comparison and a call per frame.
import { mulawSilenceBase64 } from '@afterhourfix/audio';
import type { Clock } from '@afterhourfix/foundation';

const BYTES_PER_MS = 8;
const FRAME_MS = 20;
/**
 * Past this the caller's line was away, not late; the engine needs no more silence to end a turn. Timestamps that
 * jump back this far have begun anew.
 */
const MAX_GAP_MS = 10_000;
/** Silence goes in pieces of one cached string. */
const SILENCE_PIECE_MS = 200;
const WATCH_PERIOD_MS = 250;
/** Without any frame for this long we hear silence, so that voice activity detection can end a turn. */
const INACTIVITY_MS = 750;

export type CallerAudioSink = (audio: string, byteLength: number) => void;

/** Puts the caller's frames on one time line: holes become silence, so the engine's offsets stay true. */
export class CallerAudio implements Disposable {
  readonly #clock: Clock;
  readonly #sink: CallerAudioSink;
  readonly #watch: Disposable;
  #expectedMs = -1;
  /** Silence put into the present hole by the clock, before a frame told how long the hole is. */
  #filledInHoleMs = 0;
  #lastFrameAtMs: number;
  /** Milliseconds of silence put in by us. */
  filledMs = 0;
  frames = 0;

  constructor(clock: Clock, sink: CallerAudioSink) {
    this.#clock = clock;
    this.#sink = sink;
    this.#lastFrameAtMs = clock.monotonicMs();
    this.#watch = clock.every(WATCH_PERIOD_MS, () => this.#fillInactivity());
  }

  /**
   * `timestampMs` counts from the start of the stream. Late frames pass as they come: after a stall they bring the
   * caller's words, which matter more than the silence that stood in for them.
   */
  accept(audio: string, byteLength: number, timestampMs: number): void {
    this.frames++;
    this.#lastFrameAtMs = this.#clock.monotonicMs();
    const gapMs = this.#expectedMs < 0 ? 0 : timestampMs - this.#expectedMs;
    if (gapMs >= FRAME_MS) this.#fill(Math.min(gapMs, MAX_GAP_MS - this.#filledInHoleMs));
    this.#filledInHoleMs = 0;
    const endMs = timestampMs + byteLength / BYTES_PER_MS;
    if (endMs > this.#expectedMs || gapMs < -MAX_GAP_MS) this.#expectedMs = endMs;
    this.#sink(audio, byteLength);
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  /** What we fill now, the next frame's timestamp must not fill again: the expected time moves along. */
  #fillInactivity(): void {
    if (this.#expectedMs < 0) return;
    const quietMs = this.#clock.monotonicMs() - this.#lastFrameAtMs;
    if (quietMs < INACTIVITY_MS || this.#filledInHoleMs >= MAX_GAP_MS) return;
    this.#fill(WATCH_PERIOD_MS);
    this.#filledInHoleMs += WATCH_PERIOD_MS;
    this.#expectedMs += WATCH_PERIOD_MS;
  }

  #fill(gapMs: number): void {
    this.filledMs += gapMs;
    for (let leftMs = gapMs; leftMs > 0; leftMs -= SILENCE_PIECE_MS) {
      const byteLength = Math.round(Math.min(leftMs, SILENCE_PIECE_MS) * BYTES_PER_MS);
      if (byteLength > 0) this.#sink(mulawSilenceBase64(byteLength), byteLength);
    }
  }
}
