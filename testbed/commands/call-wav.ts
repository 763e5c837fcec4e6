import { pcm16FromMulaw, writeStereoWav } from '../speech/index.ts';

/** Both sides of a call as they were on the line, byte n of each at n / 8 ms after the answer. */
export interface CallSides {
  spoken: Uint8Array;
  heard: Uint8Array;
}

/** 8 kHz stereo: the caller on the left, what the caller heard on the right, on one axis of time. */
export function toCallWav({ spoken, heard }: CallSides): Uint8Array {
  return writeStereoWav({ left: pcm16FromMulaw(spoken), right: pcm16FromMulaw(heard) });
}
