import { readFile } from 'node:fs/promises';
import { type EspeakOptions, speakWithEspeak } from './espeak.ts';
import { synthesizeSpeech } from './formant-voice.ts';
import { levelSpeech } from './speech-level.ts';
import { assembleUtterance, type Utterance } from './utterance.ts';
import { readWav } from './wav.ts';

export type VoiceOptions = { voice?: 'caller' | 'agent' };
export type VoiceSources = { fixtureFolder?: URL; espeak?: EspeakOptions };
export type Voices = {
  speak(words: string, options?: VoiceOptions): Promise<Utterance>;
  speakSync(words: string, options?: VoiceOptions): Utterance;
};

export const FIXTURE_FOLDER = new URL('./fixtures/', import.meta.url);
/** At 60 KB for a sentence this is some 15 MB. */
const CACHED_UTTERANCES = 256;
const LONGEST_FIXTURE_NAME = 80;
const PITCH_HZ = { caller: 118, agent: 196 };

export function createVoices(sources: VoiceSources = {}): Voices {
  const spoken = new Map<string, Promise<Utterance>>();
  const synthesized = new Map<string, Utterance>();

  const speakSync = (words: string, options: VoiceOptions = {}) => {
    const voice = options.voice ?? 'agent';
    return remember(synthesized, `${voice}:${words}`, () =>
      assembleUtterance(words, levelSpeech(synthesizeSpeech(words, { pitchHz: PITCH_HZ[voice] }))),
    );
  };
  const speakAsCaller = async (words: string) => {
    const recorded =
      (await readFixture(words, sources.fixtureFolder ?? FIXTURE_FOLDER)) ??
      (await speakWithEspeak(words, sources.espeak));
    if (recorded === null) return speakSync(words, { voice: 'caller' });
    return assembleUtterance(words, levelSpeech(recorded));
  };
  const speak = async (words: string, options: VoiceOptions = {}) => {
    if (options.voice === 'agent') return speakSync(words, options);
    return remember(spoken, words, () => speakAsCaller(words));
  };
  return { speak, speakSync };
}

const voices = createVoices();

/**
 * A caller's words (the default voice) as a committed recording of them, else by this machine's espeak-ng, else by the
 * formant voice; an agent's words always by the formant voice. Remembered, so do not write into the samples.
 * Rejects with a RangeError when the words do not fit a burst.
 */
export const speak: Voices['speak'] = voices.speak;

/** By the formant voice, whoever speaks (the agent unless told). Throws a RangeError as `speak` rejects. */
export const speakSync: Voices['speakSync'] = voices.speakSync;

/** 'My basement is flooding!' → 'my-basement-is-flooding.wav'; null when the words give no usable name. */
export function nameFixture(words: string): string | null {
  const slug = words
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  return /^[a-z0-9-]+$/.test(slug) && slug.length <= LONGEST_FIXTURE_NAME ? `${slug}.wav` : null;
}

async function readFixture(words: string, folder: URL): Promise<Int16Array | null> {
  const name = nameFixture(words);
  if (name === null) return null;
  const bytes = await readFile(new URL(name, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return bytes === null ? null : readWav(bytes);
}

/** Keeps the latest few hundred; a promise that was rejected stays, for the same words would fail again. */
function remember<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  const oldest = cache.keys().next().value;
  if (cache.size > CACHED_UTTERANCES && oldest !== undefined) cache.delete(oldest);
  return made;
}
