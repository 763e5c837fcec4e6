import { expect, test } from 'vitest';
import { beginHold, endRound } from './hold-round.ts';

/** How it goes on with music of so many milliseconds. */
function hold(musicMs: number, rounds: number) {
  let now = new Date('2026-11-24T03:00:00Z');
  let next = beginHold(now);
  return Array.from({ length: rounds }, () => {
    now = new Date(now.getTime() + musicMs);
    const ended = endRound({ round: String(next.round), since: String(next.since) }, now);
    next = ended.next;
    return ended;
  });
}

test('music of three seconds keeps the caller for three minutes, as any other does', () => {
  const rounds = hold(3_000, 60);
  expect(rounds.findIndex(({ isOver }) => isOver)).toBe(59);
  expect(rounds.every(({ isHeard }) => isHeard)).toBe(true);
});

test('music that cannot be fetched or played is not heard, and does not end the hold', () => {
  const rounds = hold(50, 100);
  expect(rounds.some(({ isOver, isHeard }) => isOver || isHeard)).toBe(false);
});

test('what does not say since when the caller waits begins to count anew', () => {
  expect(endRound({}, new Date())).toMatchObject({ isOver: false, next: { round: 2 } });
});
