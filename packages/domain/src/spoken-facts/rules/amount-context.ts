import type { AmountPart } from './finding.ts';
import type { Reading } from './reading.ts';
import { phraseAt, type Token, wordAt } from './tokens.ts';

interface Place {
  index: number;
  end: number;
}

const VAGUE_PAIRS = {
  en: /^(less than|more than|at least|at most|starting at|starts at|up to|close to|couple of|kind of|sort of|starting from|couple hundred)$/,
  es: /^(menos de|mas de|al menos|a partir|cerca de|alrededor de|partir de|desde los)$/,
};
const VAGUE_AFTER = { en: /^(or so|or less|or more|give or|ish)/, es: /^(o menos|o algo|mas o|o asi)/ };
const VAGUE_WORD = {
  en: /^(about|around|roughly|approximately|nearly|almost|under|over|couple|few|maybe)$/,
  es: /^(unos|unas|aproximadamente|casi|como)$/,
};

/** "about two fifty", "under three hundred", "two hundred or so". */
export function isApproximated({ tokens, language }: Reading, { index, end }: Place): boolean {
  const isVagueWord = VAGUE_WORD[language].test(wordAt(tokens, index - 1));
  const isVaguePair = VAGUE_PAIRS[language].test(phraseAt(tokens, index - 2, 2));
  return isVagueWord || isVaguePair || VAGUE_AFTER[language].test(phraseAt(tokens, end, 2));
}

const PARTS: [part: AmountPart, words: RegExp][] = [
  ['total', /^(total|totals|all|altogether|everything)$/],
  ['trip', /^(trip|viaje|visita|traslado)$/],
  ['diagnostic', /^(diagnostic|diagnosis|diagnostico)$/],
  ['after-hours', /^(surcharge|fuera|nocturno|nocturna)$/],
  ['holiday', /^(holiday|feriado|festivo)$/],
  ['outer-area', /^(outer|edge|area)$/],
];
/** Joints at which the words begin to speak of the next amount. */
const JOINT = /^([,;:.?!]|and|plus|so|but|then|y|mas|pero|asi)$/;
const REACH_TOKENS = 8;

/**
 * Which part the words beside an amount name: after it ("forty-nine for the trip", "one-twenty after-hours fee") or
 * before it ("trip fee forty-nine dollars"), up to the next comma or "and".
 */
export function findAmountPart({ tokens }: Reading, { index, end }: Place): AmountPart | null {
  return findPart(tokens, { from: end, step: 1 }) ?? findPart(tokens, { from: index - 1, step: -1 });
}

function findPart(
  tokens: readonly Token[],
  { from, step }: { from: number; step: 1 | -1 },
): AmountPart | null {
  for (let reach = 0; reach < REACH_TOKENS; reach++) {
    const token = tokens[from + reach * step];
    if (token === undefined || token.kind === 'figure' || JOINT.test(token.plain)) return null;
    if (token.plain === 'after' && /^(-|hours)$/.test(wordAt(tokens, from + reach * step + 1)))
      return 'after-hours';
    const part = PARTS.find(([, words]) => words.test(token.plain));
    if (part) return part[0];
  }
  return null;
}
