import { expect, test } from 'vitest';
import { speak, WordsDecoder } from '../speech/index.ts';
import { readSignalToNoiseDb, throughNoisyLine } from './line-noise.ts';

test('knows a noisy line from a quiet one', () => {
  expect(['babble_5dB', 'street_12dB', 'none'].map(readSignalToNoiseDb)).toEqual([5, 12, null]);
});

test('noise is loud under the voice and leaves the words whole, whatever the seed', async () => {
  const { samples, speechMs } = await speak('Sewage is coming up in the basement.', { voice: 'caller' });
  const voiceLength = Math.round(speechMs * 8);
  for (const seed of [1, 2, 3, 4, 5]) {
    const noisy = throughNoisyLine({ samples, voiceLength }, { signalToNoiseDb: 5, seed });
    const decoded = new WordsDecoder().push(noisy);
    expect(decoded).toMatchObject([{ words: 'Sewage is coming up in the basement.', isIntact: true }]);
    const added = noisy.subarray(0, voiceLength).filter((sample, index) => sample !== samples[index]);
    expect(added.length).toBeGreaterThan(voiceLength / 2);
  }
});
