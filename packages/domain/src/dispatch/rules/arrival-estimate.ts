import { DateTime } from 'luxon';
import { type ArrivalSpread, USUAL_SPREAD } from './learn-arrivals.ts';

/** The quantile of the normal distribution that four of five keep. */
const NORMAL_QUANTILE_80 = 0.8416;
const STEP_MINUTES = 5;
const MS_PER_MINUTE = 60_000;
const TURNOUT_AWAKE_MINUTES = 8;
const TURNOUT_NIGHT_MINUTES = 20;
const NIGHT_FROM_HOUR = 22;
const NIGHT_UNTIL_HOUR = 6;

/** Rounded up to five minutes: by when somebody very likely is there for whom `p50Minutes` were named. */
export function toP80Minutes(p50Minutes: number, { bias, sigma }: ArrivalSpread = USUAL_SPREAD): number {
  return toSpokenMinutes(Math.max(p50Minutes, p50Minutes * Math.exp(bias + NORMAL_QUANTILE_80 * sigma)));
}

/** Rounded up to five minutes; 0 for what is over. */
export function toMinutesUntil(at: Date, now: Date): number {
  const minutes = Math.max(0, at.getTime() - now.getTime()) / 60_000;
  return Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
}

/** Up to the next five. */
export const toSpokenMinutes = (minutes: number): number =>
  Math.max(STEP_MINUTES, Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES);

/** The next full five minutes: nobody says `by 2:37`. */
export function toSpeakableInstant(at: Date): Date {
  const stepMs = STEP_MINUTES * MS_PER_MINUTE;
  return new Date(Math.ceil(at.getTime() / stepMs) * stepMs);
}

/** `2:40 in the morning`, `las 2:40 de la madrugada`. */
export function toSpeakableTime(at: Date, timeZone: string): { en: string; es: string } {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const clock = local.toFormat('h:mm');
  const { en, es } = toPartOfDay(local.hour);
  return { en: `${clock} ${en}`, es: `${local.hour % 12 === 1 ? 'la' : 'las'} ${clock} ${es}` };
}

function toPartOfDay(hour: number): { en: string; es: string } {
  if (hour < 5) return { en: 'in the morning', es: 'de la madrugada' };
  if (hour < 12) return { en: 'in the morning', es: 'de la mañana' };
  if (hour < 18) return { en: 'in the afternoon', es: 'de la tarde' };
  return hour < 22 ? { en: 'in the evening', es: 'de la noche' } : { en: 'at night', es: 'de la noche' };
}

export function isNightAt(at: Date, timeZone: string): boolean {
  const { hour } = DateTime.fromJSDate(at, { zone: timeZone });
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR;
}

/** From the page to the wheel: whoever sleeps takes longer. */
export const toTurnoutMinutes = (at: Date, timeZone: string): number =>
  isNightAt(at, timeZone) ? TURNOUT_NIGHT_MINUTES : TURNOUT_AWAKE_MINUTES;

export interface SpokenArrival {
  technicianName: string | null;
  p50Minutes: number;
  p80Minutes: number;
}

/** Who comes and by when, to be said after somebody has taken the job and never before. */
export function toSpeakableArrival({ technicianName, p50Minutes, p80Minutes }: SpokenArrival): {
  en: string;
  es: string;
} {
  const usual = Math.max(1, Math.round(p50Minutes));
  const who = technicianName === null ? '' : `${technicianName}, `;
  return {
    en: `${who}usually in about ${usual} minutes, and very likely within ${p80Minutes} minutes`,
    es: `${who}normalmente en unos ${usual} minutos, y muy probablemente en menos de ${p80Minutes} minutos`,
  };
}
