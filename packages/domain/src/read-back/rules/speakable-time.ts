import type { TimeWindow } from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';
import type { ReadBackLanguage } from './speakable-digits.ts';

/** One moment: `Tuesday, November 24 at 8:30 in the morning`, `martes 24 de noviembre a las 8:30 de la mañana`. */
export function toSpeakableTime(
  at: Date,
  { timeZone, language }: { timeZone: string; language: ReadBackLanguage },
): string {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  if (language === 'es') return `${toSpanishDay(local)} ${toSpanishClock(local, 'a')}`;
  const part = englishPart(local.hour);
  const words = `${local.hour % 12 || 12}${local.minute === 0 ? '' : `:${twoDigits(local.minute)}`}`;
  const clock = part === null && local.minute === 0 ? (local.hour === 0 ? 'midnight' : 'noon') : words;
  const said =
    clock === words ? `${words} ${part ?? (local.hour === 0 ? 'at night' : 'in the afternoon')}` : clock;
  return `${local.setLocale('en-US').toFormat('cccc, LLLL d')} at ${said}`;
}

/** `martes 24 de noviembre, entre las 8 y las 10 de la mañana`. */
export function toSpanishWindow(window: TimeWindow, timeZone: string): string {
  const start = DateTime.fromJSDate(window.startsAt, { zone: timeZone });
  const end = DateTime.fromJSDate(window.endsAt, { zone: timeZone });
  const isOnePart = spanishPart(start.hour) === spanishPart(end.hour);
  const from = isOnePart ? toSpanishHour(start) : toSpanishClock(start, '');
  return `${toSpanishDay(start)}, entre ${from} y ${toSpanishClock(end, '')}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function toSpanishDay(local: DateTime): string {
  return local.setLocale('es-US').toFormat("cccc d 'de' LLLL");
}

function toSpanishClock(local: DateTime, preposition: 'a' | ''): string {
  const hour = toSpanishHour(local);
  const before = preposition === '' ? '' : `${preposition} `;
  if (local.minute === 0 && local.hour === 12) return preposition === '' ? 'el mediodía' : 'al mediodía';
  if (local.minute === 0 && local.hour === 0) return `${before}la medianoche`;
  return `${before}${hour} ${spanishPart(local.hour)}`;
}

function toSpanishHour(local: DateTime): string {
  const hour = local.hour % 12 || 12;
  const minutes = local.minute === 0 ? '' : `:${twoDigits(local.minute)}`;
  return `${hour === 1 ? 'la' : 'las'} ${hour}${minutes}`;
}

function spanishPart(hour: number): string {
  if (hour < 5) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour < 19 ? 'de la tarde' : 'de la noche';
}

/** Null of the hours after noon and midnight, which those words name. */
function englishPart(hour: number): string | null {
  if (hour === 0 || hour === 12) return null;
  if (hour < 5) return 'at night';
  if (hour < 12) return 'in the morning';
  if (hour < 18) return 'in the afternoon';
  return hour < 22 ? 'in the evening' : 'at night';
}
