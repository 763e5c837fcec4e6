import { joined, withSoundBehind } from '../speech/impairments.ts';
import { type BackgroundKind, makeBackground } from './background-noise.ts';

/** What the words behind a voice survive; a voice itself may be noisier. */
const CARRIED_DB = 15;

export interface Speech {
  samples: Int16Array;
  /** Where the voice ends and its words, as data, begin. */
  voiceLength: number;
}

export interface LineNoise {
  kind: BackgroundKind;
  /** So far below the caller's voice. */
  signalToNoiseDb: number;
}

/** `babble_5dB`, `street_12dB`; a sound that we do not know is a household's. Null for a quiet line. */
export function readLineNoise(lineNoise: string): LineNoise | null {
  const [, name, decibels] = /^(.*)_(\d+)dB$/.exec(lineNoise) ?? [];
  if (decibels === undefined) return null;
  const isStreet = /street|traffic|car|road|wind/.test(name ?? '');
  return { kind: isStreet ? 'street' : 'babble', signalToNoiseDb: Number(decibels) };
}

/** Noise under all of it, under the words no louder than they can be carried. The same for a seed. */
export function throughNoisyLine(
  { samples, voiceLength }: Speech,
  { kind, signalToNoiseDb, seed }: LineNoise & { seed: number },
): Int16Array {
  const background = makeBackground(kind, { length: samples.length, seed });
  const voice = withSoundBehind(samples.subarray(0, voiceLength), {
    sound: background.subarray(0, voiceLength),
    signalToNoiseDb,
  });
  const words = withSoundBehind(samples.subarray(voiceLength), {
    sound: background.subarray(voiceLength),
    signalToNoiseDb: Math.max(signalToNoiseDb, CARRIED_DB),
  });
  return joined(voice, words);
}
