import { mulawFromPcm16, pcm16FromMulaw } from '../../speech/index.ts';
import { alawFromPcm16, pcm16FromAlaw } from './g711-alaw.ts';
import { Decimator, interpolate } from './low-pass.ts';
import type { AudioFormat } from './wire-types.ts';

export function bytesPerMs(format: AudioFormat): number {
  return format.type === 'audio/pcm' ? 48 : 8;
}

export function bytesPerSample(format: AudioFormat): number {
  return format.type === 'audio/pcm' ? 2 : 1;
}

function toInt16(bytes: Buffer): Int16Array {
  // Int16Array needs an even offset, which a slice of the pool does not promise.
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : Buffer.from(bytes);
  if (aligned.byteOffset % 2 === 0)
    return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
  return new Int16Array(new Uint8Array(bytes).buffer);
}

/** Turns appended bytes into 8 kHz samples; keeps the filter state of one stream. */
export class InputDecoder {
  readonly #decimator = new Decimator();

  decode(bytes: Buffer, format: AudioFormat): Int16Array {
    switch (format.type) {
      case 'audio/pcmu':
        return pcm16FromMulaw(bytes);
      case 'audio/pcma':
        return pcm16FromAlaw(bytes);
      case 'audio/pcm':
        return this.#decimator.push(toInt16(bytes));
    }
  }
}

/** A whole utterance of 8 kHz samples as the bytes of `format`. */
export function encodeUtterance(samples8k: Int16Array, format: AudioFormat): Buffer {
  if (format.type === 'audio/pcm') {
    const samples = interpolate(samples8k);
    return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  }
  const codes = format.type === 'audio/pcmu' ? mulawFromPcm16(samples8k) : alawFromPcm16(samples8k);
  return Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength);
}

/** The bytes of a base64 string, or null when it is not base64 through and through. */
export function readBase64(base64: string): Buffer | null {
  if (base64.length % 4 !== 0) return null;
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is no base64 digit, so a shorter result gives it away.
  return bytes.length === (base64.length / 4) * 3 - padding ? bytes : null;
}
