// HOT PATH: one table look-up per sample. `?? 0` is for the type checker: no index leaves its table.
// Tables follow ITU-T G.711 (11/1988), tables 1 (A-law) and 2 (µ-law), scaled to 16 bits.

/** The µ-law code of zero, as every silent phone line sends it. */
export const MULAW_SILENCE = 0xff;

/** A-law has no zero: this is the smallest positive value, 8. */
export const ALAW_SILENCE = 0xd5;

interface Law {
  /** Sample value of every code. */
  readonly values: Int16Array;
  /** Code of every positive magnitude, in steps of the law's own resolution. */
  readonly codes: Uint8Array;
  /** Bits of a 16-bit sample below that resolution. */
  readonly shift: number;
}

interface Interval {
  /** Code of the positive value; the negative one differs in bit 7 only. */
  readonly code: number;
  readonly lowerLevel: number;
  readonly value: number;
}

const SIGN_BIT = 0x80;
const LARGEST_MAGNITUDE = 32768;

// Both laws have 8 segments of 16 intervals, each segment twice as coarse as the one before. µ-law counts in
// 14 bits and sends all bits inverted; A-law counts in 13 bits, has two equal first segments, and sends every
// second bit inverted.
const MULAW = buildLaw(2, (segment, step) => ({
  code: 0xff ^ ((segment << 4) | step),
  lowerLevel: Math.max(0, ((2 * step + 32) << segment) - 33),
  value: ((2 * step + 33) << segment) - 33,
}));

const ALAW = buildLaw(3, (segment, step) => {
  const lowerLevel = segment === 0 ? 2 * step : (2 * step + 32) << (segment - 1);
  const width = 2 << Math.max(0, segment - 1);
  return { code: ALAW_SILENCE ^ ((segment << 4) | step), lowerLevel, value: lowerLevel + width / 2 };
});

function buildLaw(shift: number, intervalAt: (segment: number, step: number) => Interval): Law {
  const values = new Int16Array(256);
  const codes = new Uint8Array((LARGEST_MAGNITUDE >> shift) + 1);
  for (let rank = 0; rank < 128; rank++) {
    const { code, lowerLevel, value } = intervalAt(rank >> 4, rank & 15);
    values[code] = value << shift;
    values[code ^ SIGN_BIT] = -(value << shift);
    // Later intervals overwrite: in the end each holds from its own level up to the next, the last to the top.
    codes.fill(code, lowerLevel);
  }
  return { values, codes, shift };
}

function encode(law: Law, sample: number): number {
  return sample < 0
    ? (law.codes[-sample >> law.shift] ?? 0) ^ SIGN_BIT
    : (law.codes[sample >> law.shift] ?? 0);
}

function decodeAll(law: Law, bytes: Uint8Array, samples: Int16Array): Int16Array {
  const { values } = law;
  for (let i = 0; i < bytes.length; i++) samples[i] = values[bytes[i] ?? 0] ?? 0;
  return samples;
}

function encodeAll(law: Law, samples: Int16Array, bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < samples.length; i++) bytes[i] = encode(law, samples[i] ?? 0);
  return bytes;
}

/** 16-bit sample, -32124 to 32124. */
export function decodeMulawSample(code: number): number {
  return MULAW.values[code & 0xff] ?? 0;
}

/**
 * Code of the interval that a 16-bit sample lies in. On a decision level it is the larger magnitude's, on
 * either side of zero; -1 to -3 give negative zero, 0x7f.
 */
export function encodeMulawSample(sample: number): number {
  return encode(MULAW, sample);
}

/** Decodes into the given array, which must be long enough, or a new one. */
export function mulawToPcm16(bytes: Uint8Array, into = new Int16Array(bytes.length)): Int16Array {
  return decodeAll(MULAW, bytes, into);
}

/** Encodes into the given array, which must be long enough, or a new one. */
export function pcm16ToMulaw(samples: Int16Array, into = new Uint8Array(samples.length)): Uint8Array {
  return encodeAll(MULAW, samples, into);
}

/** 16-bit sample, -32256 to 32256, never 0. */
export function decodeAlawSample(code: number): number {
  return ALAW.values[code & 0xff] ?? 0;
}

/** Code of the interval that a 16-bit sample lies in; on a decision level the larger magnitude's. */
export function encodeAlawSample(sample: number): number {
  return encode(ALAW, sample);
}

/** Decodes into the given array, which must be long enough, or a new one. */
export function alawToPcm16(bytes: Uint8Array, into = new Int16Array(bytes.length)): Int16Array {
  return decodeAll(ALAW, bytes, into);
}

/** Encodes into the given array, which must be long enough, or a new one. */
export function pcm16ToAlaw(samples: Int16Array, into = new Uint8Array(samples.length)): Uint8Array {
  return encodeAll(ALAW, samples, into);
}
