import { distanceKm, type GeoPoint } from './geo-point.ts';

export type TravelWeather = 'fair' | 'rain' | 'snow' | 'ice';

/** A drive of one technician; the way there may also begin or end on other roads. */
export interface TravelEstimate {
  /** Half of all such drives take no longer. */
  p50Minutes: number;
  /** Four of five take no longer. */
  p80Minutes: number;
  /** Along roads. */
  roadKm: number;
  /** `heuristic`: reckoned here from the distance; `router`: told by a routing engine. */
  source: 'heuristic' | 'router';
}

export interface TravelQuestion {
  from: GeoPoint;
  to: GeoPoint;
  /** When the drive begins. */
  at: Date;
  /** IANA zone whose clock tells how full the roads are. */
  timeZone: string;
  /** Length of the way by road over that as the crow flies; 1.3 when left out, more with rivers or mountains. */
  roadFactor?: number | undefined;
  weather?: TravelWeather | undefined;
}

/** US cities have 1.2 to 1.25 (Newell; see Circuity in Wikibooks' Transportation Geography); suburbs more. */
export const DEFAULT_ROAD_FACTOR = 1.3;
/** To the car, and from it to the door. */
const FIXED_MINUTES = 4;
/** At this distance a drive goes at half the speed of a long one: side streets and lights. */
const SLOW_KM = 4;
const WEATHER_FACTORS: Readonly<Record<TravelWeather, number>> = { fair: 1, rain: 1.15, snow: 1.5, ice: 2 };
/** Speed of a long drive by the hour at which the span begins; to be calibrated from own arrivals. */
const SPEEDS_KM_PER_HOUR = [
  { fromHour: 22, speed: 85 },
  { fromHour: 19, speed: 72 },
  { fromHour: 15, speed: 52 },
  { fromHour: 9, speed: 70 },
  { fromHour: 6, speed: 60 },
  { fromHour: 0, speed: 85 },
];
/** By day between the rushes: what zones in minutes are drawn with, so that they stand still. */
export const MIDDAY_KM_PER_HOUR = 70;

/** Spread of the log-normal distribution of drives. */
const SIGMA = 0.35;
const SIGMA_IN_BAD_WEATHER = 0.5;
const NORMAL_QUANTILE_80 = 0.8416;

/** Minutes from a place to another without a routing engine, from the distance, the hour and the weather. */
export function estimateTravelMinutes(question: TravelQuestion): TravelEstimate {
  const { from, to, at, timeZone, roadFactor = DEFAULT_ROAD_FACTOR, weather = 'fair' } = question;
  const roadKm = distanceKm(from, to) * roadFactor;
  const minutes = drivingMinutes(roadKm, speedAt(at, timeZone));
  return toEstimate({ minutes, roadKm, weather, source: 'heuristic' });
}

/** Adds what weather does, which the minutes do not hold yet, and the spread. */
export function toEstimate(drive: {
  minutes: number;
  roadKm: number;
  weather: TravelWeather;
  source: TravelEstimate['source'];
}): TravelEstimate {
  const { roadKm, weather, source } = drive;
  const p50Minutes = drive.minutes * WEATHER_FACTORS[weather];
  const sigma = source === 'heuristic' && weather !== 'fair' ? SIGMA_IN_BAD_WEATHER : SIGMA;
  return { p50Minutes, p80Minutes: p50Minutes * Math.exp(NORMAL_QUANTILE_80 * sigma), roadKm, source };
}

/** `4 + 60 d / v` with `v = vmax × d / (d + 4)`: a short drive is a slow one. */
export function drivingMinutes(roadKm: number, longDriveKmPerHour: number): number {
  return FIXED_MINUTES + (60 * (roadKm + SLOW_KM)) / longDriveKmPerHour;
}

function speedAt(at: Date, timeZone: string): number {
  const hour = hourOf(at, timeZone);
  return SPEEDS_KM_PER_HOUR.find(({ fromHour }) => hour >= fromHour)?.speed ?? MIDDAY_KM_PER_HOUR;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function hourOf(at: Date, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    clocks.set(timeZone, clock);
  }
  return Number(clock.format(at));
}
