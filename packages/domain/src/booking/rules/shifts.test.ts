import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DayOverride, mergeShifts, toWorkingTime, type WeeklyShift } from './shifts.ts';
import { toStretches } from './stretches.ts';

const NEW_YORK = 'America/New_York';

function shift(weekday: number, startsLocal: string, endsLocal: string, isOnCall = false): WeeklyShift {
  return { weekday, startsLocal, endsLocal, isOnCall };
}

function work(weekly: WeeklyShift[], day: string, overrides: DayOverride[] = []) {
  const working = toWorkingTime({ weekly, overrides, timeZone: NEW_YORK }, { firstDay: day, days: 1 });
  return [...working].map((minute) => new Date(minute * 60_000).toISOString().slice(0, 16));
}

test.each([
  ['a night over the end of summer time lasts 13 hours', '2026-10-31', 6, 13],
  ['a night over its beginning lasts 11 hours', '2027-03-13', 6, 11],
  ['any other night lasts 12 hours', '2026-11-21', 6, 12],
])('%s', (_name, day, weekday, hours) => {
  const [from = '', until = ''] = work([shift(weekday, '18:00', '06:00')], day);
  expect((Date.parse(`${until}Z`) - Date.parse(`${from}Z`)) / 3_600_000).toBe(hours);
});

test('the shift that began the evening before still runs', () => {
  expect(work([shift(1, '18:00', '06:00')], '2026-11-24')).toEqual(['2026-11-23T23:00', '2026-11-24T11:00']);
});

test('an override stands instead of the weekly shifts of its day, and none means off', () => {
  const weekly = [shift(2, '08:00', '12:00'), shift(2, '13:00', '17:00')];
  const day = '2026-11-24';
  expect(work(weekly, day)).toEqual([
    '2026-11-24T13:00',
    '2026-11-24T17:00',
    '2026-11-24T18:00',
    '2026-11-24T22:00',
  ]);
  expect(work(weekly, day, [{ onDay: day, startsLocal: '10:00', endsLocal: '11:00' }])).toEqual([
    '2026-11-24T15:00',
    '2026-11-24T16:00',
  ]);
  expect(work(weekly, day, [{ onDay: day, startsLocal: null, endsLocal: null }])).toEqual([]);
});

test.each([
  [
    'two that overlap',
    [shift(1, '08:00', '12:00'), shift(1, '11:00', '17:00')],
    [shift(1, '08:00', '17:00')],
  ],
  ['two that touch', [shift(1, '08:00', '12:00'), shift(1, '12:00', '17:00')], [shift(1, '08:00', '17:00')]],
  [
    'over midnight into the next day',
    [shift(1, '20:00', '02:00'), shift(2, '01:00', '06:00')],
    [shift(1, '20:00', '06:00')],
  ],
  [
    'not what is at work with what is on call',
    [shift(1, '08:00', '12:00'), shift(1, '11:00', '17:00', true)],
    [shift(1, '08:00', '12:00'), shift(1, '11:00', '17:00', true)],
  ],
] as const)('merges %s', (_name, shifts, merged) => {
  expect(mergeShifts(shifts)).toEqual({ ok: true, shifts: merged });
});

test.each([
  ['25 hours', shift(1, '25:00', '26:00'), 'not-a-time'],
  ['words', shift(1, 'eight', '17:00'), 'not-a-time'],
  ['an eighth day', shift(7, '08:00', '17:00'), 'not-a-weekday'],
  ['half a day', shift(1.5, '08:00', '17:00'), 'not-a-weekday'],
  ['no time at all', shift(1, '08:00', '08:00'), 'empty-shift'],
])('refuses %s', (_name, bad, refusal) => {
  expect(mergeShifts([shift(2, '08:00', '17:00'), bad])).toEqual({ ok: false, refusal, shift: bad });
});

test('merging changes no minute of the work', () => {
  const time = fc
    .integer({ min: 0, max: 95 })
    .map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16));
  const shifts = fc
    .array(
      fc.record({ weekday: fc.nat(6), startsLocal: time, endsLocal: time, isOnCall: fc.constant(false) }),
      {
        maxLength: 12,
      },
    )
    .map((list) => list.filter(({ startsLocal, endsLocal }) => startsLocal !== endsLocal));
  const span = { firstDay: '2026-06-07', days: 21 };
  fc.assert(
    fc.property(shifts, (weekly) => {
      const merged = mergeShifts(weekly);
      if (!merged.ok) throw new Error(merged.refusal);
      const plan = { overrides: [], timeZone: 'America/Phoenix' };
      const middle = (working: Int32Array) => clip(working, span.firstDay);
      expect(middle(toWorkingTime({ ...plan, weekly: merged.shifts }, span))).toEqual(
        middle(toWorkingTime({ ...plan, weekly }, span)),
      );
    }),
  );
});

/** The second week: at the ends a long shift may be cut. */
function clip(working: Int32Array, firstDay: string): number[] {
  const from = Date.parse(`${firstDay}T00:00:00Z`) / 60_000 + 7 * 1_440;
  const until = from + 7 * 1_440;
  const pairs = Array.from({ length: working.length / 2 }, (_, index): [number, number] => [
    Math.max(working[index * 2] ?? 0, from),
    Math.min(working[index * 2 + 1] ?? 0, until),
  ]);
  return [...toStretches(pairs)];
}
