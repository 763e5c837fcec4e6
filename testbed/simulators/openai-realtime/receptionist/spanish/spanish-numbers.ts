const UNITS = 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' ');
const TEENS =
  'diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const TENS = 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const HUNDREDS =
  'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );
const ENGLISH = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

const plain = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const VALUES = new Map<string, number>([
  ...UNITS.map((word, value) => [word, value] as const),
  ...TEENS.map((word, index) => [plain(word), 10 + index] as const),
  ...TENS.map((word, index) => [word, 30 + 10 * index] as const),
  ...HUNDREDS.map((word, index) => [word, 100 * (index + 1)] as const),
  ['cien', 100],
  ['mil', 1_000],
]);

/** What may still be added to a number: `treinta` takes `y` and a unit, `ciento` anything below a hundred. */
function roomOf(value: number): number {
  if (value % 1_000 === 0 && value > 0) return 1_000;
  if (value % 100 === 0 && value > 0) return 100;
  return value >= 30 && value % 10 === 0 ? 10 : 0;
}

function joinNumbers(values: readonly (number | 'y')[]): string {
  const groups: number[] = [];
  values.forEach((value, index) => {
    if (value === 'y') return;
    const before = groups.at(-1);
    const room = before === undefined ? 0 : roomOf(before);
    const isJoined = room > 10 || (room === 10 && values[index - 1] === 'y');
    if (before !== undefined && value === 1_000 && before > 0 && before < 1_000)
      groups.splice(-1, 1, before * 1_000);
    else if (before !== undefined && isJoined && value > 0 && value < room)
      groups.splice(-1, 1, before + value);
    else groups.push(value);
  });
  // Five single digits are a ZIP code; a house number that follows is another number.
  const isZipFirst = groups.length > 5 && groups.slice(0, 5).every((group) => group < 10);
  if (!isZipFirst || (groups[5] ?? 0) < 10) return groups.join('');
  return `${groups.slice(0, 5).join('')} ${groups.slice(5).join('')}`;
}

const WORD = '[\\p{L}]+';
const RUN = new RegExp(`(?<!\\p{L})${WORD}(?: ${WORD})*`, 'giu');

function joinWords(words: readonly string[]): string {
  const values = words.map((word) => (plain(word) === 'y' ? 'y' : (VALUES.get(plain(word)) ?? 0)));
  const [only] = values;
  if (words.length > 1 || only === 'y') return joinNumbers(values);
  return ENGLISH[only ?? 0] ?? String(only);
}

/** Number words in figures, as people group them: `once noventa` is `1190`. A single one below 13 in English words. */
export function readSpanishNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    const written: string[] = [];
    let open: string[] = [];
    const close = () => {
      const and = open.at(-1)?.toLowerCase() === 'y' ? open.pop() : undefined;
      if (open.length > 0) written.push(joinWords(open));
      if (and) written.push(and);
      open = [];
    };
    for (const word of run.split(' ')) {
      const isAnd = word.toLowerCase() === 'y' && TENS.includes(plain(open.at(-1) ?? ''));
      if (VALUES.has(plain(word)) || isAnd) open.push(word);
      else {
        close();
        written.push(word);
      }
    }
    close();
    return written.join(' ');
  });
}

function nameBelowHundred(value: number): string {
  if (value < 10) return UNITS[value] ?? '';
  if (value < 30) return TEENS[value - 10] ?? '';
  const tens = TENS[Math.floor(value / 10) - 3] ?? '';
  return value % 10 === 0 ? tens : `${tens} y ${UNITS[value % 10]}`;
}

/** A number up to 999,999 in words. */
export function nameNumber(value: number): string {
  if (value >= 1_000) {
    const thousands = value < 2_000 ? 'mil' : `${beforeNoun(Math.floor(value / 1_000))} mil`;
    return value % 1_000 === 0 ? thousands : `${thousands} ${nameNumber(value % 1_000)}`;
  }
  if (value === 100) return 'cien';
  if (value < 100) return nameBelowHundred(value);
  const hundreds = HUNDREDS[Math.floor(value / 100) - 1] ?? '';
  return value % 100 === 0 ? hundreds : `${hundreds} ${nameBelowHundred(value % 100)}`;
}

/** `uno` loses its end before what it counts: `veintiún dólares`. */
export function beforeNoun(value: number): string {
  return nameNumber(value)
    .replace(/veintiuno$/, 'veintiún')
    .replace(/uno$/, 'un');
}
