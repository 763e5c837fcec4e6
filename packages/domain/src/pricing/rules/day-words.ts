import { DateTime } from 'luxon';
import type { Speakable } from './speakable.ts';

/** Before this hour "tomorrow" may mean the day that has begun already. */
const NIGHT_ENDS_HOUR = 5;

/** `tomorrow morning`, `Monday morning`, `this afternoon`: which part of which day, by the clock of the address. */
export function toDayWords(at: Date, { now, timeZone }: { now: Date; timeZone: string }): Speakable {
  const visit = DateTime.fromJSDate(at, { zone: timeZone });
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  const days = Math.round(visit.startOf('day').diff(today.startOf('day'), 'days').days);
  const part = partOf(visit.hour);
  if (days === 0) return TODAY[part];
  if (days === 1 && today.hour >= NIGHT_ENDS_HOUR) {
    return { en: `tomorrow ${part}`, es: `mañana ${SPANISH_PARTS[part]}` };
  }
  const isThisWeek = days < 7;
  const english = visit.setLocale('en-US').toFormat(isThisWeek ? 'cccc' : 'cccc, LLLL d,');
  const spanish = visit.setLocale('es').toFormat(isThisWeek ? 'cccc' : "cccc d 'de' LLLL");
  return { en: `${english} ${part}`, es: `el ${spanish} ${SPANISH_PARTS[part]}` };
}

type Part = 'morning' | 'afternoon' | 'evening';

function partOf(hour: number): Part {
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

const SPANISH_PARTS: Record<Part, string> = {
  morning: 'por la mañana',
  afternoon: 'por la tarde',
  evening: 'por la noche',
};
const TODAY: Record<Part, Speakable> = {
  morning: { en: 'this morning', es: 'hoy por la mañana' },
  afternoon: { en: 'this afternoon', es: 'esta tarde' },
  evening: { en: 'tonight', es: 'esta noche' },
};
