import type { DurationFinding, SpokenLanguage } from './finding.ts';
import { readNumberRun } from './read-number.ts';
import { type Reading, toReading, toSpan } from './reading.ts';
import { phraseAt, wordAt } from './tokens.ts';

const MINUTES = { en: /^(minutes?|mins?)$/, es: /^(minutos?)$/ };
const HOURS = { en: /^(hours?|hrs?)$/, es: /^(horas?)$/ };
const JOINT = { en: /^(to|or|-)$/, es: /^(a|o|-)$/ };
const MINUTES_PER_HOUR = 60;

/** Stretches of minutes and hours. "In a minute", "one moment" are manners of speaking, not promises. */
export function readSpokenDurations(text: string, language: SpokenLanguage): DurationFinding[] {
  return findDurations(toReading(text, language));
}

export function findDurations(reading: Reading): DurationFinding[] {
  const found: DurationFinding[] = [];
  for (let index = 0; index < reading.tokens.length; index++) {
    const stretch = readStretch(reading, index);
    if (stretch === null || isClockHour(reading, { index, end: stretch.end })) continue;
    const { minutes, fromMinutes, end } = stretch;
    if (minutes > 1) {
      const span = toSpan(reading.tokens, index, end);
      const isArrival = isArrivalSaid(reading, { index, end });
      found.push({ kind: 'duration', minutes, fromMinutes, ...span, certainty: 'certain', isArrival });
    }
    index = end - 1;
  }
  return found;
}

/** In Spanish "una hora" is a time of day as well: "no tengo una hora de llegada". */
function isClockHour({ tokens, language }: Reading, { index, end }: { index: number; end: number }): boolean {
  if (language !== 'es' || phraseAt(tokens, index, 2) !== 'una hora' || end > index + 2) return false;
  return !/^(en|de|casi|como|tarda|aproximadamente)$/.test(wordAt(tokens, index - 1));
}

interface Stretch {
  fromMinutes: number;
  minutes: number;
  end: number;
}

function readStretch(reading: Reading, index: number): Stretch | null {
  return readNamed(reading, index) ?? readCounted(reading, index);
}

type NamedStretch = [words: string[], minutes: number];

const toNamed = (rows: Record<string, number>): NamedStretch[] =>
  Object.entries(rows).map(([words, minutes]) => [words.split(' '), minutes]);

const NAMED: Record<SpokenLanguage, NamedStretch[]> = {
  en: toNamed({
    'an hour and a half': 90,
    'hour and a half': 90,
    'half an hour': 30,
    'half hour': 30,
    'half - hour': 30,
    'an hour': 60,
  }),
  es: toNamed({
    'una hora y media': 90,
    'hora y media': 90,
    'hora y cuarto': 75,
    'tres cuartos de hora': 45,
    'media hora': 30,
    'un cuarto de hora': 15,
  }),
};

function readNamed({ tokens, language }: Reading, index: number): Stretch | null {
  for (const [words, minutes] of NAMED[language]) {
    if (!words.every((word, place) => wordAt(tokens, index + place) === word)) continue;
    const end = index + words.length;
    // "an hour and twenty minutes" goes on.
    const more = minutes === MINUTES_PER_HOUR ? readMore({ tokens, language }, end) : null;
    return more ? toStretch(minutes + more.value, more.end) : toStretch(minutes, end);
  }
  return null;
}

function toStretch(minutes: number, end: number): Stretch {
  return { minutes, fromMinutes: minutes, end };
}

function readCounted(reading: Reading, index: number): Stretch | null {
  const { tokens, language } = reading;
  const first = readNumberRun(tokens, index, language);
  if (first?.value == null) return null;
  const isRange = JOINT[language].test(wordAt(tokens, first.end));
  const second = isRange ? readNumberRun(tokens, first.end + 1, language) : null;
  const last = second?.value == null ? first : second;
  const unit = readUnit(reading, last.end);
  if (unit === null || last.value === null) return null;
  const minutes = last.value * unit.minutes + unit.extraMinutes;
  const more = unit.minutes === MINUTES_PER_HOUR ? readMore(reading, unit.end) : null;
  return {
    fromMinutes: first.value * unit.minutes + (last === first ? unit.extraMinutes + (more?.value ?? 0) : 0),
    minutes: minutes + (more?.value ?? 0),
    end: more?.end ?? unit.end,
  };
}

/** "minutes", "hours", "and a half hours", "hours and a half". */
function readUnit(
  { tokens, language }: Reading,
  index: number,
): { minutes: number; extraMinutes: number; end: number } | null {
  const at = wordAt(tokens, index) === '-' ? index + 1 : index;
  const word = wordAt(tokens, at);
  if (MINUTES[language].test(word)) return { minutes: 1, extraMinutes: 0, end: at + 1 };
  const isHalfBefore = phraseAt(tokens, at, 3) === 'and a half';
  const hour = isHalfBefore ? at + 3 : at;
  if (!HOURS[language].test(wordAt(tokens, hour))) return null;
  const isHalfAfter =
    language === 'en'
      ? phraseAt(tokens, hour + 1, 3) === 'and a half'
      : phraseAt(tokens, hour + 1, 2) === 'y media';
  const afterHalf = language === 'en' ? hour + 4 : hour + 3;
  return {
    minutes: MINUTES_PER_HOUR,
    extraMinutes: isHalfBefore || isHalfAfter ? 30 : 0,
    end: isHalfAfter ? afterHalf : hour + 1,
  };
}

/** "... and twenty minutes". */
function readMore(
  { tokens, language }: Pick<Reading, 'tokens' | 'language'>,
  index: number,
): { value: number; end: number } | null {
  const from = /^(and|y)$/.test(wordAt(tokens, index)) ? index + 1 : index;
  const run = readNumberRun(tokens, from, language);
  if (run?.value == null || run.value >= MINUTES_PER_HOUR || !MINUTES[language].test(wordAt(tokens, run.end)))
    return null;
  return { value: run.value, end: run.end + 1 };
}

const ARRIVAL_LEADS = { en: /^(in|within|under|next)$/, es: /^(en|dentro)$/ };
const SOFTENERS = {
  en: /^(about|around|approximately|roughly|maybe|the|another|like|probably|usually|less|than)$/,
  es: /^(unos|unas|como|aproximadamente|de|los|las|unos|mas|menos|o)$/,
};
const ARRIVAL_FOLLOWS = { en: /^(away|out|from now|eta|till|until)/, es: /^(de distancia|para llegar)/ };
const ARRIVAL_WORDS =
  /\b(arriv\w*|eta|be there|get there|get to you|be with you|reach you|take (him|her|them)|lleg\w+|estara\w*)\b/;

function isArrivalSaid(reading: Reading, { index, end }: { index: number; end: number }): boolean {
  const { tokens, language, plain } = reading;
  if (ARRIVAL_FOLLOWS[language].test(phraseAt(tokens, end, 2)) || ARRIVAL_WORDS.test(plain)) return true;
  for (let at = index - 1; at >= 0; at--) {
    if (ARRIVAL_LEADS[language].test(wordAt(tokens, at))) return true;
    if (!SOFTENERS[language].test(wordAt(tokens, at))) return false;
  }
  return false;
}
