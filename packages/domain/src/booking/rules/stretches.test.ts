import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findStart, type Stretches, toStretches } from './stretches.ts';

const overlaps = (stretches: Stretches, from: number, until: number) => {
  for (let index = 0; index < stretches.length; index += 2)
    if ((stretches[index] ?? 0) < until && from < (stretches[index + 1] ?? 0)) return true;
  return false;
};

const contains = (stretches: Stretches, from: number, until: number) => {
  for (let index = 0; index < stretches.length; index += 2)
    if ((stretches[index] ?? 0) <= from && until <= (stretches[index + 1] ?? 0)) return true;
  return false;
};

test.each([
  ['nothing', [], []],
  ['one', [[3, 5]], [3, 5]],
  [
    'two in the wrong order',
    [
      [7, 9],
      [3, 5],
    ],
    [3, 5, 7, 9],
  ],
  [
    'two that overlap',
    [
      [3, 6],
      [5, 9],
    ],
    [3, 9],
  ],
  [
    'two that touch',
    [
      [3, 5],
      [5, 9],
    ],
    [3, 9],
  ],
  [
    'one within another',
    [
      [3, 9],
      [5, 6],
    ],
    [3, 9],
  ],
  [
    'one that ends before it begins',
    [
      [9, 3],
      [4, 5],
    ],
    [4, 5],
  ],
] as const)('merges %s', (_name, pairs, merged) => {
  expect([...toStretches(pairs)]).toEqual(merged);
});

test.each([
  // working, busy, from, until, length, minimum, start
  ['a free shift', [0, 540], [], 0, 60, 120, 60, 0],
  ['a visit that begins with the shift', [60, 540], [], 0, 90, 120, 60, 60],
  ['a visit after another', [0, 540], [0, 30], 0, 60, 120, 60, 30],
  ['a gap that is too short is passed over', [0, 540], [0, 30, 100, 130], 0, 200, 120, 60, 130],
  ['a gap of just the length', [0, 540], [0, 30, 150, 200], 0, 60, 120, 60, 30],
  ['a whole day taken', [0, 540], [0, 540], 0, 500, 120, 60, null],
  ['too late in the window', [0, 540], [0, 70], 0, 60, 120, 60, null],
  ['the last start of a shift', [0, 100], [], 40, 60, 120, 60, 40],
  ['a minute after the last start', [0, 100], [], 41, 60, 120, 60, null],
  ['the second shift of the day', [0, 100, 200, 500], [0, 100], 0, 300, 120, 60, 200],
  ['nobody at work', [], [], 0, 60, 120, 60, null],
] as const)('finds %s', (_name, working, busy, from, until, lengthMinutes, minimumMinutes, start) => {
  const search = { working: Int32Array.from(working), busy: Int32Array.from(busy) };
  expect(findStart({ ...search, from, until, lengthMinutes, minimumMinutes })).toBe(start);
});

test('finds the earliest start there is, and one exactly when there is one', () => {
  const pairs = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 6 });
  const numbers = { from: fc.nat(150), span: fc.nat(60), length: fc.integer({ min: 1, max: 60 }) };
  fc.assert(
    fc.property(
      pairs,
      pairs,
      fc.record(numbers),
      fc.nat(1),
      (shifts, taken, { from, span, length }, half) => {
        const [working, busy] = [toStretches(shifts), toStretches(taken)];
        const minimumMinutes = Math.max(1, half ? length >> 1 : length);
        const until = from + span;
        const fits = (start: number) =>
          contains(working, start, start + minimumMinutes) && !overlaps(busy, start, start + length);
        const minutes = Array.from({ length: span + 1 }, (_, index) => from + index);
        const search = { working, busy, from, until, lengthMinutes: length, minimumMinutes };
        expect(findStart(search)).toBe(minutes.find(fits) ?? null);
      },
    ),
    { numRuns: 500 },
  );
});
