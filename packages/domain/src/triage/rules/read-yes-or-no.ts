import type { SpokenWord } from './normalise-utterance.ts';

const YES = new Set('yes yeah yep yup sure correct right si claro exacto aja'.split(' '));
const NO = new Set('no nope nah negative none nothing nada tampoco'.split(' '));
const FIRST_WORDS = 3;

/** What an answer begins with; null when it is neither, as in "I don't know". */
export function readYesOrNo(words: readonly SpokenWord[]): 'yes' | 'no' | null {
  const answer = words.slice(0, FIRST_WORDS).find(({ text }) => YES.has(text) || NO.has(text));
  if (answer === undefined) return null;
  const isUnsure =
    answer.text === 'no' &&
    words.some(({ text }) => ['se', 'idea', 'clue'].includes(text)) &&
    words.length <= 5;
  if (isUnsure) return null;
  return YES.has(answer.text) ? 'yes' : 'no';
}
