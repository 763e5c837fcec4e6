import { speakSync } from '../../speech/index.ts';
import { encodeUtterance } from './audio-format.ts';
import type { AudioFormat } from './wire-types.ts';

export interface SpokenAudio {
  bytes: Buffer;
  /** Length of the voice without the data burst behind it; transcript deltas are spread over it. */
  voiceMs: number;
}

const REMEMBERED = 200;
const remembered = new Map<string, SpokenAudio>();

/** The agent's voice saying `words`, in `format`; sentences said before cost nothing again. */
export function speakAs(words: string, format: AudioFormat): SpokenAudio {
  const key = `${format.type} ${words}`;
  const known = remembered.get(key);
  if (known) return known;
  const utterance = speakSync(words, { voice: 'agent' });
  const spoken = { bytes: encodeUtterance(utterance.samples, format), voiceMs: utterance.speechMs };
  const oldest = remembered.keys().next();
  if (remembered.size >= REMEMBERED && !oldest.done) remembered.delete(oldest.value);
  remembered.set(key, spoken);
  return spoken;
}
