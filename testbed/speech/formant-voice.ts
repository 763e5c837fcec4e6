import { type Sound, spellSounds } from './rough-phonemes.ts';

const SAMPLE_RATE_HZ = 8000;
/** Resonances move in steps of 5 ms. */
const STEP_SAMPLES = 40;
/** With the lengths of the sounds this gives 12 to 15 characters a second, so 4 to 5 syllables. */
const PLAIN_LETTER_SAMPLES = 590;
const BANDWIDTHS_HZ = [80, 110, 160] as const;
/** Share of the way to the next sound's resonances that is left after a step. */
const GLIDE = 0.75;
const FADE = 0.6;

/** A second-order resonator with unit gain at its peak. */
class Resonator {
  private a = 0;
  private b = 0;
  private c = 0;
  private last = 0;
  private beforeLast = 0;

  tune(centreHz: number, bandwidthHz: number): void {
    const radius = Math.exp((-Math.PI * bandwidthHz) / SAMPLE_RATE_HZ);
    const angle = (2 * Math.PI * centreHz) / SAMPLE_RATE_HZ;
    this.b = 2 * radius * Math.cos(angle);
    this.c = -radius * radius;
    this.a = (1 - radius) * Math.sqrt(1 - 2 * radius * Math.cos(2 * angle) + radius * radius);
  }

  push(input: number): number {
    const output = this.a * input + this.b * this.last + this.c * this.beforeLast;
    this.beforeLast = this.last;
    this.last = output;
    return output;
  }
}

/** Buzz and hiss: a smoothed pulse train with falling, swaying pitch, and noise that is the same every time. */
class Excitation {
  private phase = 0;
  private pulse = 0;
  private noiseState = 0x2545f491;

  next(pitchHz: number, sound: { buzz: number; hiss: number }): number {
    this.phase += pitchHz / SAMPLE_RATE_HZ;
    const isPulse = this.phase >= 1;
    if (isPulse) this.phase -= 1;
    this.pulse = 0.7 * this.pulse + (isPulse ? 6 : 0);
    this.noiseState ^= this.noiseState << 13;
    this.noiseState ^= this.noiseState >>> 17;
    this.noiseState ^= this.noiseState << 5;
    return sound.buzz * this.pulse + sound.hiss * 5 * (this.noiseState / 2 ** 31);
  }
}

/**
 * Speech-like sound for the words, 8 kHz, level not set: a stand-in with the rhythm and the energy of speech, not to be
 * understood. The same words and pitch give the same samples.
 */
export function synthesizeSpeech(words: string, voice: { pitchHz: number }): Float64Array {
  const sounds = spellSounds(words);
  const lengths = sounds.map((sound) => Math.round(sound.length * PLAIN_LETTER_SAMPLES));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const output = new Float64Array(total);
  const mouth = new Mouth(voice.pitchHz);
  let start = 0;
  for (const [index, sound] of sounds.entries()) {
    const length = lengths[index] ?? 0;
    mouth.say(sound, output.subarray(start, start + length), start / total);
    start += length;
  }
  return output;
}

class Mouth {
  private readonly excitation = new Excitation();
  private readonly low = new Resonator();
  private readonly middle = new Resonator();
  private readonly high = new Resonator();
  private readonly formantsHz: [number, number, number] = [500, 1500, 2500];
  private readonly loudness = { buzz: 0, hiss: 0 };
  private position = 0;
  private pitchHz: number;
  private readonly basePitchHz: number;

  constructor(basePitchHz: number) {
    this.pitchHz = this.basePitchHz = basePitchHz;
  }

  say(sound: Sound, output: Float64Array, progress: number): void {
    for (let index = 0; index < output.length; index += 1) {
      if (this.position % STEP_SAMPLES === 0) this.moveTowards(sound, progress);
      const source = this.excitation.next(this.pitchHz, this.loudness);
      output[index] = this.low.push(source) + this.middle.push(source) + this.high.push(source);
      this.position += 1;
    }
  }

  private moveTowards(sound: Sound, progress: number): void {
    const sway = 1 + 0.06 * Math.sin((2 * Math.PI * 2.1 * this.position) / SAMPLE_RATE_HZ);
    this.pitchHz = this.basePitchHz * (1.12 - 0.24 * progress) * sway;
    this.loudness.buzz = FADE * this.loudness.buzz + (1 - FADE) * sound.buzz;
    this.loudness.hiss = FADE * this.loudness.hiss + (1 - FADE) * sound.hiss;
    for (let index = 0; index < 3; index += 1) {
      this.formantsHz[index] =
        GLIDE * (this.formantsHz[index] ?? 0) + (1 - GLIDE) * (sound.formantsHz[index] ?? 0);
    }
    this.low.tune(this.formantsHz[0], BANDWIDTHS_HZ[0]);
    this.middle.tune(this.formantsHz[1], BANDWIDTHS_HZ[1]);
    this.high.tune(this.formantsHz[2], BANDWIDTHS_HZ[2]);
  }
}
