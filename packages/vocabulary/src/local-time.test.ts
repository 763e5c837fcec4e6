import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, resolveLocalTime, toInstant, toLocalDay, toLocalMoment } from './local-time.ts';

const show = (resolved: ReturnType<typeof resolveLocalTime>) =>
  [
    resolved.kind,
    'at' in resolved ? resolved.at.toISOString() : null,
    'laterAt' in resolved ? resolved.laterAt.toISOString() : null,
  ].filter((part) => part !== null);

test.each([
  ['America/New_York', '2026-11-24', '08:00', ['exact', '2026-11-24T13:00:00.000Z']],
  ['America/New_York', '2027-03-14', '01:59', ['exact', '2027-03-14T06:59:00.000Z']],
  ['America/New_York', '2027-03-14', '02:00', ['skipped', '2027-03-14T07:00:00.000Z']],
  ['America/New_York', '2027-03-14', '02:30', ['skipped', '2027-03-14T07:30:00.000Z']],
  ['America/New_York', '2027-03-14', '03:30', ['exact', '2027-03-14T07:30:00.000Z']],
  [
    'America/New_York',
    '2026-11-01',
    '01:30',
    ['twice', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ],
  ['America/New_York', '2026-11-01', '02:00', ['exact', '2026-11-01T07:00:00.000Z']],
  ['America/New_York', '2026-11-02', '01:30', ['exact', '2026-11-02T06:30:00.000Z']],
  // No daylight saving in Arizona, but the Navajo Nation keeps it.
  ['America/Phoenix', '2027-03-14', '02:30', ['exact', '2027-03-14T09:30:00.000Z']],
  ['America/Denver', '2027-03-14', '02:30', ['skipped', '2027-03-14T09:30:00.000Z']],
  // Pensacola and Port St Joe are in one state and not in one hour; so are Gary and Indianapolis.
  ['America/Chicago', '2026-11-24', '09:00', ['exact', '2026-11-24T15:00:00.000Z']],
  ['America/Indiana/Indianapolis', '2026-11-24', '09:00', ['exact', '2026-11-24T14:00:00.000Z']],
  ['America/Boise', '2026-11-24', '09:00', ['exact', '2026-11-24T16:00:00.000Z']],
  ['Australia/Lord_Howe', '2026-10-04', '02:15', ['skipped', '2026-10-03T15:45:00.000Z']],
  ['America/Los_Angeles', '2026-12-31', '24:00', ['exact', '2027-01-01T08:00:00.000Z']],
  ['America/New_York', '2026-02-30', '08:00', ['no-such-day']],
  ['America/New_York', '2027-02-29', '08:00', ['no-such-day']],
  ['America/New_York', '2026-13-01', '08:00', ['no-such-day']],
  ['America/New_York', 'tomorrow', '08:00', ['no-such-day']],
  ['America/New_York', '2026-11-24', '25:00', ['no-such-time']],
  ['America/New_York', '2026-11-24', '8', ['no-such-time']],
  ['America/Columbus', '2026-11-24', '08:00', ['no-such-zone']],
])('%s %s %s: %j', (timeZone, day, time, expected) => {
  expect(show(resolveLocalTime({ day, time, timeZone }))).toEqual(expected);
});

test('a day is some calendar days later, over clock changes, months and leap days', () => {
  expect([
    addDays('2027-03-13', 1),
    addDays('2026-10-31', 2),
    addDays('2028-02-28', 1),
    addDays('2026-01-01', -1),
  ]).toEqual(['2027-03-14', '2026-11-02', '2028-02-29', '2025-12-31']);
});

test('whatever exists on the clocks is found again from its instant', () => {
  const zones = [
    'America/New_York',
    'America/Phoenix',
    'America/Denver',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 0, max: 1439 }),
      (timeZone, days, minute) => {
        const day = addDays('2026-01-01', days);
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const resolved = resolveLocalTime({ day, time, timeZone });
        if (!('at' in resolved)) throw new Error('Every day and minute resolve');
        const shown = toLocalMoment(resolved.at, timeZone);
        if (resolved.kind === 'skipped') expect(shown.minuteOfDay).toBeGreaterThan(minute);
        else expect(shown).toEqual({ day, minuteOfDay: minute });
        if (resolved.kind === 'twice') {
          expect(resolved.at < resolved.laterAt).toBe(true);
          expect(toLocalMoment(resolved.laterAt, timeZone)).toEqual(shown);
        }
      },
    ),
  );
});

test('where nobody can be asked, what does not exist is an error', () => {
  expect(() => toInstant({ day: '2026-02-30', time: '08:00', timeZone: 'America/Phoenix' })).toThrow(
    'no-such-day',
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
