import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { EngineWatch, FLOOR_LIMIT_MS, STALL_LIMIT_MS } from './engine-watch.ts';

/** The watch looks twice a second. */
const PERIOD_MS = 500;

function setUp() {
  const clock = new ManualClock();
  const late: string[] = [];
  const watch = new EngineWatch(clock, (what) => late.push(what));
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

test('"speech" without end is noise: the floor is taken back after 30 s', () => {
  const { clock, late, watch } = setUp();
  watch.callerStarted();
  clock.advance(FLOOR_LIMIT_MS);
  expect(late).toEqual([]);
  clock.advance(PERIOD_MS);
  expect(late).toEqual(['unanswered']);
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
