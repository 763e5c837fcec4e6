import type { Clock } from '@afterhourfix/foundation';
import type { AudioDelta } from '@afterhourfix/integrations/openai-realtime';
import type { AgentAudio } from '../speech-engine.ts';
import type { AudioTranscoder } from './audio-format.ts';

const MULAW_BYTES_PER_MS = 8;

/** What the agent says in the present session, as the telephone takes it. */
export class AgentVoice {
  readonly #transcoder: AudioTranscoder;
  readonly #clock: Clock;
  readonly #spoken = new Set<string>();
  /** Filled again and again. */
  readonly #audio: AgentAudio = { utteranceId: '', contentIndex: 0, audio: '', byteLength: 0 };
  #soundsUntilMs = 0;

  constructor(parts: { transcoder: AudioTranscoder; clock: Clock }) {
    this.#transcoder = parts.transcoder;
    this.#clock = parts.clock;
  }

  /** Whether the caller may still be hearing what was said, had it been played without a pause. */
  get isSounding(): boolean {
    return this.#clock.monotonicMs() < this.#soundsUntilMs;
  }

  /** An item that the session knows as spoken: only those can be truncated. */
  hasSpoken(utteranceId: string): boolean {
    return this.#spoken.has(utteranceId);
  }

  /** HOT: null when the piece holds no whole sample. */
  hear(delta: AudioDelta): AgentAudio | null {
    if (delta.itemId !== this.#audio.utteranceId) this.#begin(delta.itemId);
    this.#audio.contentIndex = delta.contentIndex;
    return this.#give(this.#transcoder.toCarrier(delta.audio));
  }

  /** The last of an utterance; null when nothing was kept back. */
  end(itemId: string): AgentAudio | null {
    return itemId === this.#audio.utteranceId ? this.#give(this.#transcoder.endUtterance()) : null;
  }

  cut(): void {
    this.#soundsUntilMs = 0;
  }

  sessionReplaced(): void {
    this.#spoken.clear();
  }

  #give(mulaw: string): AgentAudio | null {
    const audio = this.#audio;
    audio.audio = mulaw;
    audio.byteLength = this.#transcoder.byteLength(mulaw);
    if (audio.byteLength === 0) return null;
    this.#soundsUntilMs =
      Math.max(this.#soundsUntilMs, this.#clock.monotonicMs()) + audio.byteLength / MULAW_BYTES_PER_MS;
    return audio;
  }

  #begin(itemId: string): void {
    this.#spoken.add(itemId);
    this.#audio.utteranceId = itemId;
    this.#transcoder.startUtterance();
  }
}
