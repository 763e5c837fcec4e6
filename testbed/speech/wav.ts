import { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';
import { resample } from './resample.ts';
import { assembleUtterance, SAMPLE_RATE_HZ, type Utterance } from './utterance.ts';

const FORMAT_PCM = 1;
const FORMAT_MULAW = 7;
const FORMAT_EXTENSIBLE = 0xfffe;
const LOWEST_HZ = 8000;
const HIGHEST_HZ = 96_000;

type WavFormat = { encoding: number; channels: number; rateHz: number; bitsPerSample: number };

/**
 * Any WAV of PCM16 or µ-law, 8 to 96 kHz, as 8 kHz mono; several channels are averaged.
 * Throws an Error that says what is wrong with the file.
 */
export function readWav(bytes: Uint8Array): Int16Array {
  const { format, data } = splitChunks(bytes);
  if (format.rateHz < LOWEST_HZ || format.rateHz > HIGHEST_HZ) {
    throw new Error(`WAV of ${format.rateHz} Hz: only ${LOWEST_HZ} to ${HIGHEST_HZ} Hz can be read`);
  }
  const mono = mixChannels(readSamples(data, format), format.channels);
  return resample(mono, { fromHz: format.rateHz, toHz: SAMPLE_RATE_HZ });
}

/** A recording followed by its words as a burst; the recording keeps its level. */
export function utteranceFromWav(bytes: Uint8Array, words: string): Utterance {
  return assembleUtterance(words, readWav(bytes));
}

/** 8 kHz PCM16 stereo; the shorter side is filled up with silence. */
export function writeStereoWav(sides: { left: Int16Array; right: Int16Array }): Uint8Array {
  const { left, right } = sides;
  const length = Math.max(left.length, right.length);
  const data = new Uint8Array(length * 4);
  const view = new DataView(data.buffer);
  for (let index = 0; index < length; index += 1) {
    view.setInt16(index * 4, left[index] ?? 0, true);
    view.setInt16(index * 4 + 2, right[index] ?? 0, true);
  }
  return writeRiff(data, { encoding: FORMAT_PCM, channels: 2, rateHz: SAMPLE_RATE_HZ, bitsPerSample: 16 });
}

/** 8 kHz µ-law mono: what the fixtures are kept in. */
export function writeMulawWav(samples: Int16Array): Uint8Array {
  const format = { encoding: FORMAT_MULAW, channels: 1, rateHz: SAMPLE_RATE_HZ, bitsPerSample: 8 };
  return writeRiff(mulawFromPcm16(samples), format);
}

function splitChunks(bytes: Uint8Array): { format: WavFormat; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || readTag(bytes, 0) !== 'RIFF' || readTag(bytes, 8) !== 'WAVE') {
    throw new Error('Not a WAV file: it does not begin with RIFF and WAVE');
  }
  let format: WavFormat | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const tag = readTag(bytes, at);
    const size = view.getUint32(at + 4, true);
    if (tag === 'fmt ') format = readFormat(bytes.subarray(at + 8, at + 8 + size));
    if (tag === 'data') {
      if (format === null) throw new Error('WAV without a format before its data');
      // A writer on a pipe cannot know its length and claims one beyond the end, as espeak-ng does.
      return { format, data: bytes.subarray(at + 8, Math.min(at + 8 + size, bytes.length)) };
    }
    at += 8 + size + (size & 1);
  }
  throw new Error('WAV without a data chunk');
}

function readFormat(chunk: Uint8Array): WavFormat {
  if (chunk.length < 16) throw new Error('WAV with a broken format chunk');
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const tag = view.getUint16(0, true);
  // The extensible form keeps the true format in the first bytes of its identifier.
  const encoding = tag === FORMAT_EXTENSIBLE && chunk.length >= 26 ? view.getUint16(24, true) : tag;
  return {
    encoding,
    channels: view.getUint16(2, true),
    rateHz: view.getUint32(4, true),
    bitsPerSample: view.getUint16(14, true),
  };
}

function readSamples(data: Uint8Array, format: WavFormat): Int16Array {
  if (format.encoding === FORMAT_MULAW && format.bitsPerSample === 8) return pcm16FromMulaw(data);
  if (format.encoding !== FORMAT_PCM || format.bitsPerSample !== 16) {
    throw new Error(
      `WAV of format ${format.encoding} with ${format.bitsPerSample} bits: only PCM16 and µ-law can be read`,
    );
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Int16Array.from({ length: data.length >> 1 }, (_, index) => view.getInt16(index * 2, true));
}

function mixChannels(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples;
  if (channels === 0) throw new Error('WAV with no channel');
  const mono = new Int16Array(Math.floor(samples.length / channels));
  for (let index = 0; index < mono.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += samples[index * channels + channel] ?? 0;
    mono[index] = Math.round(sum / channels);
  }
  return mono;
}

function writeRiff(data: Uint8Array, format: WavFormat): Uint8Array {
  const frameBytes = (format.channels * format.bitsPerSample) / 8;
  const file = new Uint8Array(44 + data.length + (data.length & 1));
  const view = new DataView(file.buffer);
  writeTag(file, 0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  writeTag(file, 8, 'WAVE');
  writeTag(file, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, format.encoding, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.rateHz, true);
  view.setUint32(28, format.rateHz * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, format.bitsPerSample, true);
  writeTag(file, 36, 'data');
  view.setUint32(40, data.length, true);
  file.set(data, 44);
  return file;
}

function readTag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function writeTag(bytes: Uint8Array, at: number, tag: string): void {
  for (let index = 0; index < 4; index += 1) bytes[at + index] = tag.charCodeAt(index);
}
