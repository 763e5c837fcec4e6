import { expect, test } from 'vitest';
import { checkContinuity, toCallIndex, toFirstCounter } from './call-counters.ts';

test.each([
  { counters: [5, 6, 7], missing: 0, disordered: 0, what: 'an unbroken row' },
  { counters: [7, 8], missing: 2, disordered: 0, what: 'a beginning that never came' },
  { counters: [5, 8, 9], missing: 2, disordered: 0, what: 'a hole' },
  { counters: [5, 7, 6, 8], missing: 0, disordered: 1, what: 'two that changed places' },
  { counters: [], missing: 0, disordered: 0, what: 'nothing' },
])('tells $what', ({ counters, missing, disordered }) => {
  expect(checkContinuity(counters, 5)).toEqual({ missing, disordered });
});

test('a counter tells whose call it is', () => {
  expect(toCallIndex(toFirstCounter(199))).toBe(199);
  expect(toCallIndex(toFirstCounter(199) + 999_999)).toBe(199);
  expect(toFirstCounter(4_000)).toBeLessThan(2 ** 32);
});
