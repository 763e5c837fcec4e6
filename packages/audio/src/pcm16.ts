/** Rounds to the nearest 16-bit sample; what lies beyond the range is clipped. */
export function toPcm16(value: number): number {
  if (value > 32767) return 32767;
  if (value < -32768) return -32768;
  return Math.floor(value + 0.5);
}

/** Little-endian bytes, as WAV files and the speech engines want them, whatever the machine's own order. */
export function pcm16ToBytes(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [i, sample] of samples.entries()) view.setInt16(i * 2, sample, true);
  return bytes;
}

/** Reads little-endian bytes at any alignment. Throws RangeError on half a sample: the caller keeps it back. */
export function bytesToPcm16(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0) throw new RangeError(`${bytes.length} bytes do not make whole 16-bit samples`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Int16Array(bytes.length / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(i * 2, true);
  return samples;
}
