import type { SpokenWord } from './normalise-utterance.ts';
import { findSpokenNumbers, type SpokenNumber } from './spoken-numbers.ts';

/** Where cold and heat begin to endanger; a business may only be stricter. Degrees Fahrenheit. */
export const COLD_OUTDOORS_AT_MOST_F = 32;
export const COLD_INDOORS_BELOW_F = 55;
export const HOT_OUTDOORS_AT_LEAST_F = 95;
export const HOT_INDOORS_AT_LEAST_F = 85;
const OLD_AT_YEARS = 65;
const OLDEST_YEARS = 115;
const REACH_WORDS = 4;
/** Who is younger does not telephone; "I'm two" goes on with "blocks away". */
const CALLS_FROM_YEARS = 4;
const ADULT_AT_YEARS = 18;

export interface Circumstance {
  ruleId: string;
  flag: 'cold' | 'cold-indoors' | 'hot' | 'vulnerable' | 'young-child' | 'minor' | 'adult';
  from: number;
  to: number;
}

const INDOORS = new Set([
  'here',
  'inside',
  'indoors',
  'house',
  'home',
  'upstairs',
  'apartment',
  'room',
  'thermostat',
  'adentro',
  'casa',
  'dentro',
  'termostato',
]);
const COLD_STORES =
  /^(?:fridge|refrigerator|freezer|cooler|water|tap|refri|refrigerador|congelador|nevera|agua|basement|sotano)/;
const OUTDOORS = new Set(['outside', 'outdoors', 'afuera', 'fuera']);
const DEGREES = new Set(['degrees', 'degree', 'grados', 'fahrenheit']);
const PEOPLE = new Set(
  'mom mother dad father wife husband grandma grandmother grandpa grandfather aunt uncle neighbor she he i mama madre papa padre esposa esposo abuela abuelo tia tio ella'.split(
    ' ',
  ),
);
const YEARS = new Set(['year', 'years', 'yr', 'anos']);
const AFTER_AGE = new Set(['year', 'years', 'and', 'but', 'so', 'old']);
const PAST = new Set(['ago', 'hace', 'later']);
const OTHER_UNITS = new Set([
  'minutes',
  'hours',
  'dollars',
  'feet',
  'inches',
  'months',
  'weeks',
  'days',
  'percent',
  'miles',
  'minutos',
  'horas',
  'dolares',
  'meses',
  'semanas',
  'am',
  'pm',
]);

/** Temperatures and ages that were said, as the facts that they make. */
export function findCircumstances(words: readonly SpokenWord[]): Circumstance[] {
  const found = findSpokenNumbers(words).flatMap((number) => {
    const facts = [
      readCallersAge(words, number),
      isSaidOfSomebody(words, number)
        ? readAge(words, number)
        : (readTemperature(words, number) ?? readAge(words, number)),
    ].filter((fact) => fact !== null);
    return facts.map((fact) => ({ ...fact, from: number.from, to: number.to }));
  });
  return [...found, ...findBelowZero(words)];
}

type Fact = Pick<Circumstance, 'ruleId' | 'flag'>;

function readTemperature(words: readonly SpokenWord[], number: SpokenNumber): Fact | null {
  const after = near(words, number.to + 1, number.to + REACH_WORDS);
  const before = near(words, number.from - REACH_WORDS, number.from - 1);
  if (after.some((word) => OTHER_UNITS.has(word) || YEARS.has(word))) return null;
  if (after.some((word) => OUTDOORS.has(word))) {
    return number.value <= COLD_OUTDOORS_AT_MOST_F
      ? { ruleId: 'temperature.cold-outdoors', flag: 'cold' }
      : number.value >= HOT_OUTDOORS_AT_LEAST_F
        ? { ruleId: 'temperature.hot-outdoors', flag: 'hot' }
        : null;
  }
  const isIndoors = [...after, ...before].some((word) => INDOORS.has(word) || DEGREES.has(word));
  if (!isIndoors || number.value < 20 || number.value > 130) return null;
  if (number.value < COLD_INDOORS_BELOW_F) {
    const isRoom = [...after, ...before].some((word) => INDOORS.has(word)) && !isStored(words, number);
    return { ruleId: 'temperature.cold-indoors', flag: isRoom ? 'cold-indoors' : 'cold' };
  }
  return number.value >= HOT_INDOORS_AT_LEAST_F ? { ruleId: 'temperature.hot-indoors', flag: 'hot' } : null;
}

/** "It's like ice in here, my dad is 88", "I'm 88": no degrees. */
function isSaidOfSomebody(words: readonly SpokenWord[], { from, to }: SpokenNumber): boolean {
  const [who = '', verb = ''] = near(words, from - 2, from - 1);
  const isPerson =
    (PEOPLE.has(who) && ['is', 'turned', 'es', 'tiene'].includes(verb)) || `${who} ${verb}` === 'i am';
  return isPerson && !DEGREES.has(words[to + 1]?.text ?? '');
}

/** "The fridge is at forty inside": cold as it should be. */
function isStored(words: readonly SpokenWord[], { from, to }: SpokenNumber): boolean {
  return near(words, from - 2 * REACH_WORDS, to + REACH_WORDS).some((word) => COLD_STORES.test(word));
}

function readAge(words: readonly SpokenWord[], number: SpokenNumber): Fact | null {
  const after = near(words, number.to + 1, number.to + 2);
  const before = near(words, number.from - 2, number.from - 1);
  const isAge =
    after.some((word) => YEARS.has(word)) ||
    before.some((word) => PEOPLE.has(word)) ||
    isOwnAge(words, number);
  if (!isAge || after.some((word) => OTHER_UNITS.has(word))) return null;
  if ([...before, ...after].some((word) => PAST.has(word))) return null;
  if (number.value >= OLD_AT_YEARS && number.value < OLDEST_YEARS)
    return { ruleId: 'age.old', flag: 'vulnerable' };
  if (number.value <= 4 && after.some((word) => YEARS.has(word))) {
    return { ruleId: 'age.young-child', flag: 'young-child' };
  }
  return null;
}

/** "I'm nine", "I am thirty-four years old", "tengo nueve años"; but not "I'm fifteen minutes away". */
function readCallersAge(words: readonly SpokenWord[], { from, to, value }: SpokenNumber): Fact | null {
  const isAge = isOwnAge(words, { from, to, value });
  if (!isAge || value < CALLS_FROM_YEARS || value >= OLDEST_YEARS) return null;
  return value < ADULT_AT_YEARS
    ? { ruleId: 'age.minor', flag: 'minor' }
    : { ruleId: 'age.adult', flag: 'adult' };
}

function isOwnAge(words: readonly SpokenWord[], { from, to }: SpokenNumber): boolean {
  const before = near(words, from - 2, from - 1).join(' ');
  const next = words[to + 1];
  const isWhole = next === undefined || words[to]?.endsClause === true || AFTER_AGE.has(next.text);
  return before === 'i am' ? isWhole : before.endsWith('tengo') && next?.text === 'anos';
}

function findBelowZero(words: readonly SpokenWord[]): Circumstance[] {
  return words.flatMap((word, place) => {
    const next = words[place + 1]?.text;
    const isCold =
      (['below', 'bajo'].includes(word.text) && ['zero', 'freezing', 'cero'].includes(next ?? '')) ||
      (word.text === 'freezing' && OUTDOORS.has(next ?? ''));
    return isCold
      ? [{ ruleId: 'temperature.cold-outdoors', flag: 'cold' as const, from: place, to: place + 1 }]
      : [];
  });
}

function near(words: readonly SpokenWord[], from: number, to: number): string[] {
  return words.slice(Math.max(0, from), to + 1).map((word) => word.text);
}
