import { type HalfDay, readHalfDay, toMinutesOfDay } from './clock-words.ts';
import { readNumberRun } from './read-number.ts';
import type { Reading } from './reading.ts';
import { phraseAt, wordAt } from './tokens.ts';

/** A time of day at a token. `half` is null when it was not said with it. */
export interface ClockWords {
  /** On a dial of twelve hours, or of the whole day when `half` is `known`. */
  minutes: number;
  half: HalfDay | 'known' | null;
  index: number;
  end: number;
  /** Its own words say that it is a time: "half past nine", "9:30", "nine o'clock". */
  isMarked: boolean;
  /** A lone hour, which could count things as well. */
  isBareHour: boolean;
}

type Dial = Pick<ClockWords, 'minutes' | 'half' | 'end' | 'isMarked' | 'isBareHour'>;

export function readClock(reading: Reading, index: number): ClockWords | null {
  const dial = reading.language === 'en' ? readEnglish(reading, index) : readSpanish(reading, index);
  if (dial === null) return null;
  if (dial.half !== null) return { ...dial, index };
  const half = readHalfDay(reading, dial.end);
  if (half === null) return { ...dial, index };
  // "two fifty-eight tonight" is a price; "nine tonight" is none.
  const isMarked = dial.isMarked || !half.isAlsoDay || dial.isBareHour;
  return { ...dial, index, half: half.half, end: half.end, isMarked };
}

/** Minutes since midnight, below 720 when the half of the day is not known. */
export function toClockTime(clock: ClockWords): { minutesOfDay: number; isHalfDayKnown: boolean } {
  if (clock.half === 'known') return { minutesOfDay: clock.minutes, isHalfDayKnown: true };
  if (clock.half === null) return { minutesOfDay: clock.minutes % 720, isHalfDayKnown: false };
  return { minutesOfDay: toMinutesOfDay(clock.minutes, clock.half), isHalfDayKnown: true };
}

function marked(minutes: number, end: number): Dial {
  return { minutes, half: null, end, isMarked: true, isBareHour: false };
}

const NAMED: Record<string, number> = { noon: 720, midday: 720, mediodia: 720, midnight: 0, medianoche: 0 };

function readNamed({ tokens }: Reading, index: number): Dial | null {
  const word = wordAt(tokens, index);
  if (!Object.hasOwn(NAMED, word)) return null;
  return { minutes: NAMED[word] ?? 0, half: 'known', end: index + 1, isMarked: true, isBareHour: false };
}

/** `9:30`, `14:00`, `9`. */
function readFigure({ tokens }: Reading, index: number): Dial | null {
  const [, hour, minute] = /^(\d{1,2})(?::(\d\d))?$/.exec(wordAt(tokens, index)) ?? [];
  if (hour === undefined) return null;
  const hours = Number(hour);
  if (minute === undefined) return hours >= 1 && hours <= 12 ? bare(hours * 60, index + 1) : null;
  const minutes = Number(minute);
  if (hours > 23 || minutes > 59) return null;
  const half = hours > 12 || hours === 0 ? 'known' : null;
  return { ...marked(hours * 60 + minutes, index + 1), half };
}

function bare(minutes: number, end: number): Dial {
  return { minutes, half: null, end, isMarked: false, isBareHour: true };
}

function readEnglish(reading: Reading, index: number): Dial | null {
  return (
    readNamed(reading, index) ??
    readRelative(reading, index) ??
    readFigureHour(reading, index) ??
    readSpoken(reading, index)
  );
}

function readFigureHour(reading: Reading, index: number): Dial | null {
  const dial = readFigure(reading, index);
  return dial ? withOClock(reading, dial) : null;
}

function withOClock({ tokens }: Reading, dial: Dial): Dial {
  if (wordAt(tokens, dial.end) === "o'clock" || wordAt(tokens, dial.end) === 'oclock') {
    return marked(dial.minutes, dial.end + 1);
  }
  return dial;
}

/** "nine", "nine thirty", "nine oh five". */
function readSpoken(reading: Reading, index: number): Dial | null {
  const run = readNumberRun(reading.tokens, index, reading.language);
  if (run === null || run.isWritten) return null;
  const minutes = toDialMinutes(run.parts);
  if (minutes === null) return null;
  if (run.parts.length === 1) return withOClock(reading, bare(minutes, run.end));
  return { minutes, half: null, end: run.end, isMarked: false, isBareHour: false };
}

function toDialMinutes([hour = 0, first, second, ...more]: readonly number[]): number | null {
  if (hour < 1 || hour > 12 || more.length > 0) return null;
  if (first === undefined) return hour * 60;
  if (second === undefined) return first >= 10 && first <= 59 ? hour * 60 + first : null;
  return first === 0 && second >= 1 && second <= 9 ? hour * 60 + second : null;
}

/** "half past nine", "a quarter to ten", "twenty past eight". */
function readRelative(reading: Reading, index: number): Dial | null {
  const lead = readLead(reading, index);
  if (lead === null) return null;
  const word = wordAt(reading.tokens, lead.end);
  const isPast = word === 'past' || (word === 'after' && lead.isQuarter);
  const isBefore = /^(to|till|of)$/.test(word) && (word === 'to' || lead.isQuarter);
  if (!isPast && !isBefore) return null;
  const hour = readHour(reading, lead.end + 1);
  if (hour === null || STRETCH.test(wordAt(reading.tokens, hour.end))) return null;
  // "ten to eleven" is a stretch of time more often than a clock.
  if (
    isBefore &&
    !lead.isQuarter &&
    !lead.isMinutes &&
    lead.minutes !== 5 &&
    lead.minutes !== 20 &&
    lead.minutes !== 25
  )
    return null;
  return marked(isPast ? hour.minutes + lead.minutes : (hour.minutes + 720 - lead.minutes) % 720, hour.end);
}

/** "five to ten minutes". */
const STRETCH = /^(minutes?|mins?|hours?|days?|weeks?|%|percent)$/;

interface Lead {
  minutes: number;
  end: number;
  isQuarter: boolean;
  isMinutes: boolean;
}

function readLead({ tokens, language }: Reading, index: number): Lead | null {
  if (wordAt(tokens, index) === 'half')
    return { minutes: 30, end: index + 1, isQuarter: false, isMinutes: true };
  if (phraseAt(tokens, index, 2) === 'a quarter')
    return { minutes: 15, end: index + 2, isQuarter: true, isMinutes: false };
  if (wordAt(tokens, index) === 'quarter')
    return { minutes: 15, end: index + 1, isQuarter: true, isMinutes: false };
  const run = readNumberRun(tokens, index, language);
  if (run?.value == null || run.value < 1 || run.value > 29) return null;
  const isMinutes = /^minutes?$/.test(wordAt(tokens, run.end));
  return { minutes: run.value, end: isMinutes ? run.end + 1 : run.end, isQuarter: false, isMinutes };
}

function readHour(reading: Reading, index: number): { minutes: number; end: number } | null {
  const dial = readFigure(reading, index) ?? readSpoken(reading, index);
  return dial?.isBareHour || (dial?.isMarked && dial.minutes % 60 === 0) ? dial : null;
}

/** "nueve", "nueve y media", "diez menos cuarto", "cuarto para las diez", "nueve treinta". */
function readSpanish(reading: Reading, index: number): Dial | null {
  const { tokens } = reading;
  const named = readNamed(reading, index);
  if (named) return named;
  const until = readUntilHour(reading, index);
  if (until) return until;
  const figure = readFigure(reading, index);
  if (figure?.isMarked) return figure;
  const run = readNumberRun(tokens, index, 'es');
  const minutes = figure?.minutes ?? (run ? toDialMinutes(run.parts) : null);
  if (run === null || minutes === null) return null;
  if (run.parts.length > 1) return { minutes, half: null, end: run.end, isMarked: false, isBareHour: false };
  return (
    (isRangeOfHours(reading, { index, end: run.end })
      ? null
      : addSpanishMinutes(reading, { minutes, end: run.end })) ?? withEnPunto(reading, bare(minutes, run.end))
  );
}

/** "Entre ocho y diez" names two hours, "entre ocho y diez y las once" a time and an hour. */
function isRangeOfHours({ tokens }: Reading, { index, end }: { index: number; end: number }): boolean {
  const lead = /^las?$/.test(wordAt(tokens, index - 1)) ? index - 2 : index - 1;
  if (wordAt(tokens, lead) !== 'entre' || wordAt(tokens, end) !== 'y') return false;
  const second = readNumberRun(tokens, end + 1, 'es');
  if (second?.value == null || second.value > 12) return false;
  return wordAt(tokens, second.end) !== 'y' || !startsHour(tokens, second.end + 1);
}

function startsHour(tokens: Reading['tokens'], at: number): boolean {
  const hourAt = /^las?$/.test(wordAt(tokens, at)) ? at + 1 : at;
  return readNumberRun(tokens, hourAt, 'es') !== null;
}

/** "Las doce en punto", "las doce del mediodía". */
function withEnPunto({ tokens }: Reading, dial: Dial): Dial {
  if (phraseAt(tokens, dial.end, 2) === 'del mediodia')
    return { ...marked(dial.minutes % 720 === 0 ? 720 : dial.minutes + 720, dial.end + 2), half: 'known' };
  return phraseAt(tokens, dial.end, 2) === 'en punto' ? marked(dial.minutes, dial.end + 2) : dial;
}

function readUntilHour(reading: Reading, index: number): Dial | null {
  const { tokens } = reading;
  const run =
    wordAt(tokens, index) === 'cuarto' ? { value: 15, end: index + 1 } : readNumberRun(tokens, index, 'es');
  if (run?.value == null || run.value > 29 || !/^para (las|la)$/.test(phraseAt(tokens, run.end, 2)))
    return null;
  const hour = readNumberRun(tokens, run.end + 2, 'es');
  const minutes = hour && hour.parts.length === 1 ? toDialMinutes(hour.parts) : null;
  return hour && minutes !== null ? marked((minutes + 720 - run.value) % 720, hour.end) : null;
}

function addSpanishMinutes(reading: Reading, hour: { minutes: number; end: number }): Dial | null {
  const { tokens } = reading;
  const joint = wordAt(tokens, hour.end);
  if (joint !== 'y' && joint !== 'menos') return null;
  const word = wordAt(tokens, hour.end + 1);
  const run = readNumberRun(tokens, hour.end + 1, 'es');
  const minutes = word === 'media' ? 30 : word === 'cuarto' ? 15 : (run?.value ?? null);
  if (minutes === null || minutes < 1 || minutes > 59) return null;
  const end = word === 'media' || word === 'cuarto' ? hour.end + 2 : (run?.end ?? hour.end + 2);
  return marked(joint === 'y' ? hour.minutes + minutes : (hour.minutes + 720 - minutes) % 720, end);
}
