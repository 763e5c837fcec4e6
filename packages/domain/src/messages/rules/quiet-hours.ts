import { DateTime } from 'luxon';

const OPENS_HOUR = 8;
const CLOSES_HOUR = 21;

/**
 * When a text may go out: at once between 8 in the morning and 9 in the evening by the recipient's clock, else at the
 * next 8 o'clock. `timeZone` is an IANA zone.
 */
export function toSendTime(now: Date, timeZone: string): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  if (local.hour >= OPENS_HOUR && local.hour < CLOSES_HOUR) return now;
  const day = local.hour < OPENS_HOUR ? local : local.plus({ days: 1 });
  return day.startOf('day').set({ hour: OPENS_HOUR }).toJSDate();
}
