import { expect, test } from 'vitest';
import { isExact, lastPlannedStart, toArrivalWindows } from './arrival-windows.ts';

const opening = (opens: string, closes: string) => ({
  startsAt: new Date(`2026-11-24T${opens}:00Z`),
  endsAt: new Date(`2026-11-24T${closes}:00Z`),
});

const clock = (at: Date) => at.toISOString().slice(11, 16);

test.each([
  ['nine hours hold four windows and a rest', '13:00', '22:00', ['13:00', '15:00', '17:00', '19:00']],
  ['four hours hold two', '14:00', '18:00', ['14:00', '16:00']],
  ['less than two hours hold none', '14:00', '15:59', []],
])('%s', (_name, opens, closes, starts) => {
  const windows = toArrivalWindows(opening(opens, closes), 'two-hours');
  expect(windows.map((window) => clock(window.startsAt))).toEqual(starts);
  expect(windows.every((window) => window.endsAt.getTime() - window.startsAt.getTime() === 7_200_000)).toBe(
    true,
  );
});

test('windows of four hours are twice as long', () => {
  const windows = toArrivalWindows(opening('13:00', '22:00'), 'four-hours');
  expect(windows.map(({ startsAt, endsAt }) => [clock(startsAt), clock(endsAt)])).toEqual([
    ['13:00', '17:00'],
    ['17:00', '21:00'],
  ]);
});

test('exact times are half an hour apart and spoken as a time', () => {
  const windows = toArrivalWindows(opening('13:00', '14:15'), 'exact');
  expect(windows.map((window) => clock(window.startsAt))).toEqual(['13:00', '13:30', '14:00']);
  expect(windows.every(isExact)).toBe(true);
  expect(isExact(opening('13:00', '15:00'))).toBe(false);
});

test('a visit is planned in the first half of its window, and an exact one at its time', () => {
  expect(clock(lastPlannedStart(opening('13:00', '15:00')))).toBe('14:00');
  expect(clock(lastPlannedStart(opening('13:00', '13:15')))).toBe('13:00');
});
