import { designLowpass, HALF_WIDTH } from './lowpass-filter.ts';

export const TAPS_PER_PHASE = 2 * HALF_WIDTH;

/** What a phase must remember of the samples before the current one. */
export const HISTORY_SAMPLES = TAPS_PER_PHASE - 1;

/** How much later a sound comes out, in samples of the lower rate. */
export const INTERPOLATION_DELAY = HALF_WIDTH;
// The middle stands one sample closer than in interpolation: there, the last phase needs the tap beyond it.
export const DECIMATION_DELAY = HALF_WIDTH - 1;

/** For each output phase the taps over the newest input samples, oldest first. */
export const interpolationPhases = oncePerRatio((ratio) =>
  dealTaps(ratio, (phase, i) => ({ distance: (HALF_WIDTH - 1 - i) * ratio + phase, gain: ratio })),
);

/** For each input phase the taps over the newest samples of that phase, oldest first. */
export const decimationPhases = oncePerRatio((ratio) =>
  dealTaps(ratio, (phase, i) => ({ distance: (HALF_WIDTH - i) * ratio - phase, gain: 1 })),
);

type PhaseTaps = readonly Float64Array[];
type PlaceTap = (phase: number, i: number) => { distance: number; gain: number };

function dealTaps(ratio: number, place: PlaceTap): PhaseTaps {
  const filter = designLowpass(ratio);
  return Array.from({ length: ratio }, (_, phase) =>
    Float64Array.from({ length: TAPS_PER_PHASE }, (_, i) => {
      const { distance, gain } = place(phase, i);
      return (filter[Math.abs(distance)] ?? 0) * gain;
    }),
  );
}

/** All calls share the same taps; only the history is a call's own. */
function oncePerRatio(design: (ratio: number) => PhaseTaps): (ratio: number) => PhaseTaps {
  const designs = new Map<number, PhaseTaps>();
  return (ratio) => {
    const taps = designs.get(ratio) ?? design(ratio);
    designs.set(ratio, taps);
    return taps;
  };
}
