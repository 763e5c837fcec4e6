// Writes apps/voice/src/hold-music/hold-music.wav anew: node scripts/make-hold-music.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWav } from '@afterhourfix/audio';
import { PROJECT_ROOT } from './project-files.ts';

const FILE = join(PROJECT_ROOT, 'apps/voice/src/hold-music/hold-music.wav');
const RATE_HZ = 8_000;
const NOTE_SECONDS = 0.75;
/** Quiet: about -20 dBFS, for a caller who is upset and may hold for a minute. */
const PEAK = 3_200;
const DECAY_PER_SECOND = 2.2;
/** A slow broken chord up and down, with a rest at its end: our own, nobody's tune. */
const NOTES_HZ = [261.63, 329.63, 392, 523.25, 392, 329.63, 293.66, 0];

function toNote(frequencyHz: number): Int16Array {
  return Int16Array.from({ length: NOTE_SECONDS * RATE_HZ }, (_, index) => {
    const seconds = index / RATE_HZ;
    const attack = Math.min(1, seconds / 0.02);
    const release = Math.min(1, (NOTE_SECONDS - seconds) / 0.05);
    const envelope = attack * release * Math.exp(-DECAY_PER_SECOND * seconds);
    const tone =
      Math.sin(2 * Math.PI * frequencyHz * seconds) + 0.25 * Math.sin(4 * Math.PI * frequencyHz * seconds);
    return Math.round(PEAK * envelope * tone);
  });
}

const samples = Int16Array.from(NOTES_HZ.flatMap((frequencyHz) => [...toNote(frequencyHz)]));
writeFileSync(FILE, writeWav({ sampleRateHz: RATE_HZ, channels: [samples] }));
