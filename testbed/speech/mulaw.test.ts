import { expect, test } from 'vitest';
import { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';

const EVERY_CODE = Uint8Array.from({ length: 256 }, (_, code) => code);

test('decodes the codes that the standard tells apart by name', () => {
  const decoded = pcm16FromMulaw(Uint8Array.of(0xff, 0x7f, 0x80, 0x00, 0xfe, 0x7e));
  expect([...decoded]).toEqual([0, 0, 32_124, -32_124, 8, -8]);
});

test('gives every code back, the two zeros as one', () => {
  const back = mulawFromPcm16(pcm16FromMulaw(EVERY_CODE));
  expect([...back]).toEqual([...EVERY_CODE].map((code) => (code === 0x7f ? 0xff : code)));
});

test('takes every sample to the nearest level or the one beside it', () => {
  const samples = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768);
  const back = pcm16FromMulaw(mulawFromPcm16(samples));
  for (const [index, sample] of samples.entries()) {
    const magnitude = Math.min(Math.abs(sample), 32_635);
    const halfStep = 2 ** (Math.floor(Math.log2(magnitude + 132)) - 5);
    const error = Math.abs(magnitude - Math.abs(back[index] ?? 0));
    if (error > halfStep) expect.fail(`${sample} came back as ${back[index]}`);
  }
});

test('is symmetric about zero', () => {
  const loud = Int16Array.of(6, 100, 4000, 32_767);
  const negated = pcm16FromMulaw(mulawFromPcm16(loud.map((sample) => -sample)));
  expect([...negated]).toEqual([...pcm16FromMulaw(mulawFromPcm16(loud))].map((sample) => -sample));
});
