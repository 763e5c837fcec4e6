import { capitalize } from './capital-letters.ts';
import { toDigits, toDigitsEverywhere } from './spoken-numbers.ts';

const STREET_KINDS =
  'street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|place|pl|way|boulevard|blvd|terrace|parkway|circle|trail|pike';
const NO_STREET_WORD =
  'and|the|is|my|in|at|on|a|it|that|zip|minutes?|hours?|days?|feet|inches|years?|people|kids';
const STREET_WORD = `(?!(?:${NO_STREET_WORD})\\b)[A-Za-z0-9'.]+`;
const UNIT = `(?:,? (?:apartment|apt|unit|suite|number|#) ?[A-Za-z0-9]+)?`;
const STREET_ADDRESS = new RegExp(
  `\\b\\d{1,6} (?:${STREET_WORD} ){1,4}?(?:${STREET_KINDS})\\b\\.?${UNIT}`,
  'i',
);
/** Without a kind of street; only where an address was asked for. */
const NUMBER_AND_NAME = new RegExp(
  `\\b\\d{1,5} (?!(?:${NO_STREET_WORD}|works?|not)\\b)[A-Za-z][A-Za-z' ]*?(?=[,.]| and | my | in | zip|\\s*\\d|\\s*$)`,
  'i',
);

export interface SpokenAddress {
  addressLine: string;
  /** The words without the address. */
  rest: string;
}

/** The street address in what was said, with house numbers in digits; null when there is none. */
export function readAddress(said: string, wasAsked: boolean): SpokenAddress | null {
  // "five elm street": a single number word is a house number only where one is awaited.
  const text = wasAsked ? toDigitsEverywhere(said) : toDigits(said);
  const found = STREET_ADDRESS.exec(text)?.[0] ?? (wasAsked ? NUMBER_AND_NAME.exec(text)?.[0] : undefined);
  if (!found) return null;
  const addressLine = capitalize(toDigitsEverywhere(found.trim()).replace(/\.$/, ''));
  return { addressLine, rest: text.replace(found, ' ') };
}
