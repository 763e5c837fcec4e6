import type { TextLanguage, TimeWindow } from '@afterhourfix/vocabulary';
import { DateTime } from 'luxon';

interface Place {
  /** IANA. */
  timeZone: string;
}

/** `Tue, Nov 24, 8-10 AM`; `mar 24 nov, 8:00-10:00`. Short: a text is paid by its length. */
export function toTextWindow(
  { startsAt, endsAt }: TimeWindow,
  { timeZone, language }: Place & { language: TextLanguage },
): string {
  const start = DateTime.fromJSDate(startsAt, { zone: timeZone });
  const end = DateTime.fromJSDate(endsAt, { zone: timeZone });
  if (language === 'es') {
    const hours = `${start.toFormat('H:mm')}-${end.toFormat('H:mm')}`;
    return `${start.setLocale('es').toFormat('ccc d LLL')}, ${hours}`;
  }
  const hasOneHalf = start.hour < 12 === end.hour < 12;
  const from = hasOneHalf ? toTwelveHours(start) : `${toTwelveHours(start)} ${toHalf(start)}`;
  return `${start.setLocale('en-US').toFormat('ccc, LLL d')}, ${from}-${toTwelveHours(end)} ${toHalf(end)}`;
}

/** `1:25 AM`, in either language as a screen shows it. */
export function toTextClock(at: Date, { timeZone }: Place): string {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  return `${local.setLocale('en-US').toFormat('h:mm')} ${toHalf(local)}`;
}

const toHalf = (at: DateTime) => (at.hour < 12 ? 'AM' : 'PM');

const toTwelveHours = (at: DateTime) => at.setLocale('en-US').toFormat(at.minute === 0 ? 'h' : 'h:mm');
