import { describe, expect, test } from 'vitest';
import { speak, WordsDecoder } from '../speech/index.ts';
import { makeBackground } from './background-noise.ts';
import { readLineNoise, throughNoisyLine } from './line-noise.ts';

const KINDS = ['babble', 'street'] as const;
const SECOND = 8000;

test.each([
  ['babble_5dB', { kind: 'babble', signalToNoiseDb: 5 }],
  ['street_12dB', { kind: 'street', signalToNoiseDb: 12 }],
  ['vacuum_cleaner_8dB', { kind: 'babble', signalToNoiseDb: 8 }],
  ['none', null],
])('reads %s', (name, noise) => {
  expect(readLineNoise(name)).toEqual(noise);
});

const toPower = (samples: ArrayLike<number>) =>
  Array.from(samples).reduce((sum, sample) => sum + sample * sample, 0) / samples.length;

/** Of the power, what is left when each sample is taken from the next: near 2 for white noise, less for what hums. */
const toRoughness = (samples: Float64Array) =>
  toPower(samples.subarray(1).map((sample, at) => sample - (samples[at] ?? 0))) / toPower(samples);

/** How much the loudness of its tenths of a second differs: near 0 for an even noise. */
function toUnevenness(samples: Float64Array): number {
  const pieces = Array.from({ length: samples.length / 800 }, (_, at) =>
    Math.sqrt(toPower(samples.subarray(at * 800, (at + 1) * 800))),
  );
  const mean = pieces.reduce((sum, piece) => sum + piece, 0) / pieces.length;
  return Math.sqrt(toPower(pieces.map((piece) => piece - mean))) / mean;
}

describe.each(KINDS)('a background of %s', (kind) => {
  const sound = makeBackground(kind, { length: 8 * SECOND, seed: 4 });

  test('has power 1, and is the same for a seed and another for another', () => {
    expect(toPower(sound)).toBeCloseTo(1, 6);
    expect(makeBackground(kind, { length: 8 * SECOND, seed: 4 })).toEqual(sound);
    expect(makeBackground(kind, { length: 8 * SECOND, seed: 5 })).not.toEqual(sound);
  });

  test('is lower than white noise, and swells and fades', () => {
    expect(toRoughness(sound)).toBeLessThan(1);
    expect(toUnevenness(sound)).toBeGreaterThan(0.15);
  });

  test('lies as far under the voice as it should, and leaves the words whole, whatever the seed', async () => {
    const words = 'Sewage is coming up in the basement.';
    const { samples, speechMs } = await speak(words, { voice: 'caller' });
    const voiceLength = Math.round(speechMs * 8);
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const noisy = throughNoisyLine({ samples, voiceLength }, { kind, signalToNoiseDb: 5, seed });
      expect(new WordsDecoder().push(noisy)).toMatchObject([{ words, isIntact: true }]);
      const voice = samples.subarray(0, voiceLength);
      const added = Array.from(voice, (sample, at) => (noisy[at] ?? 0) - sample);
      const loud = voice.filter((sample) => sample !== 0);
      const decibels = 10 * Math.log10(toPower(loud) / toPower(added));
      expect(decibels).toBeCloseTo(5, 1);
    }
  });
});
