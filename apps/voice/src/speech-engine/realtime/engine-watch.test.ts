import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { EngineWatch, FLOOR_LIMIT_MS, toStallLimitMs } from './engine-watch.ts';

/** The watch looks twice a second. */
const PERIOD_MS = 500;
const STALL_LIMIT_MS = 6_000;

function setUp() {
  const clock = new ManualClock();
  const late: string[] = [];
  const watch = new EngineWatch({ clock, stallLimitMs: STALL_LIMIT_MS, onLate: (what) => late.push(what) });
  return { clock, late, watch };
}

test('a response that does not come is stalled, once', () => {
  const { clock, late, watch } = setUp();
  watch.responseOwed();
  clock.advance(STALL_LIMIT_MS);
  expect(late).toEqual([]);
  clock.advance(PERIOD_MS);
  clock.advance(60_000);
  expect(late).toEqual(['stalled']);
});

test('every sign of life puts the limit off', () => {
  const { clock, late, watch } = setUp();
  for (let index = 0; index < 10; index++) {
    watch.responseOwed();
    clock.advance(STALL_LIMIT_MS - PERIOD_MS);
  }
  expect(late).toEqual([]);
});

test('a response that ended owes nothing', () => {
  const { clock, late, watch } = setUp();
  watch.responseOwed();
  watch.responseEnded();
  clock.advance(60_000);
  expect(late).toEqual([]);
});

test('a caller who has spoken and gets no response is unanswered, once', () => {
  const { clock, late, watch } = setUp();
  watch.callerStarted();
  clock.advance(3_000);
  watch.answerOwed();
  clock.advance(STALL_LIMIT_MS);
  expect(late).toEqual([]);
  clock.advance(PERIOD_MS);
  clock.advance(60_000);
  expect(late).toEqual(['unanswered']);
});

test('a caller who does not stop speaking holds the floor for 10 s', () => {
  const { clock, late, watch } = setUp();
  watch.callerStarted();
  clock.advance(FLOOR_LIMIT_MS);
  expect(late).toEqual([]);
  clock.advance(PERIOD_MS);
  clock.advance(60_000);
  expect(late).toEqual(['floor-held']);
});

test.each([
  [null, 6_000],
  ['minimal', 6_000],
  ['low', 6_000],
  ['medium', 10_000],
  ['high', 15_000],
  ['xhigh', 15_000],
] as const)('at an effort of %s an engine may think for %i ms', (effort, expectedMs) => {
  expect(toStallLimitMs(effort)).toBe(expectedMs);
});

test('an engine that thinks hard is stalled later', () => {
  const clock = new ManualClock();
  const late: string[] = [];
  const watch = new EngineWatch({ clock, stallLimitMs: 15_000, onLate: (what) => late.push(what) });
  watch.responseOwed();
  clock.advance(15_000);
  expect(late).toEqual([]);
  clock.advance(PERIOD_MS);
  expect(late).toEqual(['stalled']);
  watch[Symbol.dispose]();
});

test('an answer that began owes nothing', () => {
  const { clock, late, watch } = setUp();
  watch.answerOwed();
  watch.answerGiven();
  clock.advance(60_000);
  expect(late).toEqual([]);
});

test('watches no longer once disposed', () => {
  const { clock, late, watch } = setUp();
  watch.responseOwed();
  watch[Symbol.dispose]();
  clock.advance(60_000);
  expect(late).toEqual([]);
});
