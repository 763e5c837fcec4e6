/** -20 dBFS: about the level at which a telephone carries speech. */
const SPEECH_RMS = 32_767 * 10 ** (-20 / 20);
/** Half of full scale, so that +6 dB of gain on the way does not clip. */
const HIGHEST_PEAK = 16_384;
/** Quieter than this is a pause: it does not count towards the level and is cut at the ends. */
const PAUSE_SHARE_OF_PEAK = 0.02;

/** Scales speech so that what is not a pause has -20 dBFS, with no peak above -6 dBFS. */
export function levelSpeech(samples: Float64Array | Int16Array): Int16Array {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  let energy = 0;
  let loudCount = 0;
  for (const sample of samples) {
    if (Math.abs(sample) < PAUSE_SHARE_OF_PEAK * peak) continue;
    energy += sample * sample;
    loudCount += 1;
  }
  if (energy === 0) return new Int16Array(samples.length);
  const gain = Math.min(SPEECH_RMS / Math.sqrt(energy / loudCount), HIGHEST_PEAK / peak);
  return Int16Array.from(samples, (sample) => Math.round(sample * gain));
}

/**
 * Cuts the pauses at both ends. A recording that ends in half a second of silence would let a voice detector close the
 * turn before the burst with its words has come.
 */
export function trimPauses(samples: Int16Array): Int16Array {
  const threshold =
    PAUSE_SHARE_OF_PEAK * samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  const isLoud = (sample: number) => Math.abs(sample) > threshold;
  const first = samples.findIndex(isLoud);
  return first < 0 ? new Int16Array(0) : samples.slice(first, samples.findLastIndex(isLoud) + 1);
}
