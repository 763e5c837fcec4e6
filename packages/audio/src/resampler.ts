import { Downsampler } from './downsampler.ts';
import type { Resampler } from './resampler-port.ts';
import { Upsampler } from './upsampler.ts';

/**
 * A streaming resampler between two rates of which one is a whole multiple of the other.
 * Rejects aliases and images by 80 dB and holds 300 to 3,400 Hz within 0.05 dB at 8 and 24 kHz: see
 * docs/decisions/0005-resampler.md. Throws RangeError for any other pair of rates.
 */
export function createResampler({ fromHz, toHz }: { fromHz: number; toHz: number }): Resampler {
  const lowerHz = Math.min(fromHz, toHz);
  const ratio = Math.max(fromHz, toHz) / lowerHz;
  if (!(lowerHz > 0) || !Number.isInteger(ratio) || ratio < 2 || ratio > 6) {
    throw new RangeError(
      `cannot resample from ${fromHz} to ${toHz} Hz: the ratio must be a whole number from 2 to 6`,
    );
  }
  return toHz > fromHz ? new Upsampler({ ratio, lowerHz }) : new Downsampler({ ratio, lowerHz });
}
