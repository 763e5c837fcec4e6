const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SPANISH_SMALL =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve'.split(
    ' ',
  );
const SPANISH_TENS = '_ _ veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const SPANISH_HUNDREDS =
  '_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );
const SPANISH_TWENTIES =
  '_ veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );

const VALUES: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, value) => [word, value * 10] as const),
  ...SPANISH_SMALL.map((word, value) => [word, value] as const),
  ...SPANISH_TENS.map((word, value) => [word, value * 10] as const),
  ...SPANISH_HUNDREDS.map((word, value) => [word, value * 100] as const),
  ...SPANISH_TWENTIES.map((word, value) => [word, 20 + value] as const),
  ['a', 1],
  ['oh', 0],
  ['un', 1],
  ['cien', 100],
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['mil', 1_000],
]);
const JOINTS = new Set(['and', 'y']);
const MONEY = /^(?:dollars?|bucks?|d[óo]lares)$/;
const CENTS = /^(?:cents?|centavos?)$/;
const FIGURES = /^\$?\d[\d,]*(?:\.\d\d)?$/;

/** A number in a row of words, and what stands right behind it. */
interface Found {
  value: number;
  isDollars: boolean;
  next: string;
}

const splitWords = (text: string): string[] =>
  text.toLowerCase().match(/\$?\d(?:[\d,]*\d)?(?:\.\d+)?|\p{L}+/gu) ?? [];

function* findNumbers(words: readonly string[]): Generator<Found> {
  for (let at = 0; at < words.length; ) {
    const run = readRun(words, at);
    if (run === null) {
      at++;
      continue;
    }
    yield { ...run, next: words[run.end] ?? '' };
    at = run.end;
  }
}

function readRun(words: readonly string[], start: number): (Omit<Found, 'next'> & { end: number }) | null {
  const first = words[start] ?? '';
  if (FIGURES.test(first)) {
    const value = Number(first.replaceAll(/[$,]/g, ''));
    return { value, isDollars: first.startsWith('$'), end: start + 1 };
  }
  let end = start;
  let total = 0;
  let group: number | null = null;
  for (; end < words.length; end++) {
    const word = words[end] ?? '';
    const value = VALUES.get(word);
    const scale = SCALES.get(word);
    if (scale !== undefined && (group !== null || word === 'mil')) {
      group = (group ?? 1) * scale;
      if (scale === 1_000) {
        total += group;
        group = null;
      }
    } else if (value !== undefined) group = (group ?? 0) + value;
    else if (!(JOINTS.has(word) && end > start && isNumberWord(words[end + 1]))) break;
  }
  const isOnlyArticle = end === start + 1 && ['a', 'un', 'oh'].includes(first);
  return end === start || isOnlyArticle ? null : { value: total + (group ?? 0), isDollars: false, end };
}

const isNumberWord = (word: string | undefined): boolean =>
  word !== undefined && (VALUES.has(word) || SCALES.has(word));

/** Amounts of money in a text, in cents: `$49`, `two hundred fifty-eight dollars`, `doscientos dólares`. */
export function listAmounts(text: string): number[] {
  const amounts: number[] = [];
  for (const { value, isDollars, next } of findNumbers(splitWords(text))) {
    if (isDollars || MONEY.test(next)) amounts.push(Math.round(value * 100));
    else if (CENTS.test(next) && amounts.length > 0) amounts.push((amounts.pop() ?? 0) + value);
  }
  return amounts;
}

/** Minutes named in a text: `about fifty minutes`. */
export function listMinutes(text: string): number[] {
  return [...findNumbers(splitWords(text))]
    .filter(({ next }) => /^min(?:ute|uto)s?$/.test(next))
    .map(({ value }) => value);
}

/** Digits in a row, in figures or said one by one, each row as one string: `four two four two` is `4242`. */
export function listDigitRuns(text: string): string[] {
  const runs: string[] = [];
  let open = false;
  for (const word of splitWords(text)) {
    const value = VALUES.get(word);
    const isLetter = word === 'a' || word === 'un';
    const digits = /^\d+$/.test(word)
      ? word
      : value !== undefined && value < 10 && !isLetter
        ? `${value}`
        : null;
    if (digits !== null && open) runs.push(`${runs.pop() ?? ''}${digits}`);
    else if (digits !== null) runs.push(digits);
    open = digits !== null;
  }
  return runs;
}
