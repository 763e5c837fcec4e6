import type { TimeWindow } from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';

/** `martes 24 de noviembre, entre las 8 y las 10 de la mañana`. */
export function toSpanishWindow(window: TimeWindow, timeZone: string): string {
  const start = DateTime.fromJSDate(window.startsAt, { zone: timeZone }).setLocale('es');
  const end = DateTime.fromJSDate(window.endsAt, { zone: timeZone });
  return `${start.toFormat("cccc d 'de' LLLL")}, entre ${toSpanishTime(start)} y ${toSpanishTime(end)}`;
}

/** `las 8 de la mañana`, `la 1:30 de la tarde`. */
export function toSpanishTime(at: DateTime): string {
  const hour = at.hour % 12 || 12;
  const minutes = at.minute === 0 ? '' : `:${String(at.minute).padStart(2, '0')}`;
  return `${hour === 1 ? 'la' : 'las'} ${hour}${minutes} ${partOfDay(at.hour)}`;
}

function partOfDay(hour: number): string {
  if (hour < 5) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour < 19 ? 'de la tarde' : 'de la noche';
}
