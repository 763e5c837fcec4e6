import { bytesPerMs, bytesPerSample, InputDecoder, readBase64 } from './audio-format.ts';
import { HeardWords, type Hearing } from './heard-words.ts';
import { clientMistake, refusal, type VendorRefusal } from './vendor-error.ts';
import { VoiceActivity, type VoiceEvent } from './voice-activity.ts';
import type { AudioFormat, TurnDetection } from './wire-types.ts';

const BLOCK_SAMPLES = 160;
const SAMPLES_PER_MS = 8;
const MAX_APPEND_BYTES = 15 * 1024 * 1024;
const MIN_COMMIT_MS = 100;
// Silence before speech is kept only this long; a turn's prefix padding is taken from it.
const KEPT_SILENCE_MS = 2_000;

export interface CommittedAudio {
  bytes: Buffer;
  durationMs: number;
  hearing: Hearing;
}

/** The input audio buffer of one session: exact accounting of what was appended, turn detection, and hearing. */
export class InputAudio {
  readonly #voice = new VoiceActivity();
  readonly #decoder = new InputDecoder();
  readonly #words = new HeardWords();
  #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  #format: AudioFormat;
  #appendedMs = 0;
  #hasTurnDetection = false;
  appendedBytes = 0;

  constructor(format: AudioFormat) {
    this.#format = format;
  }

  configure(format: AudioFormat, turnDetection: TurnDetection | null): void {
    if (format.type !== this.#format.type) this.clear();
    this.#format = format;
    this.#hasTurnDetection = turnDetection !== null;
    this.#voice.configure(turnDetection);
  }

  /** Audio appended in this session, the time axis of every `audio_start_ms` and `audio_end_ms`. */
  get positionMs(): number {
    return Math.floor(this.#appendedMs);
  }

  get isSpeaking(): boolean {
    return this.#voice.isSpeaking;
  }

  append(base64: string, onVoice: (event: VoiceEvent) => void): VendorRefusal | null {
    const bytes = readBase64(base64);
    if (!bytes || bytes.length % bytesPerSample(this.#format) !== 0) {
      const message = `Invalid 'audio'. Expected base64-encoded audio bytes (${this.#format.type}) but got an invalid value.`;
      return clientMistake('invalid_value', message, 'audio');
    }
    if (bytes.length > MAX_APPEND_BYTES)
      return clientMistake('invalid_value', 'An append may hold at most 15 MiB of audio.', 'audio');
    this.#keep(bytes);
    const samples = this.#decoder.decode(bytes, this.#format);
    for (let from = 0; from < samples.length; from += BLOCK_SAMPLES) {
      const block = samples.subarray(from, from + BLOCK_SAMPLES);
      this.#words.push(block);
      this.#voice.push(block, onVoice);
    }
    return null;
  }

  /** Takes the whole buffer, as a client's commit does; refused below 100 ms. */
  commitAll(): CommittedAudio | VendorRefusal {
    const durationMs = this.#bufferedBytes / bytesPerMs(this.#format);
    if (durationMs < MIN_COMMIT_MS)
      return refusal(
        'input_audio_buffer_commit_empty',
        `Error committing input audio buffer: buffer too small. Expected at least ${MIN_COMMIT_MS}ms of audio, but buffer only has ${durationMs.toFixed(2)}ms of audio.`,
      );
    const committed = this.#take(durationMs);
    this.#voice.reset();
    return committed;
  }

  /** Takes one detected turn; what was appended behind its end stays in the buffer. */
  commitTurn(audioStartMs: number, audioEndMs: number): CommittedAudio {
    const bufferedMs = this.#bufferedBytes / bytesPerMs(this.#format);
    const behindMs = Math.max(0, this.#appendedMs - audioEndMs);
    return this.#take(Math.min(bufferedMs - behindMs, audioEndMs - audioStartMs), behindMs);
  }

  clear(): void {
    this.#chunks = [];
    this.#bufferedBytes = 0;
    this.#voice.reset();
    this.#words.take(Number.POSITIVE_INFINITY);
  }

  #take(durationMs: number, behindMs = 0): CommittedAudio {
    const all = Buffer.concat(this.#chunks, this.#bufferedBytes);
    const end = all.length - Math.round(behindMs) * bytesPerMs(this.#format);
    const start = Math.max(0, end - Math.round(durationMs) * bytesPerMs(this.#format));
    const hearing = this.#words.take((this.#appendedMs - behindMs - durationMs) * SAMPLES_PER_MS);
    this.#chunks = [all.subarray(end)];
    this.#bufferedBytes = all.length - end;
    return { bytes: all.subarray(start, end), durationMs, hearing };
  }

  #keep(bytes: Buffer): void {
    this.appendedBytes += bytes.length;
    this.#appendedMs += bytes.length / bytesPerMs(this.#format);
    this.#chunks.push(bytes);
    this.#bufferedBytes += bytes.length;
    if (!this.#hasTurnDetection || this.#voice.isSpeaking) return;
    const keptBytes = KEPT_SILENCE_MS * bytesPerMs(this.#format);
    while (this.#bufferedBytes - (this.#chunks[0]?.length ?? 0) > keptBytes)
      this.#bufferedBytes -= this.#chunks.shift()?.length ?? 0;
  }
}
