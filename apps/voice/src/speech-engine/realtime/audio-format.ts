import {
  base64ByteLength,
  bytesToPcm16,
  createResampler,
  mulawToPcm16,
  pcm16ToBytes,
  pcm16ToMulaw,
} from '@afterhourfix/audio';

/** Between the telephone's µ-law and what the engine speaks; one per call, for filters have memory. */
export interface AudioTranscoder {
  toEngine(mulawBase64: string): string;
  /** A piece may end within a sample: the rest is kept for the next piece of the same utterance. */
  toCarrier(engineBase64: string): string;
  /** What was kept of an utterance that was cut off is not for the next. */
  startUtterance(): void;
  /** The rest of an utterance, still inside the filter; so its µ-law is as long as the engine's audio. */
  endUtterance(): string;
  /** Length of the µ-law that `toCarrier` gave. */
  byteLength(mulawBase64: string): number;
}

/** audio/pcmu: the very same bytes, nothing decoded. */
const PASSTHROUGH: AudioTranscoder = {
  toEngine: (audio) => audio,
  toCarrier: (audio) => audio,
  startUtterance: () => undefined,
  endUtterance: () => '',
  byteLength: base64ByteLength,
};

const CARRIER_SAMPLES_PER_MS = 8;

export function createTranscoder(format: 'pcmu' | 'pcm16'): AudioTranscoder {
  if (format === 'pcmu') return PASSTHROUGH;
  const up = createResampler({ fromHz: 8000, toHz: 24000 });
  const utterance = new EngineUtterance();
  return {
    toEngine(audio) {
      const samples = up.process(mulawToPcm16(Buffer.from(audio, 'base64')));
      return Buffer.from(pcm16ToBytes(samples)).toString('base64');
    },
    toCarrier: (audio) => utterance.push(Buffer.from(audio, 'base64')),
    startUtterance: () => utterance.start(),
    endUtterance: () => utterance.end(),
    byteLength: base64ByteLength,
  };
}

/** One utterance at a time from 24 kHz to the telephone; the filter's delay is cut off its beginning. */
class EngineUtterance {
  readonly #down = createResampler({ fromHz: 24000, toHz: 8000 });
  readonly #delaySamples = Math.round(this.#down.delayMs * CARRIER_SAMPLES_PER_MS);
  #samplesToSkip = this.#delaySamples;
  #halfSample = Buffer.alloc(0);

  start(): void {
    this.#down.flush();
    this.#samplesToSkip = this.#delaySamples;
    this.#halfSample = Buffer.alloc(0);
  }

  push(piece: Buffer): string {
    const bytes = Buffer.concat([this.#halfSample, piece]);
    const wholeBytes = bytes.length - (bytes.length % 2);
    this.#halfSample = bytes.subarray(wholeBytes);
    return this.#toMulaw(this.#down.process(bytesToPcm16(bytes.subarray(0, wholeBytes))));
  }

  end(): string {
    return this.#toMulaw(this.#down.flush());
  }

  #toMulaw(samples: Int16Array): string {
    const heard = samples.subarray(this.#samplesToSkip);
    this.#samplesToSkip -= samples.length - heard.length;
    return Buffer.from(pcm16ToMulaw(heard)).toString('base64');
  }
}
