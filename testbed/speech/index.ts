export { type DecodedWords, encodeWords, MAX_WORDS_BYTES, WordsDecoder } from './modem.ts';
export { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';
export type { Utterance } from './utterance.ts';
export { speak, speakSync, type VoiceOptions } from './voices.ts';
export { readWav, utteranceFromWav, writeStereoWav } from './wav.ts';
