import { expect, test } from 'vitest';
import { type BusinessCalendar, openingOn, ratePeriodAt } from './opening-hours.ts';

const NEW_YORK: BusinessCalendar = {
  timeZone: 'America/New_York',
  hours: { mon_fri: ['08:00', '17:00'], sat: ['09:00', '13:00'], sun: null },
  holidays: ['2026-11-26', '2026-12-25', '2027-01-01'],
};
const PHOENIX: BusinessCalendar = {
  timeZone: 'America/Phoenix',
  hours: { mon_fri: ['07:00', '16:00'], sat: null, sun: null },
  holidays: ['2026-07-03', '2026-07-04', '2026-11-26', '2026-12-25'],
};
const LOS_ANGELES: BusinessCalendar = {
  timeZone: 'America/Los_Angeles',
  hours: { mon_fri: ['08:00', '17:00'], sat: null, sun: null },
  holidays: ['2026-11-26', '2026-12-25', '2027-01-01'],
};

test.each([
  ['New York, a Tuesday', NEW_YORK, '2026-11-24', '2026-11-24T13:00:00Z', '2026-11-24T22:00:00Z'],
  ['New York, a Saturday', NEW_YORK, '2026-11-28', '2026-11-28T14:00:00Z', '2026-11-28T18:00:00Z'],
  [
    'New York, the Friday before spring',
    NEW_YORK,
    '2027-03-12',
    '2027-03-12T13:00:00Z',
    '2027-03-12T22:00:00Z',
  ],
  [
    'New York, the Monday after spring',
    NEW_YORK,
    '2027-03-15',
    '2027-03-15T12:00:00Z',
    '2027-03-15T21:00:00Z',
  ],
  ['New York, the Monday after fall', NEW_YORK, '2026-11-02', '2026-11-02T13:00:00Z', '2026-11-02T22:00:00Z'],
  ['Phoenix, winter', PHOENIX, '2026-11-24', '2026-11-24T14:00:00Z', '2026-11-24T23:00:00Z'],
  ['Phoenix, summer', PHOENIX, '2026-07-13', '2026-07-13T14:00:00Z', '2026-07-13T23:00:00Z'],
  ['Los Angeles, before spring', LOS_ANGELES, '2027-03-12', '2027-03-12T16:00:00Z', '2027-03-13T01:00:00Z'],
  ['Los Angeles, after spring', LOS_ANGELES, '2027-03-15', '2027-03-15T15:00:00Z', '2027-03-16T00:00:00Z'],
])('opens: %s', (_name, calendar, day, startsAt, endsAt) => {
  expect(openingOn(calendar, day)).toEqual({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });
});

test.each([
  ['New York, a Sunday', NEW_YORK, '2026-11-22'],
  ['New York, Thanksgiving', NEW_YORK, '2026-11-26'],
  ['Phoenix, a Saturday', PHOENIX, '2026-11-28'],
  ['Phoenix, the substitute for the Fourth', PHOENIX, '2026-07-03'],
])('stays closed: %s', (_name, calendar, day) => {
  expect(openingOn(calendar, day)).toBeNull();
});

test('hours that begin inside the skipped hour shrink to what the clocks leave', () => {
  const nightOwl: BusinessCalendar = {
    ...NEW_YORK,
    hours: { mon_fri: null, sat: null, sun: ['02:15', '03:15'] },
  };
  // 02:15 becomes 03:15, the closing time.
  expect(openingOn(nightOwl, '2027-03-14')).toBeNull();
});

test.each([
  ['New York, the minute before opening', NEW_YORK, '2026-11-24T12:59:00Z', 'after-hours'],
  ['New York, opening', NEW_YORK, '2026-11-24T13:00:00Z', 'business-hours'],
  ['New York, the last minute', NEW_YORK, '2026-11-24T21:59:00Z', 'business-hours'],
  ['New York, closing', NEW_YORK, '2026-11-24T22:00:00Z', 'after-hours'],
  ['New York, a Sunday at noon', NEW_YORK, '2026-11-22T17:00:00Z', 'after-hours'],
  ['New York, the last minute before a holiday', NEW_YORK, '2026-11-26T04:59:00Z', 'after-hours'],
  ['New York, midnight of a holiday', NEW_YORK, '2026-11-26T05:00:00Z', 'holiday'],
  ['New York, a holiday during the usual hours', NEW_YORK, '2026-11-26T15:00:00Z', 'holiday'],
  ['New York, after the holiday', NEW_YORK, '2026-11-27T05:00:00Z', 'after-hours'],
  ['New York, 8 on the Monday after spring', NEW_YORK, '2027-03-15T12:00:00Z', 'business-hours'],
  ['New York, 8 on the Friday before spring', NEW_YORK, '2027-03-12T12:00:00Z', 'after-hours'],
  ['Phoenix, 7 in summer', PHOENIX, '2026-07-13T14:00:00Z', 'business-hours'],
  ['Phoenix, 4 in summer', PHOENIX, '2026-07-13T23:00:00Z', 'after-hours'],
  ['Phoenix, the Fourth', PHOENIX, '2026-07-04T19:00:00Z', 'holiday'],
  ['Phoenix, the evening when UTC is a day ahead', PHOENIX, '2026-11-27T06:59:00Z', 'holiday'],
  ['Los Angeles, 8 after spring', LOS_ANGELES, '2027-03-15T15:00:00Z', 'business-hours'],
  ['Los Angeles, Christmas Eve at 11 at night', LOS_ANGELES, '2026-12-25T07:00:00Z', 'after-hours'],
  ['Los Angeles, Christmas', LOS_ANGELES, '2026-12-25T08:00:00Z', 'holiday'],
] as const)('%s: %s', (_name, calendar, instant, period) => {
  expect(ratePeriodAt(calendar, new Date(instant))).toBe(period);
});
