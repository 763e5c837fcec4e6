import { DateTime } from 'luxon';
import { type ArrivalSpread, USUAL_SPREAD } from './learn-arrivals.ts';

/** The quantile of the normal distribution that four of five keep. */
const NORMAL_QUANTILE_80 = 0.8416;
const STEP_MINUTES = 5;
const TURNOUT_AWAKE_MINUTES = 8;
const TURNOUT_NIGHT_MINUTES = 20;
const NIGHT_FROM_HOUR = 22;
const NIGHT_UNTIL_HOUR = 6;

/** Rounded up to five minutes: by when somebody very likely is there for whom `p50Minutes` were named. */
export function toP80Minutes(p50Minutes: number, { bias, sigma }: ArrivalSpread = USUAL_SPREAD): number {
  const p80 = p50Minutes * Math.exp(bias + NORMAL_QUANTILE_80 * sigma);
  return Math.max(STEP_MINUTES, Math.ceil(Math.max(p80, p50Minutes) / STEP_MINUTES) * STEP_MINUTES);
}

/** Rounded up to five minutes; 0 for what is over. */
export function toMinutesUntil(at: Date, now: Date): number {
  const minutes = Math.max(0, at.getTime() - now.getTime()) / 60_000;
  return Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
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
