import { readCardNumber } from '../spoken-facts/index.ts';
import { toStorableText } from '../storable.ts';

const MAX_LENGTH = 500;
const REMOVED = '[number removed]';
/** Whatever the reader of card numbers makes of it: a row so long is no telephone number. */
const LONG_ROW = /\d(?:[ .-]?\d){11,}/g;
const MAX_REMOVALS = 20;

/** The model's words about a call as they are kept: storable, at most 500 characters, and without card numbers. */
export function toAgentNote(text: string): string | null {
  const note = withoutCardNumbers(toStorableText(text).trim()).slice(0, MAX_LENGTH);
  return note === '' ? null : toStorableText(note);
}

function withoutCardNumbers(text: string): string {
  let rest = text.slice(0, 2 * MAX_LENGTH).replaceAll(LONG_ROW, REMOVED);
  for (let removals = 0; removals < MAX_REMOVALS; removals++) {
    const found = readCardNumber(rest);
    if (!found) return rest;
    rest = `${rest.slice(0, found.start)}${REMOVED}${rest.slice(found.end)}`;
  }
  return '';
}
