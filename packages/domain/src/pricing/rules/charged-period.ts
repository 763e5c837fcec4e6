import { DateTime } from 'luxon';
import type { ChargedPeriod } from './price-visit.ts';

const SATURDAY = 6;

/** Which surcharge an hour carries: a holiday replaces all others, a weekend replaces after-hours. */
export function toChargedPeriod(
  period: Exclude<ChargedPeriod, 'weekend'>,
  { at, timeZone, hasWeekendFee }: { at: Date; timeZone: string; hasWeekendFee: boolean },
): ChargedPeriod {
  if (period !== 'after-hours' || !hasWeekendFee) return period;
  return DateTime.fromJSDate(at, { zone: timeZone }).weekday >= SATURDAY ? 'weekend' : period;
}
