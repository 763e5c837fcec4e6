import { findAmountPart, isApproximated } from './amount-context.ts';
import type { AmountFinding, SpokenLanguage, TextSpan } from './finding.ts';
import { isIdentifier } from './identifier-numbers.ts';
import { isStatedPrice, isSurelyPrice } from './price-leads.ts';
import { CURRENCY, hasPriceWord } from './price-words.ts';
import { joinDigits, type NumberRun, readNumberRun } from './read-number.ts';
import { doSpansOverlap, type Reading, toReading, toSpan, toWordSets } from './reading.ts';
import { findTimes } from './spoken-times.ts';
import { wordAt } from './tokens.ts';

const CENTS = toWordSets({ en: 'cent cents', es: 'centavo centavos centimos' });
const AND = toWordSets({ en: 'and', es: 'y con' });
/** Bare numbers below this are counts, hours and small talk. */
const LEAST_BARE_DOLLARS = 10;
const MOST_HOURS = 12;

export interface AmountContext {
  /** A sentence before this one was about a price: "it's one thirty-eight" goes on about it. */
  isPriceTalk?: boolean | undefined;
  /** Figures that were quoted, in cents: said bare, they are prices. */
  quotedCents?: readonly number[];
}

/** Amounts of money as they are said or written, in cents. Addresses, ZIPs, telephone numbers and times are none. */
export function readSpokenAmounts(
  text: string,
  language: SpokenLanguage,
  context: AmountContext = {},
): AmountFinding[] {
  const reading = toReading(text, language);
  const times = findTimes(reading).filter((time) => time.kind === 'window' || !time.couldBeAmount);
  return findAmounts(reading, { times, ...context });
}

export function findAmounts(
  reading: Reading,
  context: AmountContext & { times: readonly TextSpan[] },
): AmountFinding[] {
  const isPriceTalk = context.isPriceTalk === true || hasPriceWord(reading);
  const { quotedCents = [] } = context;
  const amounts: AmountFinding[] = [];
  for (const run of reading.runs) {
    const found = readMarked(reading, run) ?? readBare(reading, run, { isPriceTalk, quotedCents });
    if (found === null) continue;
    const span = toSpan(reading.tokens, found.index, found.end);
    const isTaken = (other: TextSpan) => doSpansOverlap(other, span);
    if (amounts.some(isTaken) || (found.certainty === 'likely' && context.times.some(isTaken))) continue;
    const { amountCents, certainty } = found;
    const isApproximate = isApproximated(reading, found);
    amounts.push({
      kind: 'amount',
      amountCents,
      ...span,
      certainty,
      isApproximate,
      part: findAmountPart(reading, found),
    });
  }
  return amounts;
}

interface FoundAmount {
  amountCents: number;
  index: number;
  end: number;
  certainty: AmountFinding['certainty'];
}

/** `$258`, "two hundred fifty-eight dollars and ten cents", "fifty cents". */
function readMarked({ tokens, language }: Reading, run: NumberRun): FoundAmount | null {
  const { index, end } = run;
  const value = run.value ?? joinDigits(run.parts);
  if (value === null) return null;
  const isSigned = wordAt(tokens, index).startsWith('$');
  const after = wordAt(tokens, end);
  const found = { index, certainty: 'certain' } as const;
  if (CENTS[language].has(after)) return { ...found, amountCents: Math.round(value), end: end + 1 };
  if (!isSigned && !CURRENCY[language].has(after)) return null;
  const amountCents = Math.round(value * 100);
  const next = isSigned && !CURRENCY[language].has(after) ? end : end + 1;
  const cents = readCents({ tokens, language }, next);
  if (cents) return { ...found, amountCents: amountCents + cents.value, end: cents.end };
  return { ...found, amountCents, end: next };
}

function readCents(
  { tokens, language }: Pick<Reading, 'tokens' | 'language'>,
  index: number,
): { value: number; end: number } | null {
  const from = AND[language].has(wordAt(tokens, index)) ? index + 1 : index;
  const run = readNumberRun(tokens, from, language);
  if (run === null || run.value === null || run.value > 99) return null;
  return CENTS[language].has(wordAt(tokens, run.end)) ? { value: run.value, end: run.end + 1 } : null;
}

/** A number without a currency, where the words around it talk about a price. */
function readBare(
  reading: Reading,
  run: NumberRun,
  { isPriceTalk, quotedCents }: { isPriceTalk: boolean; quotedCents: readonly number[] },
): FoundAmount | null {
  const { tokens } = reading;
  const { value, index, end } = run;
  if (value === null || value < LEAST_BARE_DOLLARS) return null;
  if (isIdentifier(reading, run) && !isSurelyPrice(reading, run)) return null;
  const isDecimal = /^\d+\.\d\d$/.test(wordAt(tokens, index));
  const isQuoted = value > MOST_HOURS && quotedCents.includes(value * 100);
  if (!isPriceTalk && !isDecimal && !isQuoted && !isStatedPrice(reading, run)) return null;
  return { amountCents: Math.round(value * 100), index, end, certainty: 'likely' };
}
