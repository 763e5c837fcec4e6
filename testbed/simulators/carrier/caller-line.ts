// HOT PATH: `tick` runs 50 times a second for every call.
import { AudioTimeline, FRAME_BYTES, MULAW_SILENCE } from './audio-timeline.ts';
import type { CarrierClock } from './clock.ts';
import type { MediaConnection } from './media-connection.ts';
import { FRAME_MS, type FrameTicker, type Ticking } from './ticker.ts';

/** `samples` are 160 µ-law bytes; `atMs` is when their first one is heard, from the answer of the call. */
export type HeardListener = (samples: Uint8Array, atMs: number) => void;

interface Utterance {
  mulaw: Uint8Array;
  offset: number;
  resolve: () => void;
}

const SILENT_FRAME = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);

export interface CallerLineParts {
  ticker: FrameTicker;
  clock: CarrierClock;
  keepsAudio: boolean;
}

/** The caller's telephone: a mouth, an ear, and whatever the call is connected to just now. */
export class CallerLine implements Ticking {
  readonly heard: AudioTimeline;
  readonly spoken: AudioTimeline;
  readonly #ticker: FrameTicker;
  readonly #clock: CarrierClock;
  readonly #utterances: Utterance[] = [];
  readonly #heardListeners = new Set<HeardListener>();
  #stream: MediaConnection | null = null;
  #membership: Disposable | null = null;
  #hasEnded = false;
  #answeredAtMs: number | null = null;
  #endedAfterMs: number | null = null;
  #lastSpokeAtMs: number | null = null;
  #lastHeardAtMs: number | null = null;

  constructor({ ticker, clock, keepsAudio }: CallerLineParts) {
    this.#ticker = ticker;
    this.#clock = clock;
    this.heard = new AudioTimeline(keepsAudio);
    this.spoken = new AudioTimeline(keepsAudio);
  }

  /** On the carrier's clock, by default `performance.now()`; null before the answer. */
  get answeredAtMs(): number | null {
    return this.#answeredAtMs;
  }

  /** Whether the caller has nothing more to say just now. */
  get isSilent(): boolean {
    return this.#utterances.length === 0;
  }

  get lastSpokeAtMs(): number | null {
    return this.#lastSpokeAtMs;
  }

  get lastHeardAtMs(): number | null {
    return this.#lastHeardAtMs;
  }

  /** Milliseconds since the answer; 0 before it, the call's length after its end. */
  nowMs(): number {
    if (this.#answeredAtMs === null) return 0;
    return this.#endedAfterMs ?? this.#clock.monotonicMs() - this.#answeredAtMs;
  }

  answer(): void {
    if (this.#answeredAtMs !== null || this.#hasEnded) return;
    this.#answeredAtMs = this.#clock.monotonicMs();
    this.#membership = this.#ticker.add(this);
  }

  connect(stream: MediaConnection): void {
    this.#stream = stream;
  }

  disconnect(stream: MediaConnection): void {
    if (this.#stream === stream) this.#stream = null;
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#endedAfterMs = this.nowMs();
    this.#hasEnded = true;
    this.#membership?.[Symbol.dispose]();
    for (const utterance of this.#utterances.splice(0)) utterance.resolve();
  }

  /** Resolves when the last of it has left the mouth, or the call has ended. */
  speak(mulaw: Uint8Array): Promise<void> {
    if (this.#hasEnded || mulaw.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#utterances.push({ mulaw, offset: 0, resolve });
    });
  }

  onHeard(listener: HeardListener): Disposable {
    this.#heardListeners.add(listener);
    return { [Symbol.dispose]: () => this.#heardListeners.delete(listener) };
  }

  tick(): void {
    const atMs = (this.heard.byteLength / FRAME_BYTES) * FRAME_MS;
    const spoken = this.#nextSpokenFrame();
    this.spoken.append(spoken);
    if (spoken !== null) this.#lastSpokeAtMs = atMs + FRAME_MS;
    this.#stream?.sendMedia(spoken);
    const heard = this.#stream?.playFrame() ?? null;
    this.heard.append(heard);
    if (heard !== null) this.#lastHeardAtMs = atMs + FRAME_MS;
    for (const listener of this.#heardListeners) listener(heard ?? SILENT_FRAME, atMs);
  }

  #nextSpokenFrame(): Uint8Array | null {
    const utterance = this.#utterances[0];
    if (utterance === undefined) return null;
    const end = utterance.offset + FRAME_BYTES;
    const part = utterance.mulaw.subarray(utterance.offset, end);
    utterance.offset = end;
    if (end >= utterance.mulaw.length) {
      this.#utterances.shift();
      utterance.resolve();
    }
    if (part.length === FRAME_BYTES) return part;
    const padded = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);
    padded.set(part);
    return padded;
  }
}
