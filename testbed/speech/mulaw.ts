const BIAS = 0x84;
const CLIP = 32_635;

/** G.711 µ-law by the segment algorithm: find the leading bit of the biased magnitude, keep four bits after it. */
export function mulawFromPcm16(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) bytes[index] = encodeSample(samples[index] ?? 0);
  return bytes;
}

export function pcm16FromMulaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) samples[index] = decodeByte(bytes[index] ?? 0);
  return samples;
}

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const segment = 24 - Math.clz32(biased);
  const mantissa = (biased >> (segment + 3)) & 0x0f;
  return ~(sign | (segment << 4) | mantissa) & 0xff;
}

function decodeByte(byte: number): number {
  const code = ~byte & 0xff;
  const segment = (code >> 4) & 0x07;
  const magnitude = ((((code & 0x0f) << 3) + BIAS) << segment) - BIAS;
  return code & 0x80 ? -magnitude : magnitude;
}
