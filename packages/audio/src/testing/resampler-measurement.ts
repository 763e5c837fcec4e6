import type { Resampler } from '../resampler-port.ts';

export type CreateResampler = (rates: { fromHz: number; toHz: number }) => Resampler;

const AMPLITUDE = 16_000;
// A second tone keeps the output moving: without it, what is weaker than half a 16-bit step reads as nothing.
const COMPANION = { toneHz: 1037, amplitude: 9000 };
// Whole hertz fit a window of one second exactly, so that one tone does not leak into another.
const WINDOW_SECONDS = 1;
const SETTLING_SECONDS = 0.1;

/** Difference between the most and the least gain from 300 to 3,400 Hz, in dB. */
export function measureRippleDb(create: CreateResampler, fromHz: number, toHz: number): number {
  const gains = range(300, 3400, 100).map((toneHz) =>
    measureGainDb({ create, fromHz, toHz, toneHz, readHz: toneHz }),
  );
  return Math.max(...gains) - Math.min(...gains);
}

/** How far below the tone its strongest image lies when 8 kHz become 24, in dB; tones up to `highestToneHz`. */
export function measureImageRejectionDb(create: CreateResampler, highestToneHz: number): number {
  const images = range(300, highestToneHz, 100).flatMap((toneHz) =>
    [8000 - toneHz, 8000 + toneHz].map((readHz) => ({ toneHz, readHz })),
  );
  return -strongestDb(create, { fromHz: 8000, toHz: 24_000 }, images);
}

/** How far below a tone of the input its alias lies when 24 kHz become 8, in dB; tones from `lowestToneHz`. */
export function measureAliasRejectionDb(create: CreateResampler, lowestToneHz: number): number {
  const aliases = range(lowestToneHz, 11_900, 100)
    .map((toneHz) => ({ toneHz, readHz: Math.abs(toneHz - 8000 * Math.round(toneHz / 8000)) }))
    // At 0 Hz and at half the sampling rate the phase decides what a tone reads.
    .filter(({ readHz }) => readHz % 4000 !== 0);
  return -strongestDb(create, { fromHz: 24_000, toHz: 8000 }, aliases);
}

interface Rates {
  fromHz: number;
  toHz: number;
}

interface Probe extends Rates {
  create: CreateResampler;
  toneHz: number;
  readHz: number;
}

function strongestDb(
  create: CreateResampler,
  rates: Rates,
  probes: { toneHz: number; readHz: number }[],
): number {
  return Math.max(...probes.map((probe) => measureGainDb({ create, ...rates, ...probe })));
}

/** What of a tone at `toneHz` arrives at `readHz`, in dB relative to the tone. */
export function measureGainDb({ create, fromHz, toHz, toneHz, readHz }: Probe): number {
  using resampler = create({ fromHz, toHz });
  const seconds = SETTLING_SECONDS + WINDOW_SECONDS;
  const output = resampler.process(writeTone(toneHz, fromHz, seconds));
  const start = Math.round(SETTLING_SECONDS * toHz);
  const window = output.subarray(start, start + WINDOW_SECONDS * toHz);
  return 20 * Math.log10(readAmplitude(window, readHz / toHz) / AMPLITUDE);
}

function writeTone(toneHz: number, sampleRateHz: number, lengthSeconds: number): Int16Array {
  const samples = new Int16Array(Math.round(lengthSeconds * sampleRateHz));
  for (let i = 0; i < samples.length; i++) {
    const seconds = i / sampleRateHz;
    const tone = AMPLITUDE * Math.sin(2 * Math.PI * toneHz * seconds + 0.5);
    samples[i] = Math.round(tone + COMPANION.amplitude * Math.sin(2 * Math.PI * COMPANION.toneHz * seconds));
  }
  return samples;
}

/** Amplitude of one frequency (in cycles per sample), by correlation. */
function readAmplitude(samples: Int16Array, frequency: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [i, sample] of samples.entries()) {
    real += sample * Math.cos(2 * Math.PI * frequency * i);
    imaginary += sample * Math.sin(2 * Math.PI * frequency * i);
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

/** Where the largest output sample stands when the input is a single pulse, less where the pulse stood. */
export function measureDelayMs(create: CreateResampler, { fromHz, toHz }: Rates): number {
  using resampler = create({ fromHz, toHz });
  const pulse = new Int16Array(fromHz / 10);
  const middle = pulse.length / 2;
  // A pulse with half as high neighbours, so that a peak between two samples is not missed.
  pulse.set([5000, 10_000, 5000], middle - 1);
  const output = resampler.process(pulse);
  const peak = output.indexOf(output.reduce((largest, sample) => Math.max(largest, sample)));
  return (peak / toHz - middle / fromHz) * 1000;
}

export function range(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
}
