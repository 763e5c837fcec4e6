import { type Reading, toWordSets } from './reading.ts';
import { phraseAt, wordAt } from './tokens.ts';

export type HalfDay = 'am' | 'pm' | 'night';

export interface HalfDayWords {
  half: HalfDay;
  end: number;
  /** "tonight", "esta noche": they stand beside a price as well. */
  isAlsoDay: boolean;
}

const PARTS_OF_DAY = {
  en: { morning: 'am', afternoon: 'pm', evening: 'pm', night: 'night', tonight: 'night' },
  es: { manana: 'am', madrugada: 'am', tarde: 'pm', noche: 'night' },
} as const;
const LEADS = {
  en: /^(in the|at|this|tomorrow|on)$/,
  es: /^(de la|en la|por la|a la|esta)$/,
};

/** "in the morning", "at night", "a.m.", "de la tarde", right at a token. */
export function readHalfDay({ tokens, language }: Reading, index: number): HalfDayWords | null {
  const word = wordAt(tokens, index);
  if (word === 'am' || word === 'pm') return { half: word, end: index + 1, isAlsoDay: false };
  if (word === 'tonight' && language === 'en') return { half: 'night', end: index + 1, isAlsoDay: true };
  for (const length of [1, 2]) {
    if (!LEADS[language].test(phraseAt(tokens, index, length))) continue;
    const half = halfOf(wordAt(tokens, index + length), language);
    const isAlsoDay = /^(this|tomorrow|esta)$/.test(word);
    if (half) return { half, end: index + length + 1, isAlsoDay };
  }
  return null;
}

function halfOf(word: string, language: Reading['language']): HalfDay | null {
  const parts: Readonly<Record<string, HalfDay>> = PARTS_OF_DAY[language];
  return Object.hasOwn(parts, word) ? (parts[word] ?? null) : null;
}

/** Minutes of the day of an hour on the dial; "at night" is late until midnight and early after it. */
export function toMinutesOfDay(minutesOnDial: number, half: HalfDay): number {
  const minutes = minutesOnDial % 720;
  if (half === 'am') return minutes;
  if (half === 'pm') return minutes + 720;
  return minutes < 5 * 60 ? minutes : minutes + 720;
}

/** What may stand before a time without more: "at nine", "a las nueve". */
export const TIME_LEADS = toWordSets({
  en: 'at by before after until till from between around past for',
  es: 'las la',
});

export const DEADLINE_LEADS = {
  en: /^(by|before|until|till|than)$/,
  es: /^(antes|hasta|tardar|para|de)$/,
};

/** What may follow a bare hour: "at nine or ten"; not "at two locations". */
export const AFTER_BARE_HOUR = toWordSets({
  en: 'and or to but on in at for with if is works work would will tomorrow today tonight then so okay because when that we you he she they i sharp this next until till through monday tuesday wednesday thursday friday saturday sunday exactly does did should could can please right thanks',
  es: 'y o u de en a hasta del para si manana hoy el no se le esta funciona con pero porque lunes martes miercoles jueves viernes sabado domingo este cuando le por gracias puede que',
});
