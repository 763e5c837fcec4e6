import { synthesizeSpeech } from '../speech/formant-voice.ts';
import { seededRandom } from '../speech/impairments.ts';

export type BackgroundKind = 'babble' | 'street';

const SAMPLE_RATE_HZ = 8000;

/** Others in the room, near and far. */
const TALKERS = [
  {
    pitchHz: 92,
    loudness: 1,
    words: 'and then he told me that the game was over before it had even begun you know',
  },
  {
    pitchHz: 128,
    loudness: 0.8,
    words: 'no the towels are in the hall closet next to the vacuum I already looked there',
  },
  {
    pitchHz: 171,
    loudness: 0.9,
    words: 'a low pressure front moves in tonight with gusts along the river valley',
  },
  {
    pitchHz: 205,
    loudness: 0.7,
    words: 'mom can we please have the other ones the blue ones with the little stars',
  },
  {
    pitchHz: 238,
    loudness: 0.6,
    words: 'put that down right now and come over here where I can see what you are doing',
  },
] as const;
/** Below the talkers: a refrigerator, a fan. */
const ROOM_TONE = 0.12;

/** What is heard behind a caller, its power 1 on average; the same for a seed. */
export function makeBackground(
  kind: BackgroundKind,
  { length, seed }: { length: number; seed: number },
): Float64Array {
  const random = seededRandom(seed);
  const sound = kind === 'babble' ? makeBabble(length, random) : makeStreet(length, random);
  return withUnitPower(sound);
}

function makeBabble(length: number, random: () => number): Float64Array {
  const sum = makeRumble(length, random).map((sample) => ROOM_TONE * sample);
  for (const { loudness, speech } of listTalkers()) {
    const offset = Math.floor(random() * speech.length);
    for (let at = 0; at < length; at += 1)
      sum[at] = (sum[at] ?? 0) + loudness * (speech[(offset + at) % speech.length] ?? 0);
  }
  return sum;
}

let talkers: readonly { loudness: number; speech: Float64Array }[] | null = null;

/** Made once, on first use. */
function listTalkers(): readonly { loudness: number; speech: Float64Array }[] {
  talkers ??= TALKERS.map(({ words, pitchHz, loudness }) => ({
    loudness,
    speech: withUnitPower(synthesizeSpeech(words, { pitchHz })),
  }));
  return talkers;
}

/** A car passes every few seconds, swelling and fading. */
const PASSING_SECONDS = 4;
const QUIETEST = 0.25;

function makeStreet(length: number, random: () => number): Float64Array {
  const phase = random();
  return makeRumble(length, random).map((sample, at) => {
    const turn = at / (SAMPLE_RATE_HZ * PASSING_SECONDS) + phase;
    const swell = (1 - Math.cos(2 * Math.PI * turn)) / 2;
    return sample * (QUIETEST + (1 - QUIETEST) * swell * swell);
  });
}

/** How much of each sample is left in the next: engines and tyres lie below some 400 Hz, with a little hiss above. */
const RUMBLE_MEMORY = 0.75;
const HISS = 0.08;

/** Power 1 on average. */
function makeRumble(length: number, random: () => number): Float64Array {
  let low = 0;
  const sound = new Float64Array(length).map(() => {
    const white = 2 * random() - 1;
    low = RUMBLE_MEMORY * low + (1 - RUMBLE_MEMORY) * white;
    return low + HISS * white;
  });
  return withUnitPower(sound);
}

function withUnitPower(samples: Float64Array): Float64Array {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  const gain = energy === 0 ? 0 : 1 / Math.sqrt(energy / samples.length);
  return samples.map((sample) => sample * gain);
}
