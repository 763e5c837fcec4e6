import { expect, test } from 'vitest';
import { toChargedPeriod } from './charged-period.ts';

test.each([
  ['Friday, the last minute', 'after-hours', '2026-11-28T04:59:00Z', 'after-hours'],
  ['Saturday, the first minute', 'after-hours', '2026-11-28T05:00:00Z', 'weekend'],
  ['Sunday night', 'after-hours', '2026-11-30T04:59:00Z', 'weekend'],
  ['Monday, the first minute', 'after-hours', '2026-11-30T05:00:00Z', 'after-hours'],
  ['Saturday while the office is open', 'business-hours', '2026-11-28T15:00:00Z', 'business-hours'],
  ['a holiday on a Saturday', 'holiday', '2026-12-26T15:00:00Z', 'holiday'],
] as const)('%s', (_name, period, at, charged) => {
  const when = { at: new Date(at), timeZone: 'America/New_York' };
  expect(toChargedPeriod(period, { ...when, hasWeekendFee: true })).toBe(charged);
  expect(toChargedPeriod(period, { ...when, hasWeekendFee: false })).toBe(period);
});
