import { expect, test } from 'vitest';
import { watchQueries } from './watch-queries.ts';

const READY = Buffer.from('5a0000000549', 'hex');

function watch() {
  let waiting = 0;
  const connection = watchQueries(() => {
    waiting++;
    return { [Symbol.dispose]: () => waiting-- };
  })();
  return { connection, isWaiting: () => waiting === 1 };
}

test('PostgreSQL owes an answer from the question to its word that it is ready, also in pieces', () => {
  const { connection, isWaiting } = watch();
  expect(isWaiting()).toBe(false);
  connection.asked(Buffer.from('parse'));
  connection.asked(Buffer.from('bind'));
  connection.answered(Buffer.from('rows'));
  expect(isWaiting()).toBe(true);
  connection.answered(Buffer.concat([Buffer.from('rows'), READY.subarray(0, 3)]));
  expect(isWaiting()).toBe(true);
  connection.answered(READY.subarray(3));
  expect(isWaiting()).toBe(false);
});

test('nobody waits on a connection that is closed', () => {
  const { connection, isWaiting } = watch();
  connection.asked(Buffer.from('query'));
  connection.closed();
  expect(isWaiting()).toBe(false);
});
