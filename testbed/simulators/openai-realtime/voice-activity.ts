import type { TurnDetection } from './wire-types.ts';

const SAMPLES_PER_MS = 8;
const WINDOW_MS = 20;
const WINDOW_SAMPLES = WINDOW_MS * SAMPLES_PER_MS;
// Three loud windows of the last four: a click or a dropped frame is no speech.
const LOUD_WINDOWS_TO_START = 3;
const STRETCH_TO_START = 4;
// The vendor waits at most 8, 4 or 2 s for the speaker to go on; a plain pause ends the turn well before that.
const EAGERNESS_SILENCE_MS = { low: 2_000, auto: 1_000, medium: 1_000, high: 500 } as const;

export type VoiceEvent =
  | { type: 'started'; audioStartMs: number }
  | { type: 'stopped'; audioStartMs: number; audioEndMs: number };

/** Loudness (square of the root mean square) above which a window counts as voice: −60 dBFS at 0, −40 at 0.5, −20 at 1. */
export function loudnessGate(threshold: number): number {
  return (32_768 * 10 ** ((-60 + 40 * threshold) / 20)) ** 2;
}

interface Settings {
  gate: number;
  prefixMs: number;
  silenceMs: number;
}

function readSettings(turnDetection: TurnDetection): Settings {
  if (turnDetection.type === 'server_vad')
    return {
      gate: loudnessGate(turnDetection.threshold),
      prefixMs: turnDetection.prefix_padding_ms,
      silenceMs: turnDetection.silence_duration_ms,
    };
  return { gate: loudnessGate(0.5), prefixMs: 300, silenceMs: EAGERNESS_SILENCE_MS[turnDetection.eagerness] };
}

/**
 * Energy-based turn detection over the audio really appended. All times are offsets in that audio, so a
 * caller who sends nothing never stops speaking.
 */
export class VoiceActivity {
  #windowEnergy = 0;
  #windowFill = 0;
  #positionMs = 0;
  #recentLoud: boolean[] = [];
  #speechStartMs: number | null = null;
  #lastLoudEndMs = 0;
  #lastEndMs = 0;
  #settings: Settings | null = null;

  configure(turnDetection: TurnDetection | null): void {
    this.#settings = turnDetection ? readSettings(turnDetection) : null;
    if (!turnDetection) this.reset();
  }

  get isSpeaking(): boolean {
    return this.#speechStartMs !== null;
  }

  /** Forgets speech under way; the position in the audio stays. */
  reset(): void {
    this.#speechStartMs = null;
    this.#recentLoud = [];
    this.#lastEndMs = this.#positionMs;
  }

  push(samples: Int16Array, onEvent: (event: VoiceEvent) => void): void {
    for (const sample of samples) {
      this.#windowEnergy += sample * sample;
      if (++this.#windowFill < WINDOW_SAMPLES) continue;
      const loudness = this.#windowEnergy / WINDOW_SAMPLES;
      this.#windowEnergy = 0;
      this.#windowFill = 0;
      this.#positionMs += WINDOW_MS;
      if (this.#settings) this.#step(loudness, this.#settings, onEvent);
    }
  }

  #step(loudness: number, settings: Settings, onEvent: (event: VoiceEvent) => void): void {
    const isLoud = loudness > settings.gate;
    if (isLoud) this.#lastLoudEndMs = this.#positionMs;
    if (this.#speechStartMs === null) this.#lookForStart(isLoud, settings, onEvent);
    else if (this.#positionMs - this.#lastLoudEndMs >= settings.silenceMs && !isLoud) {
      const event = { audioStartMs: this.#speechStartMs, audioEndMs: this.#positionMs };
      this.reset();
      onEvent({ type: 'stopped', ...event });
    }
  }

  #lookForStart(isLoud: boolean, settings: Settings, onEvent: (event: VoiceEvent) => void): void {
    this.#recentLoud.push(isLoud);
    if (this.#recentLoud.length > STRETCH_TO_START) this.#recentLoud.shift();
    if (this.#recentLoud.filter(Boolean).length < LOUD_WINDOWS_TO_START) return;
    const firstLoud = this.#recentLoud.length - this.#recentLoud.indexOf(true);
    const startMs = this.#positionMs - firstLoud * WINDOW_MS - settings.prefixMs;
    this.#speechStartMs = Math.max(startMs, this.#lastEndMs);
    this.#recentLoud = [];
    onEvent({ type: 'started', audioStartMs: this.#speechStartMs });
  }
}
