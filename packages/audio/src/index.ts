export * from './base64-audio.ts';
export * from './g711.ts';
export * from './level-meter.ts';
export { bytesToPcm16, pcm16ToBytes } from './pcm16.ts';
export { createResampler } from './resampler.ts';
export type { Resampler } from './resampler-port.ts';
export { readWav, type WavAudio, type WavEncoding, writeWav } from './wav.ts';
export { WavError, type WavFault } from './wav-chunks.ts';
