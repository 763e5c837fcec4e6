import { expect, test } from 'vitest';
import { nextDay, resolveLocalTime, toLocalDay } from './local-time.ts';

test.each([
  // zone, day, time, kind, instant
  ['America/New_York', '2026-11-24', '08:00', 'exact', '2026-11-24T13:00:00.000Z'],
  ['America/New_York', '2027-03-14', '01:59', 'exact', '2027-03-14T06:59:00.000Z'],
  ['America/New_York', '2027-03-14', '02:30', 'nonexistent', '2027-03-14T07:30:00.000Z'],
  ['America/New_York', '2027-03-14', '03:30', 'exact', '2027-03-14T07:30:00.000Z'],
  ['America/New_York', '2026-11-01', '00:59', 'exact', '2026-11-01T04:59:00.000Z'],
  ['America/New_York', '2026-11-01', '01:30', 'ambiguous', '2026-11-01T05:30:00.000Z'],
  ['America/New_York', '2026-11-01', '02:00', 'exact', '2026-11-01T07:00:00.000Z'],
  ['America/Phoenix', '2027-03-14', '02:30', 'exact', '2027-03-14T09:30:00.000Z'],
  ['America/Phoenix', '2026-11-01', '01:30', 'exact', '2026-11-01T08:30:00.000Z'],
  ['America/Los_Angeles', '2027-03-14', '02:30', 'nonexistent', '2027-03-14T10:30:00.000Z'],
  ['America/Los_Angeles', '2026-11-01', '01:30', 'ambiguous', '2026-11-01T08:30:00.000Z'],
  ['America/Los_Angeles', '2026-12-31', '24:00', 'exact', '2027-01-01T08:00:00.000Z'],
])('%s %s %s is %s', (timeZone, day, time, kind, instant) => {
  const moment = resolveLocalTime({ day, time, timeZone });
  expect([moment.kind, moment.at.toISOString()]).toEqual([kind, instant]);
});

test('refuses what is no local time', () => {
  expect(() => resolveLocalTime({ day: 'tomorrow', time: '08:00', timeZone: 'America/Phoenix' })).toThrow(
    'Not a local time',
  );
});

test.each([
  ['2026-11-25T04:59:00Z', 'America/New_York', '2026-11-24'],
  ['2026-11-25T05:00:00Z', 'America/New_York', '2026-11-25'],
  ['2026-07-25T04:00:00Z', 'America/New_York', '2026-07-25'],
  ['2026-11-25T06:59:00Z', 'America/Phoenix', '2026-11-24'],
  ['2026-11-25T07:59:00Z', 'America/Los_Angeles', '2026-11-24'],
])('%s falls in %s on %s', (instant, timeZone, day) => {
  expect(toLocalDay(new Date(instant), timeZone)).toBe(day);
});

test('the next day is a calendar day, over months, years and clock changes', () => {
  expect(['2026-02-28', '2026-12-31', '2027-03-14', '2026-11-01'].map(nextDay)).toEqual([
    '2026-03-01',
    '2027-01-01',
    '2027-03-15',
    '2026-11-02',
  ]);
});
