import { AFTER_BARE_HOUR, DEADLINE_LEADS, TIME_LEADS } from './clock-words.ts';
import type { ClockTime, SpokenLanguage, TimeFinding, WindowFinding } from './finding.ts';
import { isIdentifier } from './identifier-numbers.ts';
import { hasPriceWord } from './price-words.ts';
import { type ClockWords, readClock, toClockTime } from './read-clock.ts';
import { type Reading, toReading, toSpan } from './reading.ts';
import { phraseAt, wordAt } from './tokens.ts';

export type ClockFinding = TimeFinding | WindowFinding;

/** Times of day, and windows between two of them: "half past nine", "between eight and ten in the morning". */
export function readSpokenTimes(text: string, language: SpokenLanguage): ClockFinding[] {
  return findTimes(toReading(text, language));
}

export function findTimes(reading: Reading): ClockFinding[] {
  const found: ClockFinding[] = [];
  for (let index = 0; index < reading.tokens.length; index++) {
    const first = readClock(reading, index);
    if (first === null) continue;
    const second = readRangeEnd(reading, first);
    if (second) {
      found.push(toWindow(reading, { first, second }));
      index = second.end - 1;
    } else if (isTime(reading, first)) {
      found.push(toTime(reading, first));
      index = first.end - 1;
    } else {
      index = skipNumber(reading, index);
    }
  }
  return found;
}

/** A number that is no time must not be read again from its middle: "two hundred" is no "at ... hundred". */
function skipNumber({ runs }: Reading, index: number): number {
  const run = runs.find((candidate) => candidate.index <= index && index < candidate.end);
  return run ? run.end - 1 : index;
}

const JOINTS = {
  between: { en: /^and$/, es: /^y$/ },
  range: { en: /^(to|-|until|till|through)$/, es: /^(a|-|hasta)$/ },
};
const RANGE_LEADS = {
  en: /^(from|the|have|got|offer|open|is|morning|afternoon|evening|tomorrow|today|tonight|[a-z]+day|,|window|th|st|nd|rd|or)$/,
  es: /^(de|las|la|desde|tengo|manana|hoy|,|lunes|martes|miercoles|jueves|viernes|sabado|domingo|o)$/,
};

function readRangeEnd(reading: Reading, first: ClockWords): ClockWords | null {
  const { tokens, language } = reading;
  const lead = leadOf(reading, first.index);
  const joint = wordAt(tokens, first.end);
  const isBetween = /^(between|entre)$/.test(lead) && JOINTS.between[language].test(joint);
  if (!isBetween && !JOINTS.range[language].test(joint)) return null;
  const second = readClock(reading, skipArticle(reading, first.end + 1));
  if (second === null) return null;
  const isFollowedByWindow = /^(window|slot|arrival)$/.test(wordAt(tokens, second.end));
  if (isBetween || first.isMarked || second.isMarked || isFollowedByWindow)
    return isCount(reading, second) ? null : second;
  return RANGE_LEADS[language].test(lead) && isFollowedLikeTime(reading, second) ? second : null;
}

function isCount(reading: Reading, second: ClockWords): boolean {
  return (
    !second.isMarked &&
    second.isBareHour &&
    /^(minutes?|hours?|days?|weeks?|hundred|dollars?|bucks|minutos?|horas?|dias?|semanas?|dolares)$/.test(
      wordAt(reading.tokens, second.end),
    )
  );
}

/** The word before a time, without the article of a Spanish hour and without "about". */
function leadOf({ tokens, language }: Reading, index: number): string {
  let at = index - 1;
  if (language === 'es' && /^(las|la|el)$/.test(wordAt(tokens, at)) && !/^(,|)$/.test(wordAt(tokens, at - 1)))
    at--;
  if (/^(about|around|approximately|como)$/.test(wordAt(tokens, at))) at--;
  return wordAt(tokens, at);
}

function skipArticle({ tokens, language }: Reading, index: number): number {
  return language === 'es' && /^(las|la|el)$/.test(wordAt(tokens, index)) ? index + 1 : index;
}

function isTime(reading: Reading, clock: ClockWords): boolean {
  return clock.isMarked || isLedTime(reading, clock) || isShapedLikeTime(reading, clock);
}

function isLedTime(reading: Reading, clock: ClockWords): boolean {
  const { tokens, language } = reading;
  const before = wordAt(tokens, clock.index - 1);
  const pair = phraseAt(tokens, clock.index - 2, 2);
  const isSoftened = before === 'about' && TIME_LEADS[language].has(wordAt(tokens, clock.index - 2));
  const isLed = before === 'for' ? isOnTheFive(clock) : TIME_LEADS[language].has(before);
  if (!isLed && !isSoftened && !PROPOSED.test(pair)) return false;
  return isFollowedLikeTime(reading, clock);
}

/** "How about ten?", "the earliest is eight". */
const PROPOSED = /^(?:(?:how|what) about|(?:earliest|soonest|first|next|latest|time|slot) is)$/;

/** "Would nine thirty work?": two numbers of a clock, on a step of five minutes, where nothing speaks of a price. */
function isShapedLikeTime(reading: Reading, clock: ClockWords): boolean {
  if (clock.isBareHour || !isOnTheFive(clock) || hasPriceWord(reading)) return false;
  const run = reading.runs.find(({ index }) => index === clock.index);
  return run !== undefined && !isIdentifier(reading, run) && isFollowedLikeTime(reading, clock);
}

function isOnTheFive({ minutes, isBareHour }: ClockWords): boolean {
  return isBareHour || minutes % 5 === 0;
}

/** "at nine.", "at nine thirty on Tuesday"; not "at two locations", "at nine thirty Oak Street". */
function isFollowedLikeTime({ tokens, language, text }: Reading, clock: ClockWords): boolean {
  const next = tokens[clock.end];
  if (next === undefined || next.plain === ',' || /^[.;:?!)]$/.test(next.plain)) return true;
  if (AFTER_BARE_HOUR[language].has(next.plain)) return true;
  const isNamed = /\p{Lu}/u.test(text[next.start] ?? '');
  return (
    next.kind === 'word' &&
    !clock.isBareHour &&
    !isNamed &&
    !/^(dollars?|bucks|dolares|pesos)$/.test(next.plain)
  );
}

function toTime(reading: Reading, clock: ClockWords): TimeFinding {
  const span = toSpan(reading.tokens, clock.index, clock.end);
  const isDeadline = DEADLINE_LEADS[reading.language].test(deadlineLead(reading, clock.index));
  const certainty = clock.isMarked ? 'certain' : 'likely';
  const couldBeAmount = !clock.isMarked && !isLedTime(reading, clock);
  return { kind: 'time', ...toClockTime(clock), ...span, certainty, isDeadline, couldBeAmount };
}

/** "by nine", "no later than nine"; "antes de las nueve", "hasta las nueve". */
function deadlineLead(reading: Reading, index: number): string {
  const lead = leadOf(reading, index);
  if (reading.language === 'es' && lead === 'de')
    return phraseAt(reading.tokens, index - 3, 1) === 'antes' ? 'antes' : '';
  return lead;
}

function toWindow(
  reading: Reading,
  { first, second }: { first: ClockWords; second: ClockWords },
): WindowFinding {
  const span = toSpan(reading.tokens, first.index, second.end);
  const isCertain = first.isMarked || second.isMarked;
  const to = toClockTime(second);
  return {
    kind: 'window',
    from: toWindowStart(first, to),
    to,
    ...span,
    certainty: isCertain ? 'certain' : 'likely',
  };
}

/** "between 8 and 10 in the morning" names the half of the day once; "10 to 1 in the afternoon" begins before noon. */
function toWindowStart(first: ClockWords, to: ClockTime): ClockTime {
  const from = toClockTime(first);
  if (from.isHalfDayKnown || !to.isHalfDayKnown) return from;
  const half = to.minutesOfDay >= 720 ? 720 : 0;
  const sameHalf = from.minutesOfDay + half;
  const minutesOfDay = sameHalf <= to.minutesOfDay ? sameHalf : (sameHalf + 720) % 1440;
  return { minutesOfDay, isHalfDayKnown: true };
}
