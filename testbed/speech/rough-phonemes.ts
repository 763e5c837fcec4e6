/** One sound of the formant voice: where its resonances lie and what excites them. */
export type Sound = {
  formantsHz: readonly [number, number, number];
  /** Loudness of the buzz and of the hiss, 0 to 1. */
  buzz: number;
  hiss: number;
  /** Relative to a plain letter. */
  length: number;
};

const vowel = (f1: number, f2: number, f3: number, length = 1.5): Sound => ({
  formantsHz: [f1, f2, f3],
  buzz: 1,
  hiss: 0.02,
  length,
});
const hum = (f1: number, f2: number, f3: number): Sound => ({
  formantsHz: [f1, f2, f3],
  buzz: 0.3,
  hiss: 0,
  length: 0.8,
});
const hiss = (f2: number, f3: number, options: { hiss: number; buzz?: number }): Sound => ({
  formantsHz: [300, f2, f3],
  buzz: options.buzz ?? 0,
  hiss: options.hiss,
  length: 1,
});
const stop = (f2: number, f3: number, buzz: number): Sound => ({
  formantsHz: [250, f2, f3],
  buzz,
  hiss: 0.08,
  length: 0.7,
});
const pause = (length: number): Sound => ({ formantsHz: [500, 1500, 2500], buzz: 0, hiss: 0, length });

const SCHWA = vowel(500, 1400, 2450, 1.2);
const SHORT_PAUSE = pause(0.6);
const CLAUSE_PAUSE = pause(2);

/** English spelling, very roughly: the longest match wins. Measured formants of a male speaker, rounded. */
const SOUNDS: Readonly<Record<string, Sound>> = {
  ee: vowel(280, 2250, 2900, 2.4),
  ea: vowel(300, 2200, 2850, 2.4),
  oo: vowel(310, 900, 2250, 2.4),
  ou: vowel(600, 1000, 2400, 2.4),
  ow: vowel(560, 950, 2400, 2.4),
  ai: vowel(480, 1950, 2550, 2.4),
  ay: vowel(460, 2000, 2600, 2.4),
  er: vowel(480, 1350, 1700, 2.2),
  or: vowel(480, 850, 2200, 2.2),
  ar: vowel(680, 1150, 2200, 2.2),
  th: hiss(1500, 2600, { hiss: 0.15 }),
  sh: hiss(2000, 2700, { hiss: 0.4 }),
  ch: hiss(2000, 2700, { hiss: 0.35 }),
  ph: hiss(1200, 2600, { hiss: 0.15 }),
  ck: stop(1700, 2200, 0),
  ng: hum(280, 1700, 2300),
  a: vowel(700, 1250, 2500),
  e: vowel(530, 1800, 2500),
  i: vowel(390, 1980, 2550),
  o: vowel(570, 880, 2400),
  u: vowel(600, 1180, 2400),
  y: vowel(320, 2150, 2750, 1),
  m: hum(260, 1100, 2200),
  n: hum(270, 1600, 2500),
  l: hum(360, 1100, 2600),
  r: hum(380, 1250, 1650),
  w: hum(320, 750, 2200),
  s: hiss(2600, 3500, { hiss: 0.4 }),
  z: hiss(2400, 3400, { hiss: 0.25, buzz: 0.2 }),
  x: hiss(2400, 3300, { hiss: 0.35 }),
  f: hiss(1300, 2500, { hiss: 0.15 }),
  v: hiss(1300, 2500, { hiss: 0.08, buzz: 0.3 }),
  h: hiss(1400, 2500, { hiss: 0.12 }),
  j: hiss(1900, 2600, { hiss: 0.25, buzz: 0.2 }),
  p: stop(900, 2200, 0),
  t: stop(1800, 2700, 0),
  k: stop(1800, 2300, 0),
  c: stop(1800, 2300, 0),
  q: stop(1500, 2200, 0),
  b: stop(850, 2200, 0.15),
  d: stop(1700, 2600, 0.15),
  g: stop(1900, 2300, 0.15),
};

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The sounds of a text from its spelling. Never empty: words of no letters are one murmured vowel. */
export function spellSounds(words: string): Sound[] {
  const spelling = words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\d/g, (digit) => ` ${DIGITS[Number(digit)] ?? ''} `)
    .trim();
  const sounds: Sound[] = [];
  for (let at = 0; at < spelling.length; ) {
    const pair = SOUNDS[spelling.slice(at, at + 2)];
    const sound = pair ?? soundOf(spelling.charAt(at));
    if (sound !== null) sounds.push(sound);
    at += pair === undefined ? 1 : 2;
  }
  return sounds.some((sound) => sound.buzz + sound.hiss > 0) ? sounds : [SCHWA];
}

function soundOf(letter: string): Sound | null {
  const known = SOUNDS[letter];
  if (known !== undefined) return known;
  if (/[.,;:!?…—]/.test(letter)) return CLAUSE_PAUSE;
  if (/\s/.test(letter)) return SHORT_PAUSE;
  // Letters of other scripts are murmured: this voice stands in for speech, it is not to be understood.
  return /\p{L}/u.test(letter) ? SCHWA : null;
}
