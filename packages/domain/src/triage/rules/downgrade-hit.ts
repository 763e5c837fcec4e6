import {
  CLEARED,
  CONTAINED,
  ELSEWHERE,
  FALSE_FRIENDS,
  LONG_AGO,
  MENDED,
  NEGATORS,
  RECENTLY,
  STILL_THERE,
  WHAT_IF,
  YET,
} from './downgrade-words.ts';
import { isDenied } from './find-negation.ts';
import { indexPhrases, matchPhrases } from './match-phrases.ts';
import type { SpokenWord } from './normalise-utterance.ts';
import { compilePhrase } from './phrase-pattern.ts';
import type { Phrases } from './triage-rule.ts';

/** The only ways in which a hit loses its weight; each is written into the evidence. */
export type DowngradeId =
  | 'denied'
  | 'false-friend'
  | 'past-and-cleared'
  | 'elsewhere'
  | 'hypothetical'
  | 'contained'
  | 'corrected';

type ContextWord =
  | 'false-friend'
  | 'long-ago'
  | 'cleared'
  | 'mended'
  | 'recently'
  | 'still-there'
  | 'elsewhere'
  | 'what-if'
  | 'contained';

const CONTEXT_PHRASES: readonly (readonly [ContextWord, Phrases])[] = [
  ['false-friend', FALSE_FRIENDS],
  ['long-ago', LONG_AGO],
  ['cleared', CLEARED],
  ['mended', MENDED],
  ['recently', RECENTLY],
  ['still-there', STILL_THERE],
  ['elsewhere', ELSEWHERE],
  ['what-if', WHAT_IF],
  ['contained', CONTAINED],
];

const CONTEXT_INDEX = indexPhrases(
  CONTEXT_PHRASES.flatMap(([means, phrases]) =>
    [...(phrases.en ?? []), ...(phrases.es ?? [])].map((phrase) => ({ step: compilePhrase(phrase), means })),
  ),
);

const WHAT_IF_REACH_WORDS = 6;
const CONTAINED_REACH_WORDS = 4;
const MENDED_NEGATION_WORDS = 4;

/** What stands around the hits of one utterance. */
export interface Surroundings {
  words: readonly SpokenWord[];
  found: readonly { means: ContextWord; places: readonly number[] }[];
}

export function findSurroundings(words: readonly SpokenWord[]): Surroundings {
  return { words, found: matchPhrases(CONTEXT_INDEX, words) };
}

export interface JudgedHit {
  places: readonly number[];
  /** Water is running: being caught or shut off makes it routine. */
  isActiveWater: boolean;
  /** Danger or damage, or a fact that may become one. Only of these can it be told that they are over, elsewhere or imagined. */
  isHazard: boolean;
  /** Harm to a person is told of others and of oneself alike. */
  isAboutPerson: boolean;
}

/** Why the hit does not count, or null. */
export function findDowngrade(hit: JudgedHit, around: Surroundings): DowngradeId | null {
  if (isDenied({ places: hit.places, words: around.words })) return 'denied';
  if (!hit.isHazard) return null;
  if (isFalseFriend(hit, around)) return 'false-friend';
  if (isPast(hit, around)) return 'past-and-cleared';
  if (
    !hit.isAboutPerson &&
    sentenceHas('elsewhere', hit, around) &&
    !sentenceHas('still-there', hit, around)
  ) {
    return 'elsewhere';
  }
  if (isHypothetical(hit, around)) return 'hypothetical';
  return hit.isActiveWater && isContained(around) ? 'contained' : null;
}

/** "I can't get it shut off" is not. */
function isContained({ words, found }: Surroundings): boolean {
  return found.some(({ means, places }) => {
    const first = places[0] ?? 0;
    const before = words.slice(Math.max(0, first - CONTAINED_REACH_WORDS), first);
    return means === 'contained' && !before.some(({ text }) => text === 'not' || text === 'no');
  });
}

/** A phrase that names all words of the false friend knew what it did: "smoke alarm going off". */
function isFalseFriend({ places }: JudgedHit, { found }: Surroundings): boolean {
  return found.some(
    (friend) =>
      friend.means === 'false-friend' &&
      friend.places.some((place) => places.includes(place)) &&
      !friend.places.every((place) => places.includes(place)),
  );
}

function isPast(hit: JudgedHit, around: Surroundings): boolean {
  if (clauseHas('still-there', hit, around)) return false;
  if (sentenceHas('long-ago', hit, around) || isMended(hit, around)) return true;
  const isCleared = around.found.some(({ means }) => means === 'cleared');
  return isCleared && sentenceHas('recently', hit, around);
}

/** "We had a leak in March, it's fixed"; but not "you fixed the leak, and now it smells". */
function isMended(hit: JudgedHit, around: Surroundings): boolean {
  if (sentenceHas('still-there', hit, around)) return false;
  if (around.words.some(({ text }) => YET.has(text))) return false;
  return around.found.some(
    ({ means, places }) =>
      means === 'mended' &&
      places.some((place) => hit.places.includes(place)) &&
      !isNegatedAt(places[0] ?? 0, around.words),
  );
}

function isNegatedAt(first: number, words: readonly SpokenWord[]): boolean {
  return words
    .slice(Math.max(0, first - MENDED_NEGATION_WORDS), first)
    .some(({ text }) => NEGATORS.en.has(text) || NEGATORS.es.has(text));
}

function isHypothetical(hit: JudgedHit, around: Surroundings): boolean {
  const first = hit.places[0] ?? 0;
  return around.found.some(({ means, places }) => {
    const last = places.at(-1) ?? 0;
    const isNear = means === 'what-if' && last <= first && first - last <= WHAT_IF_REACH_WORDS;
    return isNear && !around.words.slice(places[0], first).some((word) => word.endsClause);
  });
}

function sentenceHas(wanted: ContextWord, hit: JudgedHit, { words, found }: Surroundings): boolean {
  const sentence = words[hit.places[0] ?? 0]?.sentence;
  return found.some(({ means, places }) => means === wanted && words[places[0] ?? 0]?.sentence === sentence);
}

/** The part of the sentence between commas that holds the hit. */
function clauseHas(wanted: ContextWord, hit: JudgedHit, { words, found }: Surroundings): boolean {
  const [first = 0] = hit.places;
  const last = hit.places.at(-1) ?? first;
  const from = words.findLastIndex((word, place) => place < first && word.endsClause) + 1;
  const end = words.findIndex((word, place) => place >= last && word.endsClause);
  const to = end < 0 ? words.length - 1 : end;
  return found.some(
    ({ means, places }) => means === wanted && (places[0] ?? -1) >= from && (places[0] ?? -1) <= to,
  );
}
