import { speakSync } from '../../speech/index.ts';
import { encodeUtterance } from './audio-format.ts';
import type { AudioFormat } from './wire-types.ts';

export interface SpokenAudio {
  bytes: Buffer;
  /** Length of the whole; transcript deltas are spread over it. */
  voiceMs: number;
}

/** How the agent's voice sounds: at its natural pace, or hurried for tests that do not listen. */
export interface SpeakingStyle {
  format: AudioFormat;
  /** Cuts the voice (not the data bursts) to this length; null leaves it whole. */
  msPerCharacter: number | null;
}

const SAMPLES_PER_MS = 8;
const PAUSE_SAMPLES = 60 * SAMPLES_PER_MS;
const REMEMBERED = 200;
const remembered = new Map<string, SpokenAudio>();

/**
 * The agent's voice saying `words`; what was said before costs nothing again. Each sentence carries its own burst, so
 * that a caller who interrupts has still understood the sentences before.
 */
export function speakAs(words: string, style: SpeakingStyle): SpokenAudio {
  const key = `${style.format.type} ${style.msPerCharacter} ${words}`;
  const known = remembered.get(key);
  if (known) return known;
  const samples = join(toSentences(words).map((sentence) => speakSentence(sentence, style.msPerCharacter)));
  const spoken = { bytes: encodeUtterance(samples, style.format), voiceMs: samples.length / SAMPLES_PER_MS };
  const oldest = remembered.keys().next();
  if (remembered.size >= REMEMBERED && !oldest.done) remembered.delete(oldest.value);
  remembered.set(key, spoken);
  return spoken;
}

function toSentences(words: string): string[] {
  return words.split(/(?<=[.!?])\s+/).filter((sentence) => sentence !== '');
}

function speakSentence(sentence: string, msPerCharacter: number | null): Int16Array {
  const { samples, speechMs } = speakSync(sentence, { voice: 'agent' });
  if (msPerCharacter === null) return samples;
  const voiceMs = Math.min(speechMs, sentence.length * msPerCharacter);
  const voice = samples.subarray(0, Math.round(voiceMs * SAMPLES_PER_MS));
  const burst = samples.subarray(Math.round(speechMs * SAMPLES_PER_MS));
  return join([voice, burst], 0);
}

function join(parts: readonly Int16Array[], pauseSamples = PAUSE_SAMPLES): Int16Array {
  const length = parts.reduce((sum, part) => sum + part.length + pauseSamples, 0);
  const joined = new Int16Array(Math.max(0, length - pauseSamples));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length + pauseSamples;
  }
  return joined;
}
