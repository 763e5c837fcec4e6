import { ENGLISH_WORD_GROUPS } from './english-word-groups.ts';
import { SPANISH_WORD_GROUPS } from './spanish-word-groups.ts';

/** Words that mean the same to us, usable in phrases as `<name>`. An entry may be several words. */
export const WORD_GROUPS: Readonly<Record<string, readonly string[]>> = {
  ...ENGLISH_WORD_GROUPS,
  ...SPANISH_WORD_GROUPS,
};
