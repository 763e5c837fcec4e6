import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesToPcm16, pcm16ToBytes, toPcm16 } from './pcm16.ts';

test('writes the low byte first', () => {
  expect([...pcm16ToBytes(Int16Array.from([1, -2, 0x1234]))]).toEqual([1, 0, 0xfe, 0xff, 0x34, 0x12]);
});

test('reads back what it wrote, at an odd address too', () => {
  fc.assert(
    fc.property(fc.int16Array(), (samples) => {
      const shifted = new Uint8Array([0, ...pcm16ToBytes(samples)]).subarray(1);
      expect(bytesToPcm16(shifted)).toEqual(samples);
    }),
  );
});

test('refuses half a sample', () => {
  expect(() => bytesToPcm16(new Uint8Array(3))).toThrow(RangeError);
});

test.each([
  [0.4, 0],
  [0.6, 1],
  [-0.6, -1],
  [32767.4, 32767],
  [40_000, 32767],
  [-32768.4, -32768],
  [-40_000, -32768],
])('rounds %d to %d', (value, sample) => {
  expect(toPcm16(value) + 0).toBe(sample);
});
