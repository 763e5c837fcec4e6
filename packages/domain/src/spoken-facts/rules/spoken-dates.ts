import { addDays, toDate, weekdayOf, yearAndMonthOf } from './calendar-days.ts';
import { MONTHS, ORDINALS, WEEKDAYS } from './date-words.ts';
import type { DateFinding, SpokenLanguage } from './finding.ts';
import { readNumberRun } from './read-number.ts';
import { type Reading, toReading, toSpan } from './reading.ts';
import { isJoined, phraseAt, wordAt } from './tokens.ts';

/** A weekday said alone may be this week's or the next one's. */
const WEEKS_AHEAD = 2;

interface DatePlace {
  isoDates: readonly string[];
  end: number;
  isRelative: boolean;
}

/** Days as they are said, told from `today`, the local day of the business (ISO). "Monday through Friday" is none. */
export function readSpokenDates(
  text: string,
  { language, today }: { language: SpokenLanguage; today: string },
): DateFinding[] {
  return findDates(toReading(text, language), today);
}

export function findDates(reading: Reading, today: string): DateFinding[] {
  const found: DateFinding[] = [];
  for (let index = 0; index < reading.tokens.length; index++) {
    const place = readRelative(reading, { index, today }) ?? readNamedDay(reading, { index, today });
    if (place === null) continue;
    const { isoDates, isRelative, end } = place;
    if (isSpanOfDays(reading, end)) {
      index = end + 1;
      continue;
    }
    found.push({
      kind: 'date',
      isoDates,
      isRelative,
      ...toSpan(reading.tokens, index, end),
      certainty: 'certain',
    });
    index = end - 1;
  }
  return found;
}

interface From {
  index: number;
  today: string;
}

/** "Monday through Friday": opening hours, not a day. */
function isSpanOfDays({ tokens, language }: Reading, end: number): boolean {
  return (
    /^(to|through|thru|a|-|hasta)$/.test(wordAt(tokens, end)) &&
    WEEKDAYS[language].has(wordAt(tokens, end + 1))
  );
}

function readRelative({ tokens, language }: Reading, { index, today }: From): DatePlace | null {
  const at = (days: number, length: number) => ({
    isoDates: [addDays(today, days)],
    end: index + length,
    isRelative: true,
  });
  const word = wordAt(tokens, index);
  if (language === 'en') {
    if (phraseAt(tokens, index, 3) === 'day after tomorrow') return at(2, 3);
    if (word === 'tomorrow') return at(1, 1);
    if (word === 'tonight' || word === 'today') return at(0, 1);
    return /^this (morning|afternoon|evening)$/.test(phraseAt(tokens, index, 2)) ? at(0, 2) : null;
  }
  if (phraseAt(tokens, index, 2) === 'pasado manana') return at(2, 2);
  if (word === 'manana' && !/^(la|de|por|una)$/.test(wordAt(tokens, index - 1))) return at(1, 1);
  if (word === 'hoy') return at(0, 1);
  return /^esta (noche|tarde|manana)$/.test(phraseAt(tokens, index, 2)) ? at(0, 2) : null;
}

/** "Tuesday", "Tuesday, November 24th", "the twenty-fourth", "martes 24 de noviembre". */
function readNamedDay(reading: Reading, { index, today }: From): DatePlace | null {
  const { tokens, language } = reading;
  const weekday = WEEKDAYS[language].get(wordAt(tokens, index));
  if (weekday === undefined) return readMonthDay(reading, { index, today });
  const next = skipComma(reading, index + 1);
  const monthDay = readMonthDay(reading, { index: next, today });
  if (monthDay) {
    const isoDates = monthDay.isoDates.filter((date) => weekdayOf(date) === weekday);
    return { isoDates, end: monthDay.end, isRelative: false };
  }
  const first = addDays(today, (weekday - weekdayOf(today) + 7) % 7);
  const isoDates = Array.from({ length: WEEKS_AHEAD }, (_, week) => addDays(first, 7 * week));
  return { isoDates, end: index + 1, isRelative: false };
}

function skipComma({ tokens }: Reading, index: number): number {
  const at = wordAt(tokens, index) === ',' ? index + 1 : index;
  return /^(the|el)$/.test(wordAt(tokens, at)) ? at + 1 : at;
}

function readMonthDay(reading: Reading, { index, today }: From): DatePlace | null {
  return reading.language === 'en'
    ? readEnglish(reading, { index, today })
    : readSpanish(reading, { index, today });
}

function readEnglish(reading: Reading, { index, today }: From): DatePlace | null {
  const { tokens } = reading;
  const month = MONTHS.en.get(wordAt(tokens, index));
  if (month === undefined || month === 0) {
    const isLed = wordAt(tokens, index - 1) === 'the';
    const day = isLed ? readOrdinal(reading, index) : null;
    return day && !isCounted(reading, { index, end: day.end })
      ? { isoDates: toNearestDates(today, { day: day.value }), end: day.end, isRelative: false }
      : null;
  }
  const from = wordAt(tokens, index + 1) === 'the' ? index + 2 : index + 1;
  const day = readOrdinal(reading, from) ?? readPlainDay(reading, from);
  return (
    day && { isoDates: toNearestDates(today, { month, day: day.value }), end: day.end, isRelative: false }
  );
}

const DAY_GOES_ON =
  /^(?:at|between|from|in|is|are|was|will|would|works?|or|and|if|but|so|for|to|till|until|through|with|when|then|it|he|we|i|you|anytime|around|after|before|by|noon|instead|itself|though|too|also)$/;

/** "The first opening", "the second floor", "which one, the first or the second?": no days of the month. */
function isCounted({ tokens }: Reading, { index, end }: { index: number; end: number }): boolean {
  if (tokens[index]?.kind === 'figure') return false;
  const next = wordAt(tokens, end);
  if (next === 'of') return !MONTHS.en.has(wordAt(tokens, end + 1)) && wordAt(tokens, end + 2) !== 'month';
  if (tokens[end]?.kind === 'word' && !DAY_GOES_ON.test(next)) return true;
  return wordAt(tokens, index - 2) === 'or' || next === 'or';
}

function readSpanish(reading: Reading, { index, today }: From): DatePlace | null {
  const { tokens } = reading;
  const day =
    wordAt(tokens, index) === 'primero' ? { value: 1, end: index + 1 } : readPlainDay(reading, index);
  if (day === null || wordAt(tokens, day.end) !== 'de') return null;
  const month = MONTHS.es.get(wordAt(tokens, day.end + 1));
  if (month === undefined || month === 0) return null;
  return { isoDates: toNearestDates(today, { month, day: day.value }), end: day.end + 2, isRelative: false };
}

function readPlainDay({ tokens, language }: Reading, index: number): { value: number; end: number } | null {
  const run = readNumberRun(tokens, index, language);
  if (run?.value == null || run.parts.length !== 1 || run.value < 1 || run.value > 31) return null;
  return Number.isInteger(run.value) ? { value: run.value, end: run.end } : null;
}

/** "24th", "twenty-fourth", "fifth". */
function readOrdinal({ tokens }: Reading, index: number): { value: number; end: number } | null {
  const token = tokens[index];
  if (token?.kind === 'figure') {
    const isOrdinal = isJoined(token, tokens[index + 1]) && /^(st|nd|rd|th)$/.test(wordAt(tokens, index + 1));
    return isOrdinal ? { value: Number(token.plain), end: index + 2 } : null;
  }
  const tens = { twenty: 20, thirty: 30 }[wordAt(tokens, index)];
  if (tens === undefined) {
    const value = ORDINALS.get(wordAt(tokens, index));
    return value === undefined ? null : { value, end: index + 1 };
  }
  const from = wordAt(tokens, index + 1) === '-' ? index + 2 : index + 1;
  const unit = ORDINALS.get(wordAt(tokens, from));
  return unit !== undefined && unit < 10 ? { value: tens + unit, end: from + 1 } : null;
}

/** The next day of that number from a week before `today` on; of any month when none was said. */
function toNearestDates(today: string, { month, day }: { month?: number; day: number }): string[] {
  const from = addDays(today, -7);
  const { year, month: thisMonth } = yearAndMonthOf(today);
  const months = month === undefined ? [thisMonth, thisMonth + 1] : [month, month + 12];
  const dates = months.map((at) => toDate(year + Math.trunc((at - 1) / 12), ((at - 1) % 12) + 1, day));
  return dates.filter((date): date is string => date !== null && date >= from).slice(0, 1);
}
