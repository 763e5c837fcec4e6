import { describe, expect, test } from 'vitest';
import { encodeWords, speakSync, WordsDecoder } from '../../speech/index.ts';
import { bytesPerMs, encodeUtterance, InputDecoder, readBase64 } from './audio-format.ts';
import { Decimator, interpolate } from './low-pass.ts';
import type { AudioFormat } from './wire-types.ts';

const FORMATS: AudioFormat[] = [
  { type: 'audio/pcmu' },
  { type: 'audio/pcma' },
  { type: 'audio/pcm', rate: 24_000 },
];

function tone(frequencyHz: number, rateHz: number, count: number): Int16Array {
  return Int16Array.from({ length: count }, (_, index) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * frequencyHz * index) / rateHz)),
  );
}

function loudnessDb(samples: Int16Array): number {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(energy / (10_000 ** 2 / 2));
}

describe('an audio format', () => {
  test.each(FORMATS)('%o carries words there and back', (format) => {
    const { samples } = speakSync('Tuesday at eight', { voice: 'agent' });
    const bytes = encodeUtterance(samples, format);
    expect(bytes.length).toBe((samples.length / 8) * bytesPerMs(format));
    const decoder = new InputDecoder();
    const words = new WordsDecoder();
    const heard = [];
    for (let from = 0; from < bytes.length; from += 20 * bytesPerMs(format))
      heard.push(...words.push(decoder.decode(bytes.subarray(from, from + 20 * bytesPerMs(format)), format)));
    heard.push(...words.push(new Int16Array(800)));
    expect(heard).toMatchObject([{ words: 'Tuesday at eight', isIntact: true }]);
  });

  test('keeps the telephone band and drops what would fold into it', () => {
    const measure = (frequencyHz: number) =>
      loudnessDb(new Decimator().push(tone(frequencyHz, 24_000, 24_000)).subarray(100));
    expect(Math.abs(measure(1_200))).toBeLessThan(0.1);
    expect(Math.abs(measure(2_200))).toBeLessThan(0.1);
    expect(measure(6_000)).toBeLessThan(-60);
  });

  test('interpolates without images of the band', () => {
    const upsampled = interpolate(tone(2_200, 8_000, 8_000));
    expect(Math.abs(loudnessDb(upsampled.subarray(300, -300)))).toBeLessThan(0.1);
  });

  test('decimates a stream alike whatever the size of its frames', () => {
    const samples = interpolate(encodeWords('Same'));
    const whole = new Decimator().push(samples);
    const decimator = new Decimator();
    const pieces: number[] = [];
    for (let from = 0; from < samples.length; from += 481)
      pieces.push(...decimator.push(samples.subarray(from, from + 481)));
    expect(pieces).toEqual([...whole]);
  });
});

test.each(['', 'AA==', 'AAA=', 'AAAA'])('base64 "%s" is read', (base64) => {
  expect(readBase64(base64)?.toString('base64')).toBe(base64);
});

test.each(['A', 'AA', 'AA=A', '****', 'AA A', 'AAAAA==='])('"%s" is no base64', (base64) => {
  expect(readBase64(base64)).toBeNull();
});
