import type { CarrierCall } from '../simulators/carrier/index.ts';
import { BLOCK_BYTES, nowMs, readStamp } from '../simulators/openai-realtime/index.ts';
import { toFirstCounter } from './call-counters.ts';
import { LiveSpeech } from './live-speech.ts';

/** Two of these are always queued, so that a late timer finds the next frame. */
const SPEECH_BLOCKS = 50;
const BLOCK_MS = 20;

/** The caller's part in one call: an endless stamped speech, and a record of every frame that comes back. */
export class CallerLine {
  readonly call: CarrierCall;
  readonly callIndex: number;
  readonly webhookAtMs: number;
  /** In step, one entry a frame of our server: when the engine sent its audio, when it came. */
  readonly sentAtMs: number[] = [];
  readonly arrivedAtMs: number[] = [];
  readonly counters: number[] = [];
  /** When each `clear` came, and how many bytes of the agent's audio had come until then. */
  readonly clears: { atMs: number; receivedBytes: number }[] = [];
  readonly firstAudio = Promise.withResolvers<void>();
  firstAudioAtMs: number | null = null;
  spokenFrames = 0;
  #receivedBytes = 0;
  #isOver = false;
  /** A piece may end within a block. */
  #rest = Buffer.alloc(0);

  constructor(call: CarrierCall, origin: { callIndex: number; webhookAtMs: number }) {
    this.call = call;
    this.callIndex = origin.callIndex;
    this.webhookAtMs = origin.webhookAtMs;
    call.onMedia({
      onMediaReceived: (bytes) => this.#received(bytes),
      onClear: () => this.clears.push({ atMs: nowMs(), receivedBytes: this.#receivedBytes }),
    });
    void call.untilStreaming().then(() => this.#speak());
    void call.untilEnded().then(() => this.firstAudio.resolve());
  }

  hangUp(): void {
    this.#isOver = true;
    this.call.hangUp();
  }

  /** Where in all the engine's audio of this call the first `heardBytes` of what came end, in milliseconds. */
  toEnginePositionMs(heardBytes: number): number {
    const blocks = Math.floor(heardBytes / BLOCK_BYTES);
    const restMs = ((heardBytes % BLOCK_BYTES) / BLOCK_BYTES) * BLOCK_MS;
    const last = this.counters[blocks - 1];
    return last === undefined ? restMs : (last + 1) * BLOCK_MS + restMs;
  }

  #speak(): void {
    const first = toFirstCounter(this.callIndex);
    const keepSpeaking = async () => {
      const speech = new LiveSpeech(SPEECH_BLOCKS, () => first + this.spokenFrames++);
      while (!this.#isOver) await this.call.sendSpeech(speech);
    };
    void keepSpeaking();
    void keepSpeaking();
  }

  #received(bytes: Uint8Array): void {
    const arrivedAtMs = nowMs();
    if (this.firstAudioAtMs === null) {
      this.firstAudioAtMs = arrivedAtMs;
      this.firstAudio.resolve();
    }
    this.#receivedBytes += bytes.length;
    const audio = this.#rest.length === 0 ? asBuffer(bytes) : Buffer.concat([this.#rest, bytes]);
    let offset = 0;
    for (; offset + BLOCK_BYTES <= audio.length; offset += BLOCK_BYTES) {
      const stamp = readStamp(audio, offset);
      if (!stamp) continue;
      this.counters.push(stamp.counter);
      // All blocks of one delta left together: one latency each frame, told by its first block.
      if (offset > 0) continue;
      this.sentAtMs.push(stamp.sentAtMs);
      this.arrivedAtMs.push(arrivedAtMs);
    }
    this.#rest = Buffer.from(audio.subarray(offset));
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
