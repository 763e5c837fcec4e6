import type { ToneCorrelator } from './tone-correlator.ts';

const FULL_LEVEL = 160;
const LOSS_PER_SAMPLE = 3;
/** So much tone must have been heard before a sync word is believed. */
const HEARD_LEVEL = 120;
/** 45 ms: shorter than what a dropped frame leaves over of the shortest burst. */
const BURST_SAMPLES = 360;
const BURST_FLIPS = 16;
/** How much of the beat survives from one tone change to the next: the last 16 or so count. */
const MEMORY = 15 / 16;
/** Strength of the beat from 0 (none) to 1 (every change at the same point of a bit). */
const BEAT_STRENGTH = 0.7;
const STRONG_BEAT = (BEAT_STRENGTH / (1 - MEMORY)) ** 2;
/** Three bits are 20 samples, so the point within a bit takes 20 values. */
const beatCos = Float64Array.from({ length: 20 }, (_, phase) => Math.cos((2 * Math.PI * 3 * phase) / 20));
const beatSin = Float64Array.from({ length: 20 }, (_, phase) => Math.sin((2 * Math.PI * 3 * phase) / 20));

/**
 * Is there a modem on the line? The tones alone do not tell: vowels hold them for 0.6 s at a time.
 * What speech lacks is the beat: a modem changes tone only where a bit of 20/3 samples begins.
 */
export class Carrier {
  startedAt = -1;
  private level = 0;
  private lastBit = 0;
  private flips = 0;
  private beatX = 0;
  private beatY = 0;
  private hasBeat = false;

  get isHeard(): boolean {
    return this.level >= HEARD_LEVEL;
  }

  clear(): void {
    this.level = 0;
    this.startedAt = -1;
  }

  /** True at the sample with which the carrier is lost; `startedAt` stays readable until `clear`. */
  push(tones: ToneCorrelator, at: number): boolean {
    if (tones.bit !== this.lastBit) this.countFlip(tones.bit, at);
    if (tones.isTone) {
      if (this.level === 0) this.start(at);
      if (this.level < FULL_LEVEL) this.level += 1;
      return false;
    }
    if (this.level === 0) return false;
    this.level = Math.max(0, this.level - LOSS_PER_SAMPLE);
    return this.level === 0;
  }

  /** Whether the carrier up to `at` was keyed bits for long enough to have been (part of) a burst. */
  wasBurst(at: number): boolean {
    return this.startedAt >= 0 && at - this.startedAt >= BURST_SAMPLES && this.hasBeat;
  }

  private start(at: number): void {
    this.startedAt = at;
    this.flips = this.beatX = this.beatY = 0;
    this.hasBeat = false;
  }

  private countFlip(bit: number, at: number): void {
    this.lastBit = bit;
    this.flips += 1;
    this.beatX = this.beatX * MEMORY + (beatCos[at % 20] ?? 0);
    this.beatY = this.beatY * MEMORY + (beatSin[at % 20] ?? 0);
    const isStrong = this.beatX * this.beatX + this.beatY * this.beatY > STRONG_BEAT;
    if (isStrong && this.flips >= BURST_FLIPS) this.hasBeat = true;
  }
}
