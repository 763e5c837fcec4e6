import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as line from './impairments.ts';
import { type DecodedWords, encodeWords, MAX_WORDS_BYTES, WordsDecoder } from './modem.ts';
import { FIXTURE_FOLDER, speakSync } from './voices.ts';
import { readWav } from './wav.ts';

const WORDS = 'My basement is flooding, four three two oh six';
const BURST = encodeWords(WORDS);
const EDGE_SAMPLES = 32;
const TWO_BITS = 14;

function decode(samples: Int16Array, chunkLength = samples.length): DecodedWords[] {
  const decoder = new WordsDecoder();
  const found: DecodedWords[] = [];
  for (let at = 0; at < samples.length; at += chunkLength) {
    found.push(...decoder.push(samples.subarray(at, at + chunkLength)));
  }
  return found;
}

function inSilence(burst: Int16Array): Int16Array {
  return line.joined(line.silence(250), burst, line.silence(250));
}

describe('a burst that arrives whole', () => {
  test('carries any sentence through µ-law at any level, position and chunk size', () => {
    const sentence = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.lorem({ maxCount: 12 }));
    const journey = fc.record({
      words: sentence,
      pauseSamples: fc.integer({ min: 1, max: 700 }),
      chunkLength: fc.integer({ min: 1, max: 900 }),
      decibels: fc.double({ min: -20, max: 6, noNaN: true }),
    });
    fc.assert(
      fc.property(journey, ({ words, pauseSamples, chunkLength, decibels }) => {
        const pause = new Int16Array(pauseSamples);
        const sent = line.joined(pause, encodeWords(words), line.silence(40));
        const found = decode(line.throughMulaw(line.withGain(sent, decibels)), chunkLength);
        expect(found).toEqual([expect.objectContaining({ words, isIntact: true })]);
      }),
      { numRuns: 200 },
    );
  });

  test('is read under white noise at 15 dB', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const noisy = line.throughMulaw(line.withNoise(inSilence(BURST), { signalToNoiseDb: 15, seed }));
      expect(decode(noisy)).toEqual([expect.objectContaining({ words: WORDS, isIntact: true })]);
    }
  });

  test('is read after 8 to 24 to 8 kHz', () => {
    const resampled = line.throughWideband(line.throughMulaw(inSilence(BURST)));
    expect(decode(resampled)).toEqual([expect.objectContaining({ words: WORDS, isIntact: true })]);
  });

  test.each([-3000, 3000])('is read at -14 dB with a DC offset of %i', (offset) => {
    const shifted = line.withOffset(line.withGain(inSilence(BURST), -14), offset);
    expect(decode(shifted)).toEqual([expect.objectContaining({ words: WORDS, isIntact: true })]);
  });

  test('is read with speech before it', () => {
    const { samples } = speakSync('Hello, this is the after hours line.', { voice: 'caller' });
    const words = decode(line.joined(samples, inSilence(BURST))).map((found) => found.words);
    expect(words).toEqual(['Hello, this is the after hours line.', WORDS]);
  });

  test('is placed within a millisecond of where it was', () => {
    const [found] = decode(inSilence(BURST));
    expect(Math.abs((found?.startsAtSample ?? 0) - 2000)).toBeLessThanOrEqual(8);
    expect(Math.abs((found?.endsAtSample ?? 0) - (2000 + BURST.length - EDGE_SAMPLES))).toBeLessThanOrEqual(
      8,
    );
  });

  test('gives the same answer sample by sample as at once', () => {
    const noisy = line.withNoise(inSilence(BURST), { signalToNoiseDb: 15, seed: 7 });
    expect(decode(noisy, 1)).toEqual(decode(noisy));
  });

  test('is followed by the next one without a pause', () => {
    const found = decode(line.joined(BURST, encodeWords('yes'), line.silence(20)));
    expect(found.map((burst) => burst.words)).toEqual([WORDS, 'yes']);
  });
});

describe('a burst that does not', () => {
  const sent = inSilence(BURST);
  const firstBitAt = 2000 + EDGE_SAMPLES;
  const lastBitAt = 2000 + BURST.length - EDGE_SAMPLES;
  const broken = [expect.objectContaining({ words: '', isIntact: false })];

  test('is reported broken once, wherever a 20 ms frame is missing', () => {
    for (let at = firstBitAt - 160 + TWO_BITS; at <= lastBitAt - TWO_BITS; at += 1) {
      expect(decode(line.withoutFrame(sent, at)), `frame at ${at} dropped`).toEqual(broken);
    }
  });

  test('is reported broken once, wherever a 20 ms frame became silence', () => {
    for (let at = firstBitAt - 160 + TWO_BITS; at <= lastBitAt - TWO_BITS; at += 1) {
      expect(decode(line.withSilentFrame(sent, at)), `frame at ${at} silent`).toEqual(broken);
    }
  });

  test('is reported broken once when a frame is missing under noise', () => {
    const noisy = line.withNoise(sent, { signalToNoiseDb: 15, seed: 3 });
    for (let at = firstBitAt; at <= lastBitAt - 160; at += 23) {
      expect(decode(line.throughMulaw(line.withoutFrame(noisy, at))), `frame at ${at} dropped`).toEqual(
        broken,
      );
    }
  });

  test('is reported broken when two frames changed places', () => {
    const swapped = sent.slice();
    swapped.set(sent.subarray(2960, 3120), 2800);
    swapped.set(sent.subarray(2800, 2960), 2960);
    expect(decode(swapped)).toEqual(broken);
  });

  test('is reported broken when a frame came twice', () => {
    expect(decode(line.joined(sent.subarray(0, 2960), sent.subarray(2800)))).toEqual(broken);
  });

  test('is reported broken when the line falls silent within it', () => {
    expect(decode(line.joined(sent.subarray(0, 3000), line.silence(100)))).toEqual(broken);
  });

  test('is reported broken when its first 100 ms are lost', () => {
    expect(decode(sent.subarray(2800))).toEqual(broken);
  });

  test('leaves the next one readable', () => {
    const found = decode(line.joined(line.withoutFrame(sent, 3000), inSilence(encodeWords('yes'))));
    expect(found.map((burst) => burst.words)).toEqual(['', 'yes']);
  });

  test('is forgotten by a reset, positions included', () => {
    const decoder = new WordsDecoder();
    decoder.push(sent.subarray(0, 3000));
    decoder.reset();
    expect(decoder.push(sent)).toEqual(decode(sent));
  });
});

describe('what is no burst', () => {
  test('recorded and synthesised speech are never taken for one', async () => {
    const names = (await readdir(FIXTURE_FOLDER)).filter((name) => name.endsWith('.wav'));
    for (const name of names) {
      const speech = readWav(await readFile(new URL(name, FIXTURE_FOLDER)));
      expect(decode(line.throughMulaw(speech)), name).toEqual([]);
      const synthesized = speakSync(name, { voice: 'agent' });
      expect(decode(synthesized.samples.subarray(0, synthesized.speechMs * 8)), name).toEqual([]);
    }
  });

  test('noise, silence and keypad tones are never taken for one', () => {
    const noise = line.withNoise(line.joined(BURST, line.silence(20_000)), { signalToNoiseDb: 0, seed: 5 });
    const keypad = Int16Array.from({ length: 8000 }, (_, index) =>
      Math.round(
        6000 * (Math.sin((index * 2 * Math.PI * 697) / 8000) + Math.sin((index * 2 * Math.PI * 1209) / 8000)),
      ),
    );
    expect(decode(noise.subarray(BURST.length))).toEqual([]);
    expect(decode(keypad)).toEqual([]);
    expect(decode(line.silence(1000))).toEqual([]);
  });
});

test('words that do not fit a burst are refused', () => {
  expect(encodeWords('é'.repeat(MAX_WORDS_BYTES / 2)).length).toBeGreaterThan(0);
  expect(() => encodeWords(`${'é'.repeat(MAX_WORDS_BYTES / 2)}!`)).toThrow(RangeError);
});

test('the tones peak at -9 dBFS and begin and end at nothing', () => {
  const peak = BURST.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  expect(20 * Math.log10(peak / 32_767)).toBeCloseTo(-9, 1);
  expect(Math.abs(BURST[2] ?? 0)).toBeLessThan(200);
  expect(Math.abs(BURST.at(-3) ?? 0)).toBeLessThan(200);
});
