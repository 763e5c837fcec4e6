import { expect, test } from 'vitest';
import { retryDeadlock } from './retry-deadlock.ts';

function failing(code: string, failures: number) {
  const state = { runs: 0 };
  const run = async () => {
    state.runs += 1;
    const cause = Object.assign(new Error('the database says no'), { code });
    if (state.runs <= failures) throw new Error('Failed query', { cause });
    return 'booked';
  };
  return { state, run };
}

test('a transaction that fell to a deadlock is run again, at most twice', async () => {
  const twice = failing('40P01', 2);
  expect(await retryDeadlock(twice.run)).toBe('booked');
  const always = failing('40P01', 99);
  await expect(retryDeadlock(always.run)).rejects.toThrow('Failed query');
  expect(always.state.runs).toBe(3);
});

test('any other error is passed on at once', async () => {
  const { state, run } = failing('57014', 1);
  await expect(retryDeadlock(run)).rejects.toThrow('Failed query');
  expect(state.runs).toBe(1);
});
