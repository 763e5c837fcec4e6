import { alawToPcm16, mulawToPcm16 } from './g711.ts';
import { bytesToPcm16 } from './pcm16.ts';
import { findWavChunks, WavError } from './wav-chunks.ts';

export interface WavAudio {
  readonly sampleRateHz: number;
  /** One array per channel, left first, all of one length. */
  readonly channels: readonly Int16Array[];
}

export type WavEncoding = 'pcm16' | 'mulaw' | 'alaw';

interface WavFormat {
  readonly encoding: WavEncoding;
  readonly channelCount: number;
  readonly sampleRateHz: number;
}

const FORMAT_BYTES = 16;
const HEADER_BYTES = 44;
const MAX_SAMPLE_RATE_HZ = 384_000;
const PCM_TAG = 1;
const EXTENSIBLE_TAG = 0xfffe;
// In an extensible header the true tag opens the sub-format at this offset.
const SUB_FORMAT_OFFSET = 24;
const ENCODINGS: Readonly<Record<string, WavEncoding>> = { '1/16': 'pcm16', '6/8': 'alaw', '7/8': 'mulaw' };

/** Writes 16-bit PCM, one or two channels; a shorter channel is filled up with silence. Throws RangeError. */
export function writeWav({ sampleRateHz, channels }: WavAudio): Uint8Array {
  const channelCount = channels.length;
  if (channelCount < 1 || channelCount > 2) throw new RangeError(`cannot write ${channelCount} channels`);
  const frameCount = Math.max(...channels.map((channel) => channel.length));
  const frameBytes = channelCount * 2;
  const bytes = new Uint8Array(HEADER_BYTES + frameCount * frameBytes);
  const view = new DataView(bytes.buffer);
  writeTag(view, 0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  writeTag(view, 8, 'WAVE');
  writeTag(view, 12, 'fmt ');
  view.setUint32(16, FORMAT_BYTES, true);
  view.setUint16(20, PCM_TAG, true);
  view.setUint16(22, channelCount, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  writeTag(view, 36, 'data');
  view.setUint32(40, frameCount * frameBytes, true);
  for (const [position, channel] of channels.entries()) {
    const start = HEADER_BYTES + position * 2;
    for (const [i, sample] of channel.entries()) view.setInt16(start + i * frameBytes, sample, true);
  }
  return bytes;
}

function writeTag(view: DataView, offset: number, tag: string): void {
  for (let i = 0; i < tag.length; i++) view.setUint8(offset + i, tag.charCodeAt(i));
}

/**
 * Reads 16-bit PCM, µ-law or A-law, one or two channels, past any other chunks; audio that breaks off in the
 * middle of a frame, as after a crash of the writer, ends with the last whole one.
 * Throws WavError, and nothing else, on any other bytes.
 */
export function readWav(bytes: Uint8Array): WavAudio & { readonly encoding: WavEncoding } {
  const { format, audio } = findWavChunks(bytes);
  const { encoding, channelCount, sampleRateHz } = readFormat(format);
  const channels = splitChannels(decodeSamples(encoding, audio), channelCount);
  return { encoding, sampleRateHz, channels };
}

function readFormat(view: DataView): WavFormat {
  if (view.byteLength < FORMAT_BYTES) {
    throw new WavError('truncated', `the fmt chunk has ${view.byteLength} bytes instead of ${FORMAT_BYTES}`);
  }
  const tag = view.getUint16(0, true);
  const isExtended = tag === EXTENSIBLE_TAG && view.byteLength >= SUB_FORMAT_OFFSET + 2;
  const trueTag = isExtended ? view.getUint16(SUB_FORMAT_OFFSET, true) : tag;
  const bitsPerSample = view.getUint16(14, true);
  const encoding = ENCODINGS[`${trueTag}/${bitsPerSample}`];
  if (!encoding) {
    throw new WavError(
      'unsupported-encoding',
      `encoding ${trueTag} with ${bitsPerSample} bits is not supported`,
    );
  }
  const channelCount = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  if (channelCount < 1 || channelCount > 2) {
    throw new WavError('bad-format', `${channelCount} channels are not supported: one or two are`);
  }
  if (sampleRateHz < 1 || sampleRateHz > MAX_SAMPLE_RATE_HZ) {
    throw new WavError('bad-format', `a sample rate of ${sampleRateHz} Hz is not supported`);
  }
  return { encoding, channelCount, sampleRateHz };
}

function decodeSamples(encoding: WavEncoding, audio: Uint8Array): Int16Array {
  if (encoding === 'mulaw') return mulawToPcm16(audio);
  if (encoding === 'alaw') return alawToPcm16(audio);
  return bytesToPcm16(audio.subarray(0, audio.length - (audio.length % 2)));
}

function splitChannels(samples: Int16Array, channelCount: number): Int16Array[] {
  const frameCount = Math.floor(samples.length / channelCount);
  return Array.from({ length: channelCount }, (_, position) => {
    const channel = new Int16Array(frameCount);
    for (let i = 0; i < frameCount; i++) channel[i] = samples[i * channelCount + position] ?? 0;
    return channel;
  });
}
