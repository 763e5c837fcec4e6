import type { TimeWindow } from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';
import { isExact } from './arrival-windows.ts';

/** As a person says it: `Tuesday, November 24th, between 8 and 10 in the morning`, an exact time as `at 8 in the morning`. */
export function toSpeakableWindow(window: TimeWindow, timeZone: string): string {
  const start = DateTime.fromJSDate(window.startsAt, { zone: timeZone }).setLocale('en-US');
  const end = DateTime.fromJSDate(window.endsAt, { zone: timeZone });
  const day = `${start.toFormat('cccc, LLLL')} ${toOrdinal(start.day)}`;
  const from = toClock(start);
  if (isExact(window)) return `${day}, at ${join(from)}`;
  const to = toClock(end);
  // "noon" and "midnight" name their part of the day themselves.
  const needsPart = from.part !== null && from.part !== to.part;
  return `${day}, between ${needsPart ? `${from.words} ${from.part}` : from.words} and ${join(to)}`;
}

interface ClockWords {
  words: string;
  part: string | null;
}

function toClock(at: DateTime): ClockWords {
  if (at.minute === 0 && at.hour === 12) return { words: 'noon', part: null };
  if (at.minute === 0 && at.hour === 0) return { words: 'midnight', part: null };
  const hour = at.hour % 12 || 12;
  const words = at.minute === 0 ? `${hour}` : `${hour}:${String(at.minute).padStart(2, '0')}`;
  return { words, part: partOfDay(at.hour) };
}

function partOfDay(hour: number): string {
  if (hour < 5) return 'at night';
  if (hour < 12) return 'in the morning';
  if (hour < 18) return 'in the afternoon';
  return hour < 22 ? 'in the evening' : 'at night';
}

function join({ words, part }: ClockWords): string {
  return part === null ? words : `${words} ${part}`;
}

function toOrdinal(day: number): string {
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  return `${day}${suffixes[ORDINALS.select(day)] ?? 'th'}`;
}

const ORDINALS = new Intl.PluralRules('en-US', { type: 'ordinal' });
