import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  base64ByteLength,
  MULAW_BYTES_PER_MS,
  mulawSilenceBase64,
  PCM24_BYTES_PER_MS,
  sliceBase64,
} from './base64-audio.ts';

test('counts the bytes of a base64 text without decoding it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(base64ByteLength(text)).toBe(bytes.length);
      expect(base64ByteLength(text.replace(/=+$/, ''))).toBe(bytes.length);
    }),
  );
});

test('cuts out the same bytes as decoding would', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat({ max: 110 }),
      fc.nat({ max: 110 }),
      (bytes, a, b) => {
        const [start = 0, end = 0] = [a * 3, b * 3].toSorted((x, y) => x - y);
        const slice = sliceBase64(Buffer.from(bytes).toString('base64'), start, end);
        expect(Buffer.from(slice, 'base64')).toEqual(Buffer.from(bytes.subarray(start, end)));
      },
    ),
  );
});

test('cuts up to the very end of audio of any length', () => {
  const bytes = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(Buffer.from(sliceBase64(bytes.toString('base64'), 3, 8), 'base64')).toEqual(bytes.subarray(3));
});

test.each([
  [1, 6],
  [0, 4],
  [-3, 6],
  [6, 3],
  [0.5, 6],
])('refuses to cut from byte %d to %d', (start, end) => {
  const text = Buffer.alloc(12).toString('base64');
  expect(() => sliceBase64(text, start, end)).toThrow(RangeError);
});

test('writes silence of any length as base64', () => {
  for (const byteLength of [0, 1, 2, 3, 160, 161, 162, 4800]) {
    expect(mulawSilenceBase64(byteLength)).toBe(Buffer.alloc(byteLength, 0xff).toString('base64'));
  }
});

test('writes right silence for more different lengths than it keeps', () => {
  const lengths = Array.from({ length: 200 }, (_, i) => i);
  for (const byteLength of [...lengths, ...lengths]) {
    expect(mulawSilenceBase64(byteLength)).toBe(Buffer.alloc(byteLength, 0xff).toString('base64'));
  }
});

test.each([-1, 1.5, Number.NaN])('refuses silence of %d bytes', (byteLength) => {
  expect(() => mulawSilenceBase64(byteLength)).toThrow(RangeError);
});

test('knows the bytes of a 20 ms frame', () => {
  expect(20 * MULAW_BYTES_PER_MS).toBe(160);
  expect(20 * PCM24_BYTES_PER_MS).toBe(24_000 * 2 * 0.02);
});
