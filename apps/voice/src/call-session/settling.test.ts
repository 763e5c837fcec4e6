import { expect, test } from 'vitest';
import { Settling } from './settling.ts';

test('nothing under way is nothing to wait for', () => {
  expect(new Settling().untilNone()).toBeNull();
});

test('who waits is let go when the last one has ended, and everyone who waits', async () => {
  const settling = new Settling();
  settling.begun();
  settling.begun();
  let released = 0;
  const waits = [settling.untilNone(), settling.untilNone()].map((wait) => wait?.then(() => released++));
  settling.ended();
  await Promise.resolve();
  expect(released).toBe(0);
  settling.ended();
  await Promise.all(waits);
  expect(released).toBe(2);
  expect(settling.untilNone()).toBeNull();
});
