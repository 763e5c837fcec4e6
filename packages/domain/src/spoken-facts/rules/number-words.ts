import type { SpokenLanguage } from './finding.ts';

/** `digit`: 0 to 9; `teen`: stands alone; `ten`: may be followed by a digit; `hundreds`: Spanish doscientos and on. */
export type NumberWord =
  | { kind: 'digit' | 'teen' | 'ten' | 'hundreds'; value: number }
  | { kind: 'hundred' | 'thousand' };

const ENGLISH: [kind: 'digit' | 'teen' | 'ten' | 'hundreds', from: number, step: number, words: string][] = [
  ['digit', 0, 1, 'zero one two three four five six seven eight nine'],
  ['teen', 10, 1, 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'],
  ['ten', 20, 10, 'twenty thirty forty fifty sixty seventy eighty ninety'],
  ['digit', 0, 0, 'oh'],
  ['ten', 40, 0, 'fourty'],
];

const SPANISH: typeof ENGLISH = [
  ['digit', 0, 1, 'cero uno dos tres cuatro cinco seis siete ocho nueve'],
  ['digit', 1, 0, 'un una'],
  ['teen', 10, 1, 'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve'],
  [
    'teen',
    21,
    1,
    'veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
  ],
  ['teen', 21, 0, 'veintiun veintiuna'],
  ['ten', 20, 10, 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'],
  [
    'hundreds',
    100,
    100,
    'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
  ],
  ['hundreds', 100, 0, 'cien'],
  [
    'hundreds',
    200,
    100,
    'doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas novecientas',
  ],
];

const WORDS: Record<SpokenLanguage, ReadonlyMap<string, NumberWord>> = {
  en: toMap(ENGLISH, [
    ['hundred', { kind: 'hundred' }],
    ['thousand', { kind: 'thousand' }],
  ]),
  es: toMap(SPANISH, [['mil', { kind: 'thousand' }]]),
};

function toMap(rows: typeof ENGLISH, scales: [string, NumberWord][]): ReadonlyMap<string, NumberWord> {
  const map = new Map<string, NumberWord>(scales);
  for (const [kind, from, step, words] of rows) {
    for (const [place, word] of words.split(' ').entries())
      map.set(word, { kind, value: from + place * step });
  }
  return map;
}

export function findNumberWord(word: string, language: SpokenLanguage): NumberWord | null {
  return WORDS[language].get(word) ?? null;
}
