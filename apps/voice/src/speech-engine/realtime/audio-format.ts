import {
  base64ByteLength,
  bytesToPcm16,
  createResampler,
  mulawToPcm16,
  pcm16ToBytes,
  pcm16ToMulaw,
} from '@afterhourfix/audio';

/** Between the telephone's µ-law and what the engine session speaks; one per connection, for filters have memory. */
export interface AudioTranscoder {
  toEngine(mulawBase64: string): string;
  toCarrier(engineBase64: string): string;
  /** Length of the µ-law that `toCarrier` gave. */
  byteLength(mulawBase64: string): number;
}

/** audio/pcmu: the very same bytes, nothing decoded. */
const PASSTHROUGH: AudioTranscoder = {
  toEngine: (audio) => audio,
  toCarrier: (audio) => audio,
  byteLength: base64ByteLength,
};

export function createTranscoder(format: 'pcmu' | 'pcm16'): AudioTranscoder {
  if (format === 'pcmu') return PASSTHROUGH;
  const up = createResampler({ fromHz: 8000, toHz: 24000 });
  const down = createResampler({ fromHz: 24000, toHz: 8000 });
  return {
    toEngine(audio) {
      const samples = up.process(mulawToPcm16(Buffer.from(audio, 'base64')));
      return Buffer.from(pcm16ToBytes(samples)).toString('base64');
    },
    toCarrier(audio) {
      const samples = down.process(bytesToPcm16(Buffer.from(audio, 'base64')));
      return Buffer.from(pcm16ToMulaw(samples)).toString('base64');
    },
    byteLength: base64ByteLength,
  };
}
