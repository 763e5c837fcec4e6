import { TechnicianId, type TimeWindow } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { listCandidates } from './free-slots.ts';

const ANA = TechnicianId.parse('00000000-0000-7000-8000-000000000001');
const DEE = TechnicianId.parse('00000000-0000-7000-8000-000000000002');

function hours(from: number, to: number): TimeWindow {
  return { startsAt: new Date(Date.UTC(2026, 10, 24, from)), endsAt: new Date(Date.UTC(2026, 10, 24, to)) };
}

test('lists windows by time and, in each, technicians in the given order', () => {
  const candidates = listCandidates({
    windows: [hours(8, 10), hours(10, 12)],
    technicianIds: [DEE, ANA],
    commitments: [],
  });
  expect(
    candidates.map((candidate) => [candidate.window.startsAt.getUTCHours(), candidate.technicianId]),
  ).toEqual([
    [8, DEE],
    [8, ANA],
    [10, DEE],
    [10, ANA],
  ]);
});

test.each([
  ['the same window', hours(8, 10), [ANA]],
  ['a part of it', hours(9, 11), [ANA]],
  ['all around it', hours(6, 12), [ANA]],
  ['the window before', hours(6, 8), [DEE, ANA]],
  ['the window after', hours(10, 12), [DEE, ANA]],
])('a technician who is taken for %s is left out if the times touch', (_name, during, free) => {
  const candidates = listCandidates({
    windows: [hours(8, 10)],
    technicianIds: [DEE, ANA],
    commitments: [{ technicianId: DEE, during }],
  });
  expect(candidates.map((candidate) => candidate.technicianId)).toEqual(free);
});
