import { maskCardNumbers } from '../spoken-facts/index.ts';
import { toStorableText } from '../storable.ts';

const MAX_LENGTH = 500;
/** Points between the groups make other numbers of them, and no card's reader takes those. */
const LONG_ROW = /\d(?:[ .-]?\d){11,}/g;

/** The model's words about a call as they are kept: storable, at most 500 characters, and without card numbers. */
export function toAgentNote(text: string): string | null {
  const note = withoutCardNumbers(
    toStorableText(text)
      .trim()
      .slice(0, 2 * MAX_LENGTH),
  ).slice(0, MAX_LENGTH);
  return note === '' ? null : toStorableText(note);
}

/** What a model writes into the argument of a tool. */
export function withoutCardNumbers(text: string): string {
  return maskCardNumbers(text.replaceAll(LONG_ROW, '[number not kept]'));
}
