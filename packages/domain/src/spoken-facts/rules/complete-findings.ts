import { MONTHS } from './date-words.ts';
import type { AmountFinding, ClaimAction, SpokenFinding, SpokenLanguage } from './finding.ts';
import { findNumberWord } from './number-words.ts';
import { toWordSets, type WordsOf } from './reading.ts';
import type { Token } from './tokens.ts';

const CLOCK = toWordSets({
  en: "in the at and to past until till through this tomorrow o'clock - a",
  es: 'de la las y a en por para el menos media cuarto hasta -',
});

/** Words after which a finding may go on, or turn out to be none. */
const GOES_ON: Record<SpokenFinding['kind'], WordsOf> = {
  amount: toWordSets({ en: 'and hundred thousand dollars bucks or a -', es: 'y mil con dolares o de -' }),
  time: CLOCK,
  window: CLOCK,
  date: toWordSets({
    en: ['the ,', ...MONTHS.en.keys()].join(' '),
    es: ['el de ,', ...MONTHS.es.keys()].join(' '),
  }),
  duration: toWordSets({ en: 'and a half or to from -', es: 'y media o de para -' }),
  claim: toWordSets({
    en: 'once if when as soon after unless only until in or the system ,',
    es: 'si cuando una vez en tan pronto despues de hasta ,',
  }),
  technician: toWordSets({ en: '', es: '' }),
  phone: toWordSets({ en: ', . - ( ) hundred double triple', es: ', . - ( ) y doble triple' }),
};

/** What the end of a sentence may yet make an offer: "a technician comes between 8 and 10, if you book that". */
const WAITS: ReadonlySet<ClaimAction> = new Set(['will-come', 'callback']);

/** Whether a word stands after a finding with which it cannot go on: "two hundred" waits for "fifty-eight". */
export function isFollowed(
  tokens: readonly Token[],
  { finding, language }: { finding: SpokenFinding; language: SpokenLanguage },
): boolean {
  if (finding.kind === 'claim' && WAITS.has(finding.action)) return false;
  const goesOn = GOES_ON[finding.kind][language];
  return tokens.some(({ start, kind, plain }) => {
    if (start < finding.end || kind === 'figure') return false;
    return !goesOn.has(plain) && findNumberWord(plain, language) === null;
  });
}

/** As far as words name what an amount is for. */
const LONGEST_NAMING = 8;

/**
 * Whether the words after one line of a quote have said which one it is. One that is not named yet waits for the rest
 * of its sentence, which may give the total.
 */
export function isNamed(tokens: readonly Token[], { part, end }: AmountFinding): boolean {
  const after = tokens.filter(({ start }) => start >= end);
  const isOver = after.length > LONGEST_NAMING || after.some(({ plain }) => /^[,;:.?!]$/.test(plain));
  return part !== null && isOver;
}
