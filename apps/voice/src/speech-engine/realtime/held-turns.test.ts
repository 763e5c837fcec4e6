import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { HeldTurns } from './held-turns.ts';

function setUp(isHeld = true) {
  const clock = new ManualClock();
  const answers = { count: 0 };
  const held = new HeldTurns({ isHeld, clock, onAnswerable: () => answers.count++ });
  return { clock, answers, held };
}

test('answers a held turn once its words are known', () => {
  const { answers, held } = setUp();
  expect(held.turnCommitted('t1')).toBe(true);
  expect(answers.count).toBe(0);
  held.wordsKnown('t1', true);
  held.wordsKnown('t1', true);
  expect(answers.count).toBe(1);
});

test('does not answer noise', () => {
  const { answers, clock, held } = setUp();
  held.turnCommitted('t1');
  held.wordsKnown('t1', false);
  clock.advance(10_000);
  expect(answers.count).toBe(0);
});

test('answers after two seconds when no transcript comes', () => {
  const { answers, clock, held } = setUp();
  held.turnCommitted('t1');
  clock.advance(1_999);
  expect(answers.count).toBe(0);
  clock.advance(1);
  expect(answers.count).toBe(1);
});

test('leaves turns alone that the engine answers by itself', () => {
  const { answers, clock, held } = setUp(false);
  expect(held.turnCommitted('t1')).toBe(false);
  held.wordsKnown('t1', true);
  clock.advance(10_000);
  expect(answers.count).toBe(0);
});

test('is in force as long as the session says so, whatever was asked meanwhile', () => {
  const { held } = setUp();
  expect(held.ask(false)).toBe(true);
  expect(held.ask(false)).toBe(false);
  expect(held.isInForce).toBe(true);
  held.confirmed(true);
  expect(held.isInForce).toBe(true);
  held.confirmed(false);
  expect(held.isInForce).toBe(false);
  expect(held.isAsked).toBe(false);
});

test('takes a confirmation that says nothing for what was asked', () => {
  const { held } = setUp();
  held.ask(false);
  held.confirmed(null);
  expect(held.isInForce).toBe(false);
});

test('answers nobody after the call', () => {
  const { answers, clock, held } = setUp();
  held.turnCommitted('t1');
  held[Symbol.dispose]();
  clock.advance(10_000);
  held.wordsKnown('t1', true);
  expect(answers.count).toBe(0);
});
