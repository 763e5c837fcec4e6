import { MONTHS } from './date-words.ts';
import type { NumberRun } from './read-number.ts';
import { type Reading, toWordSets } from './reading.ts';
import { type Token, wordAt } from './tokens.ts';

const IDENTIFIED = toWordSets({
  en: 'zip code number phone unit apartment apt suite ending gate extension room lot floor model press dial call reply option route highway area address at',
  es: 'postal codigo numero telefono unidad apartamento apto suite puerta extension cuarto piso modelo oprima marque llame opcion ruta calle avenida direccion',
});
const STREETS = toWordSets({
  en: 'street st avenue ave road rd drive dr lane ln court ct boulevard blvd way place pl terrace circle parkway pkwy',
  es: 'calle avenida',
});
const UNITS = toWordSets({
  en: 'minute minutes min mins hour hours hr hrs second seconds day days week weeks month months year years foot feet inch inches degree degrees percent mile miles square times window windows slot slots visit visits technician technicians people person option options gallon gallons amp amps volt volts th st nd rd am pm clock',
  es: 'minuto minutos hora horas segundo segundos dia dias semana semanas mes meses ano anos pies grados por millas veces ventana ventanas tecnicos personas opciones galones amperios voltios am pm',
});
/** How far a word such as "ZIP" or "Street" reaches. */
const REACH_TOKENS = 3;
const LARGEST_DOLLARS = 99_999;

/** An address, a ZIP, a telephone number, a count of something: no quantity of money, whatever stands near. */
export function isIdentifier(reading: Reading, run: NumberRun): boolean {
  const { tokens, language } = reading;
  const [only = 0] = run.parts;
  if (run.value === null || run.value === 911 || only > LARGEST_DOLLARS) return true;
  if (isPartOfSeries(tokens, run) || isReadOut(reading, run)) return true;
  if (UNITS[language].has(unitAfter(tokens, run.end)) || wordAt(tokens, run.end) === '%') return true;
  // Amounts of five figures have a comma; ZIPs have none.
  if (/^\d{5,}$/.test(wordAt(tokens, run.index))) return true;
  if (isDayOfMonth(reading, run)) return true;
  return hasIdentifierBefore(tokens, { run, words: IDENTIFIED[language] }) || isHouseNumber(reading, run);
}

/** "November 24", "24 de noviembre". */
function isDayOfMonth({ tokens, language }: Reading, { index, end }: NumberRun): boolean {
  const isMonth = (at: number) => MONTHS[language].has(wordAt(tokens, at));
  return language === 'en' ? isMonth(index - 1) : wordAt(tokens, end) === 'de' && isMonth(end + 1);
}

/** One of several groups of single digits: "two oh one, five five five, ...". */
function isReadOut({ runs, tokens }: Reading, run: NumberRun): boolean {
  if (run.isWritten || run.parts.length < 2 || run.parts.some((part) => part > 9)) return false;
  return runs.some(
    ({ index, end, parts }) =>
      parts.length > 2 &&
      parts.every((part) => part < 10) &&
      ((index === run.end + 1 && wordAt(tokens, run.end) === ',') ||
        (end === run.index - 1 && wordAt(tokens, end) === ',')),
  );
}

function unitAfter(tokens: readonly Token[], index: number): string {
  return wordAt(tokens, index) === '-' ? wordAt(tokens, index + 1) : wordAt(tokens, index);
}

/** Next to other numbers, as groups of a telephone number are. */
function isPartOfSeries(tokens: readonly Token[], { index, end }: NumberRun): boolean {
  const isFigure = (at: number) => tokens[at]?.kind === 'figure' && !wordAt(tokens, at).startsWith('$');
  const isLink = (at: number) => ['-', '.', '/'].includes(wordAt(tokens, at));
  const isLinkedBefore =
    isLink(index - 1) && isFigure(index - 2) && tokens[index - 1]?.end === tokens[index]?.start;
  const isLinkedAfter = isLink(end) && isFigure(end + 1) && tokens[end]?.end === tokens[end + 1]?.start;
  const isTouching = tokens[index]?.kind === 'figure' && (isFigure(index - 1) || isFigure(end));
  return isTouching || isLinkedBefore || isLinkedAfter;
}

function hasIdentifierBefore(
  tokens: readonly Token[],
  { run, words }: { run: NumberRun; words: ReadonlySet<string> },
): boolean {
  for (let at = run.index - 1; at >= run.index - REACH_TOKENS; at--) {
    if (/[.,;?!]/.test(wordAt(tokens, at))) return false;
    if (!words.has(wordAt(tokens, at))) continue;
    // "the call", "call it", "at" are about a number only when they touch it.
    return (
      !/^(call|at|reply|number|numero)$/.test(wordAt(tokens, at)) ||
      at === run.index - 1 ||
      isIs(tokens, at + 1)
    );
  }
  return false;
}

function isIs(tokens: readonly Token[], at: number): boolean {
  return /^(is|es|ends|ending)$/.test(wordAt(tokens, at));
}

/** "2280 Glenmawr", "twelve fifty Oak Street". */
function isHouseNumber({ tokens, language, text }: Reading, run: NumberRun): boolean {
  for (let at = run.end; at < run.end + REACH_TOKENS && tokens[at]?.kind === 'word'; at++) {
    if (STREETS[language].has(wordAt(tokens, at))) return true;
  }
  const next = tokens[run.end];
  return next?.kind === 'word' && /\p{Lu}/u.test(text[next.start] ?? '') && !CAPITALS.has(next.plain);
}

/** Words with a capital that are no street's name. */
const CAPITALS = new Set(
  "i i'm i'll i've i'd usd us monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split(
    ' ',
  ),
);
