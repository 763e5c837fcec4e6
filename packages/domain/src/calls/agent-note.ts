import { maskCardNumbers } from '../spoken-facts/index.ts';
import { toStorableText } from '../storable.ts';

const MAX_LENGTH = 500;
/** The model's words about a call as they are kept: storable, at most 500 characters, and without card numbers. */
export function toAgentNote(text: string): string | null {
  const note = maskCardNumbers(
    toStorableText(text)
      .trim()
      .slice(0, 2 * MAX_LENGTH),
  ).slice(0, MAX_LENGTH);
  return note === '' ? null : toStorableText(note);
}
