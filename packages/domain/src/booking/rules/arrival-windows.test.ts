import { expect, test } from 'vitest';
import { toArrivalWindows } from './arrival-windows.ts';

test.each([
  ['nine hours hold four windows and a rest', '13:00', '22:00', ['13:00', '15:00', '17:00', '19:00']],
  ['four hours hold two', '14:00', '18:00', ['14:00', '16:00']],
  ['less than two hours hold none', '14:00', '15:59', []],
])('%s', (_name, opens, closes, starts) => {
  const windows = toArrivalWindows({
    startsAt: new Date(`2026-11-24T${opens}:00Z`),
    endsAt: new Date(`2026-11-24T${closes}:00Z`),
  });
  expect(windows.map((window) => window.startsAt.toISOString().slice(11, 16))).toEqual(starts);
  expect(windows.every((window) => window.endsAt.getTime() - window.startsAt.getTime() === 7_200_000)).toBe(
    true,
  );
});
