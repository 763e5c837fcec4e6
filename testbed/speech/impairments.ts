import { mulawFromPcm16, pcm16FromMulaw } from './mulaw.ts';
import { resample } from './resample.ts';

/** What a telephone line, a resampler and a lossy network do to audio; for tests. Noise is the same for a seed. */
export function throughMulaw(samples: Int16Array): Int16Array {
  return pcm16FromMulaw(mulawFromPcm16(samples));
}

export function throughWideband(samples: Int16Array): Int16Array {
  return resample(resample(samples, { fromHz: 8000, toHz: 24_000 }), { fromHz: 24_000, toHz: 8000 });
}

export function withGain(samples: Int16Array, decibels: number): Int16Array {
  return mapClipped(samples, (sample) => sample * 10 ** (decibels / 20));
}

export function withOffset(samples: Int16Array, offset: number): Int16Array {
  return mapClipped(samples, (sample) => sample + offset);
}

/** White Gaussian noise so far below `signal`'s own power, over the whole length. */
export function withNoise(samples: Int16Array, noise: { signalToNoiseDb: number; seed: number }): Int16Array {
  const random = seededRandom(noise.seed);
  const deviation = toNoiseLevel(samples, noise.signalToNoiseDb);
  return mapClipped(samples, (sample) => sample + deviation * gaussian(random));
}

/** A sound as long as the samples, so far below their own power. */
export function withSoundBehind(
  samples: Int16Array,
  { sound, signalToNoiseDb }: { sound: Float64Array; signalToNoiseDb: number },
): Int16Array {
  const power = sound.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, sound.length);
  const level = power === 0 ? 0 : toNoiseLevel(samples, signalToNoiseDb) / Math.sqrt(power);
  return mapClipped(samples, (sample, at) => sample + level * (sound[at] ?? 0));
}

function toNoiseLevel(samples: Int16Array, signalToNoiseDb: number): number {
  let energy = 0;
  let loudCount = 0;
  for (const sample of samples) {
    energy += sample * sample;
    if (sample !== 0) loudCount += 1;
  }
  return Math.sqrt(energy / Math.max(1, loudCount)) * 10 ** (-signalToNoiseDb / 20);
}

export function withoutFrame(samples: Int16Array, at: number, length = 160): Int16Array {
  return joined(samples.subarray(0, at), samples.subarray(at + length));
}

export function withSilentFrame(samples: Int16Array, at: number, length = 160): Int16Array {
  return samples.slice().fill(0, at, at + length);
}

export function joined(...parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function silence(durationMs: number): Int16Array {
  return new Int16Array(durationMs * 8);
}

/** Numbers from 0 up to 1, by a linear congruence. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function mapClipped(samples: Int16Array, change: (sample: number, at: number) => number): Int16Array {
  return samples.map((sample, at) => Math.max(-32_768, Math.min(32_767, Math.round(change(sample, at)))));
}
