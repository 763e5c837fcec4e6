import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { Timers } from './timers.ts';

function open() {
  const clock = new ManualClock();
  const fired: string[] = [];
  const timers = new Timers<'first' | 'second'>(clock);
  return { clock, timers, fired, note: (what: string) => () => fired.push(what) };
}

test('each timer fires once at its time', () => {
  const { clock, timers, fired, note } = open();
  timers.start('first', 100, note('first'));
  timers.start('second', 200, note('second'));
  clock.advance(150);
  expect(fired).toEqual(['first']);
  clock.advance(1_000);
  expect(fired).toEqual(['first', 'second']);
});

test('a timer that is set again replaces itself', () => {
  const { clock, timers, fired, note } = open();
  timers.start('first', 100, note('early'));
  clock.advance(99);
  timers.start('first', 100, note('late'));
  clock.advance(99);
  expect(fired).toEqual([]);
  clock.advance(1);
  expect(fired).toEqual(['late']);
});

test('a timer may set itself again while it fires', () => {
  const { clock, timers, fired, note } = open();
  timers.start('first', 100, () => {
    fired.push('once');
    timers.start('first', 100, note('twice'));
  });
  clock.advance(200);
  expect(fired).toEqual(['once', 'twice']);
});

test('a stopped timer and all timers at the end stay silent', () => {
  const { clock, timers, fired, note } = open();
  timers.start('first', 100, note('first'));
  timers.stop('first');
  timers.stop('first');
  timers.start('second', 100, note('second'));
  timers[Symbol.dispose]();
  clock.advance(1_000);
  expect(fired).toEqual([]);
});
