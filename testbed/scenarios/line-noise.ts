import { joined, withNoise } from '../speech/impairments.ts';

/** What the words behind a voice survive; a voice itself may be noisier. */
const CARRIED_DB = 15;

export interface Speech {
  samples: Int16Array;
  /** Where the voice ends and its words, as data, begin. */
  voiceLength: number;
}

/** `babble_5dB`: so far below the caller's voice is the noise of the line; null for a quiet one. */
export function readSignalToNoiseDb(lineNoise: string): number | null {
  const [, decibels] = /_(\d+)dB$/.exec(lineNoise) ?? [];
  return decibels === undefined ? null : Number(decibels);
}

/** Noise under all of it, under the words no louder than they can be carried. The same for a seed. */
export function throughNoisyLine(
  { samples, voiceLength }: Speech,
  noise: { signalToNoiseDb: number; seed: number },
): Int16Array {
  const voice = withNoise(samples.subarray(0, voiceLength), noise);
  const carriedDb = Math.max(noise.signalToNoiseDb, CARRIED_DB);
  const words = withNoise(samples.subarray(voiceLength), { ...noise, signalToNoiseDb: carriedDb });
  return joined(voice, words);
}
