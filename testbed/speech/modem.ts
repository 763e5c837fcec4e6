import { buildFrame } from './burst-frame.ts';

export { MAX_WORDS_BYTES } from './burst-frame.ts';
export { type DecodedWords, WordsDecoder } from './words-decoder.ts';

const SAMPLE_RATE_HZ = 8000;
const BAUD = 1200;
const MARK_HZ = 1200;
const SPACE_HZ = 2200;
/** Peak of the tones: -9 dBFS, which leaves room for +6 dB of gain on the way. */
const AMPLITUDE = 32_767 * 10 ** (-9 / 20);
/** 4 ms of plain mark tone before and after the bits, faded in and out. */
const EDGE_SAMPLES = 32;

/**
 * The words as one Bell 202 burst, 8 kHz PCM16: 1200 bit/s, so about 6.7 ms a character and 101 ms besides.
 * Throws a RangeError when the words are longer than `MAX_WORDS_BYTES` of UTF-8.
 */
export function encodeWords(words: string): Int16Array {
  const frame = buildFrame(words);
  const bitSamples = Math.ceil((frame.length * 8 * SAMPLE_RATE_HZ) / BAUD);
  const samples = new Int16Array(EDGE_SAMPLES + bitSamples + EDGE_SAMPLES);
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const toneHz = bitAt(frame, index - EDGE_SAMPLES) === 1 ? MARK_HZ : SPACE_HZ;
    samples[index] = Math.round(AMPLITUDE * edgeGain(index, samples.length) * Math.sin(phase));
    phase = (phase + (2 * Math.PI * toneHz) / SAMPLE_RATE_HZ) % (2 * Math.PI);
  }
  return samples;
}

function bitAt(frame: Uint8Array, sampleIndex: number): number {
  const bit = Math.floor((sampleIndex * BAUD) / SAMPLE_RATE_HZ);
  if (bit < 0 || bit >= frame.length * 8) return 1;
  return ((frame[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
}

function edgeGain(index: number, length: number): number {
  const fromEdge = Math.min(index, length - 1 - index);
  return fromEdge >= EDGE_SAMPLES ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * fromEdge) / EDGE_SAMPLES);
}
