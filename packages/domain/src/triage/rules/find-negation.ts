import { BRIDGES, DOUBLING, NEGATORS, NOT_ONLY, REPEATING_NEGATORS } from './downgrade-words.ts';
import type { SpokenWord } from './normalise-utterance.ts';

const SCOPE_WORDS = 6;
const ANSWER_REACH_WORDS = 4;

export interface HitPlaces {
  places: readonly number[];
  words: readonly SpokenWord[];
}

/**
 * Whether the caller denied the hit: a negator up to six words before it, or inside of it, with nothing between but
 * words that carry a denial; or a question answered by no. Two negators undo each other. When in doubt: false.
 */
export function isDenied(hit: HitPlaces): boolean {
  return isAnsweredByNo(hit) || isNegatedBefore(hit) || isNegatedInside(hit);
}

function isNegatedBefore({ places, words }: HitPlaces): boolean {
  const first = places[0] ?? 0;
  const negator = findNegatorBefore(words, first);
  return negator !== null && !isUndone(words, negator);
}

/** A phrase with a gap may hold the negator: "the outlet is not sparking". */
function isNegatedInside({ places, words }: HitPlaces): boolean {
  return places.some((place, order) => {
    const previous = places[order - 1];
    if (previous === undefined || place - previous < 2) return false;
    const negator = findNegatorBefore(words, place);
    return negator !== null && negator > previous && !isUndone(words, negator);
  });
}

function findNegatorBefore(words: readonly SpokenWord[], target: number): number | null {
  const sentence = words[target]?.sentence;
  for (let place = target - 1; place >= Math.max(0, target - SCOPE_WORDS); place -= 1) {
    const word = words[place];
    if (word === undefined || word.sentence !== sentence || word.endsClause) return null;
    if (isNegator(word.text)) return place;
    if (!BRIDGES.has(word.text)) return null;
  }
  return null;
}

function isNegator(text: string): boolean {
  return NEGATORS.en.has(text) || NEGATORS.es.has(text);
}

function isUndone(words: readonly SpokenWord[], negator: number): boolean {
  const next = words[negator + 1]?.text ?? '';
  return (
    NOT_ONLY.has(next) || isAnswerNo(words, negator) || isBlinded(words, negator) || isDoubled(words, negator)
  );
}

/** "No there is smoke": the no answers, what follows asserts. */
function isAnswerNo(words: readonly SpokenWord[], negator: number): boolean {
  const next = words[negator + 1]?.text ?? '';
  return words[negator]?.text === 'no' && ['there', 'i', 'it', 'we', 'they', 'si'].includes(next);
}

/** "I can not see there is smoke" tells of smoke. */
function isBlinded(words: readonly SpokenWord[], negator: number): boolean {
  return (
    words[negator - 1]?.text === 'can' &&
    ['see', 'breathe'].includes(words[negator + 1]?.text ?? '') &&
    words[negator + 2]?.text !== 'any'
  );
}

function isDoubled(words: readonly SpokenWord[], negator: number): boolean {
  const own = words[negator];
  if (own === undefined || REPEATING_NEGATORS.has(own.text)) return false;
  for (let place = negator - 1; place >= Math.max(0, negator - SCOPE_WORDS); place -= 1) {
    const word = words[place];
    if (word === undefined || word.sentence !== own.sentence || word.endsClause) return false;
    // "No no gas" is one no, said twice; "no I don't" is an answer.
    if (isNegator(word.text)) return place < negator - 1 && !isAnswerNo(words, place);
    if (!DOUBLING.has(word.text)) return false;
  }
  return false;
}

/** "Is that a gas smell? No." But not "no idea". */
function isAnsweredByNo({ places, words }: HitPlaces): boolean {
  const last = places.at(-1) ?? 0;
  const hit = words[last];
  if (hit === undefined || !hit.isInQuestion) return false;
  const answer = words.findIndex((word, place) => place > last && word.sentence !== hit.sentence);
  if (answer < 0 || answer - last > ANSWER_REACH_WORDS) return false;
  const word = words[answer];
  const isWholeAnswer = word?.endsClause === true || answer === words.length - 1;
  return word !== undefined && ['no', 'nope', 'none', 'nah'].includes(word.text) && isWholeAnswer;
}
