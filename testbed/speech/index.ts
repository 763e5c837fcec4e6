export { type DecodedWords, encodeWords, WordsDecoder } from './modem.ts';
export { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';
export type { Utterance } from './utterance.ts';
export { speak, speakSync } from './voices.ts';
export { utteranceFromWav, writeStereoWav } from './wav.ts';
