import { describe, expect, test } from 'vitest';
import {
  ALAW_SILENCE,
  alawToPcm16,
  decodeAlawSample,
  decodeMulawSample,
  encodeAlawSample,
  encodeMulawSample,
  MULAW_SILENCE,
  mulawToPcm16,
  pcm16ToAlaw,
  pcm16ToMulaw,
} from './g711.ts';

const CODES = Array.from({ length: 256 }, (_, code) => code);
const SAMPLES = Array.from({ length: 65536 }, (_, i) => i - 32768);

// The formulas here work in floating point from the segment's end points, not with shifts as the tables do.
function mulawValueByFormula(code: number): number {
  const inverted = 255 - code;
  const segment = Math.floor((inverted % 128) / 16);
  const magnitude = 4 * (2 ** segment * (33 + 2 * (inverted % 16)) - 33);
  return inverted >= 128 ? -magnitude : magnitude;
}

function alawValueByFormula(code: number): number {
  const bits = [...code.toString(2).padStart(8, '0')].map((bit, i) => Number(bit) ^ (i % 2));
  const [positive = 0, s2 = 0, s1 = 0, s0 = 0, ...step] = bits;
  const segment = 4 * s2 + 2 * s1 + s0;
  const middle = Number.parseInt(step.join(''), 2) + 0.5;
  const magnitude = segment === 0 ? 16 * middle : 2 ** (segment + 3) * (16 + middle);
  return positive === 1 ? magnitude : -magnitude;
}

// A segment spans one octave of the (biased) magnitude in 16 intervals.
const mulawWidth = (magnitude: number) => 2 ** (Math.floor(Math.log2(magnitude + 132)) - 4);
const alawWidth = (magnitude: number) => Math.max(16, 2 ** (Math.floor(Math.log2(magnitude)) - 4));

const MULAW = {
  law: 'µ-law',
  decode: decodeMulawSample,
  encode: encodeMulawSample,
  formula: mulawValueByFormula,
  widthAt: mulawWidth,
  largestLevel: 4 * 8159,
};

const ALAW = {
  law: 'A-law',
  decode: decodeAlawSample,
  encode: encodeAlawSample,
  formula: alawValueByFormula,
  widthAt: alawWidth,
  largestLevel: 8 * 4096,
};

describe.each([MULAW, ALAW])('$law', ({ decode, encode, formula, widthAt, largestLevel }) => {
  test('decodes each of the 256 codes to the value of the recommendation', () => {
    expect(CODES.map((code) => decode(code) + 0)).toEqual(CODES.map((code) => formula(code) + 0));
  });

  test('has as many values as codes, apart from two zeros in µ-law', () => {
    expect(new Set(CODES.map((code) => decode(code) + 0)).size).toBe(decode(0x7f) === 0 ? 255 : 256);
  });

  // Between two segments the recommendation puts the level nearer to the lower value than the middle is, so
  // that "nearest value" would be wrong there; the bound is half the interval that the sample lies in.
  test('is off by no more than half an interval for every 16-bit sample', () => {
    for (const sample of SAMPLES) {
      const value = decode(encode(sample));
      const clipped = Math.max(-largestLevel, Math.min(largestLevel, sample));
      if (Math.abs(value - clipped) > widthAt(Math.abs(value)) / 2) expect.fail(`${sample} became ${value}`);
    }
  });

  test('never decreases as the sample increases', () => {
    const decoded = SAMPLES.map((sample) => decode(encode(sample)));
    expect(decoded.findIndex((value, i) => value < (decoded[i - 1] ?? value))).toBe(-1);
  });

  test('treats both sides of zero alike, but for the sign bit', () => {
    for (let sample = 1; sample <= 32767; sample++) {
      if ((encode(sample) ^ encode(-sample)) !== 0x80) expect.fail(`${sample} and its negative differ`);
    }
    expect(encode(-32768)).toBe(encode(-32767));
  });
});

test('µ-law gives every code back after decoding, except that negative zero becomes zero', () => {
  const kept = CODES.filter((code) => encodeMulawSample(decodeMulawSample(code)) === code);
  expect(kept).toEqual(CODES.filter((code) => code !== 0x7f));
  expect(encodeMulawSample(decodeMulawSample(0x7f))).toBe(0xff);
});

test('A-law gives every code back after decoding', () => {
  expect(CODES.map((code) => encodeAlawSample(decodeAlawSample(code)))).toEqual(CODES);
});

// Where one segment ends and the next begins: table 2a of G.711 in 14 bits, times 4; the code is the first above.
test.each([
  { level: 31 * 4, code: 0xef },
  { level: 95 * 4, code: 0xdf },
  { level: 223 * 4, code: 0xcf },
  { level: 479 * 4, code: 0xbf },
  { level: 991 * 4, code: 0xaf },
  { level: 2015 * 4, code: 0x9f },
  { level: 4063 * 4, code: 0x8f },
])('µ-law changes segment at $level', ({ level, code }) => {
  expect([level - 1, level].map(encodeMulawSample)).toEqual([code + 1, code]);
  expect([1 - level, -level].map(encodeMulawSample)).toEqual([code - 127, code - 128]);
});

// Table 1a of G.711 in 13 bits, times 8; bits as on the line, every second one inverted.
test.each([
  { level: 32 * 8, below: 0xda, above: 0xc5 },
  { level: 64 * 8, below: 0xca, above: 0xf5 },
  { level: 128 * 8, below: 0xfa, above: 0xe5 },
  { level: 256 * 8, below: 0xea, above: 0x95 },
  { level: 512 * 8, below: 0x9a, above: 0x85 },
  { level: 1024 * 8, below: 0x8a, above: 0xb5 },
  { level: 2048 * 8, below: 0xba, above: 0xa5 },
])('A-law changes segment at $level', ({ level, below, above }) => {
  expect([level - 1, level].map(encodeAlawSample)).toEqual([below, above]);
  expect([1 - level, -level].map(encodeAlawSample)).toEqual([below - 128, above - 128]);
});

// Within a segment all 16 intervals have one width, and the code falls by one in µ-law at every level.
test('µ-law changes code at each decision level and nowhere else', () => {
  const levels = SAMPLES.filter(
    (sample) => sample > 0 && encodeMulawSample(sample) !== encodeMulawSample(sample - 1),
  );
  const table = Array.from({ length: 127 }, (_, i) => i + 1).map((rank) => {
    const segment = Math.floor(rank / 16);
    return 4 * (2 ** segment * (32 + 2 * (rank % 16)) - 33);
  });
  expect(levels).toEqual(table);
});

test('A-law changes code at each decision level and nowhere else', () => {
  const levels = SAMPLES.filter(
    (sample) => sample > 0 && encodeAlawSample(sample) !== encodeAlawSample(sample - 1),
  );
  const widths = levels.map((level, i) => level - (levels[i - 1] ?? 0));
  const segments = [16, 16, 32, 64, 128, 256, 512, 1024].flatMap((width) =>
    new Array<number>(16).fill(width),
  );
  expect(widths).toEqual(segments.slice(0, 127));
});

test('clips to the largest value of the law', () => {
  expect([32767, -32768].map((sample) => decodeMulawSample(encodeMulawSample(sample)))).toEqual([
    32124, -32124,
  ]);
  expect([32767, -32768].map((sample) => decodeAlawSample(encodeAlawSample(sample)))).toEqual([
    32256, -32256,
  ]);
});

test('names the codes of silence', () => {
  expect(encodeMulawSample(0)).toBe(MULAW_SILENCE);
  expect(encodeAlawSample(0)).toBe(ALAW_SILENCE);
});

test('converts arrays sample by sample, into a new array or a given one', () => {
  const bytes = Uint8Array.from(CODES);
  const mulaw = mulawToPcm16(bytes);
  const alaw = alawToPcm16(bytes);
  expect([...mulaw]).toEqual(CODES.map((code) => decodeMulawSample(code) + 0));
  expect([...alaw]).toEqual(CODES.map(decodeAlawSample));
  const into = new Uint8Array(256);
  expect(pcm16ToMulaw(mulaw, into)).toBe(into);
  expect([...into]).toEqual([...mulaw].map(encodeMulawSample));
  expect([...pcm16ToAlaw(alaw)]).toEqual(CODES);
  const samples = new Int16Array(256);
  expect(mulawToPcm16(bytes, samples)).toBe(samples);
});
