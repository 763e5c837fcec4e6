import { expect, test } from 'vitest';
import { mulawFromPcm16, pcm16FromMulaw } from '../speech/index.ts';
import { toCallWav } from './call-wav.ts';

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE_PAIR = 4;

/** Silence with one click. */
function clickAt(sample: number, length: number): Uint8Array {
  const samples = new Int16Array(length);
  samples[sample] = 8_000;
  return mulawFromPcm16(samples);
}

function loudSamples(wav: Uint8Array, channel: 0 | 1): number[] {
  const view = new DataView(wav.buffer, wav.byteOffset);
  const count = (wav.length - HEADER_BYTES) / BYTES_PER_SAMPLE_PAIR;
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) =>
      Math.abs(view.getInt16(HEADER_BYTES + index * BYTES_PER_SAMPLE_PAIR + channel * 2, true)) > 4_000,
  );
}

test('puts the caller left and what was heard right, both at their own instant', () => {
  const wav = toCallWav({ spoken: clickAt(1_600, 8_000), heard: clickAt(4_000, 8_000) });
  expect(loudSamples(wav, 0)).toEqual([1_600]);
  expect(loudSamples(wav, 1)).toEqual([4_000]);
  expect(wav.length).toBe(HEADER_BYTES + 8_000 * BYTES_PER_SAMPLE_PAIR);
});

test('keeps both on one axis when one side is shorter', () => {
  const wav = toCallWav({ spoken: clickAt(10, 160), heard: clickAt(300, 320) });
  expect([loudSamples(wav, 0), loudSamples(wav, 1)]).toEqual([[10], [300]]);
});

test('holds the level of the line', () => {
  const heard = mulawFromPcm16(Int16Array.of(0, 1_000, -12_000));
  const wav = toCallWav({ spoken: new Uint8Array(0), heard });
  const view = new DataView(wav.buffer, wav.byteOffset);
  const right = [0, 1, 2].map((index) => view.getInt16(HEADER_BYTES + index * 4 + 2, true));
  expect(right).toEqual([...pcm16FromMulaw(heard)]);
});
