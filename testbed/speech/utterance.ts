import { encodeWords } from './modem.ts';
import { trimPauses } from './speech-level.ts';

export const SAMPLE_RATE_HZ = 8000;
const PAUSE_SAMPLES = (60 * SAMPLE_RATE_HZ) / 1000;

/** Something said in a simulated call. The samples may be shared by many calls: never write into them. */
export type Utterance = {
  words: string;
  /** 8 kHz PCM16: the speech, 60 ms of silence, then the words as a burst. */
  samples: Int16Array;
  speechMs: number;
  burstMs: number;
};

/** Pauses at the ends of `recording` are cut first. Throws a RangeError when the words do not fit a burst. */
export function assembleUtterance(words: string, recording: Int16Array): Utterance {
  const speech = trimPauses(recording);
  const burst = encodeWords(words);
  const samples = new Int16Array(speech.length + PAUSE_SAMPLES + burst.length);
  samples.set(speech, 0);
  samples.set(burst, speech.length + PAUSE_SAMPLES);
  return { words, samples, speechMs: toMs(speech.length), burstMs: toMs(burst.length) };
}

function toMs(sampleCount: number): number {
  return (sampleCount * 1000) / SAMPLE_RATE_HZ;
}
