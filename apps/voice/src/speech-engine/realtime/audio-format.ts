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
  /** What was kept of an utterance that was cut off must not shift the bytes of the next. */
  startUtterance(): void;
  /** Length of the µ-law that `toCarrier` gave. */
  byteLength(mulawBase64: string): number;
}

/** audio/pcmu: the very same bytes, nothing decoded. */
const PASSTHROUGH: AudioTranscoder = {
  toEngine: (audio) => audio,
  toCarrier: (audio) => audio,
  startUtterance: () => undefined,
  byteLength: base64ByteLength,
};

export function createTranscoder(format: 'pcmu' | 'pcm16'): AudioTranscoder {
  if (format === 'pcmu') return PASSTHROUGH;
  const up = createResampler({ fromHz: 8000, toHz: 24000 });
  const down = createResampler({ fromHz: 24000, toHz: 8000 });
  let halfSample = Buffer.alloc(0);
  return {
    toEngine(audio) {
      const samples = up.process(mulawToPcm16(Buffer.from(audio, 'base64')));
      return Buffer.from(pcm16ToBytes(samples)).toString('base64');
    },
    toCarrier(audio) {
      const bytes = Buffer.concat([halfSample, Buffer.from(audio, 'base64')]);
      const wholeBytes = bytes.length - (bytes.length % 2);
      halfSample = bytes.subarray(wholeBytes);
      const samples = down.process(bytesToPcm16(bytes.subarray(0, wholeBytes)));
      return Buffer.from(pcm16ToMulaw(samples)).toString('base64');
    },
    startUtterance() {
      halfSample = Buffer.alloc(0);
    },
    byteLength: base64ByteLength,
  };
}
