export { type DecodedWords, encodeWords, WordsDecoder } from './modem.ts';
export { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';
export type { Utterance } from './utterance.ts';
export { speak, speakSync, type VoiceOptions } from './voices.ts';
export { utteranceFromWav, writeStereoWav } from './wav.ts';
