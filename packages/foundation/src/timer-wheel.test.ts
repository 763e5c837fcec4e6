import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { LONGEST_WHEEL_DELAY_MS, TimerWheel } from './timer-wheel.ts';

function elapsedAfter(delayMs: number, wheel: TimerWheel): Promise<number> {
  const startedAtMs = performance.now();
  return new Promise((resolve) => {
    wheel.after(delayMs, () => resolve(performance.now() - startedAtMs));
  });
}

test('runs every timer, and none early', async () => {
  const wheel = new TimerWheel();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 40 }), async (delays) => {
      const elapsed = await Promise.all(delays.map((delayMs) => elapsedAfter(delayMs, wheel)));
      for (const [index, delayMs] of delays.entries()) expect(elapsed[index]).toBeGreaterThanOrEqual(delayMs);
    }),
    { numRuns: 8 },
  );
});

test('runs timers of different ticks in the order in which they are due', async () => {
  const wheel = new TimerWheel();
  const order: string[] = [];
  await Promise.all([
    elapsedAfter(90, wheel).then(() => order.push('third')),
    elapsedAfter(5, wheel).then(() => order.push('first')),
    elapsedAfter(45, wheel).then(() => order.push('second')),
  ]);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('forgets a timer that another one disposes', async () => {
  const wheel = new TimerWheel();
  const ran: string[] = [];
  const late = wheel.after(60, () => ran.push('late'));
  wheel.after(10, () => {
    ran.push('early');
    late[Symbol.dispose]();
  });
  await elapsedAfter(100, wheel);
  expect(ran).toEqual(['early']);
});

test('runs a timer that another one starts, the longest delay included', async () => {
  const wheel = new TimerWheel();
  const elapsed = await elapsedAfter(15, wheel).then(() => elapsedAfter(15, wheel));
  expect(elapsed).toBeGreaterThanOrEqual(15);
  expect(await elapsedAfter(LONGEST_WHEEL_DELAY_MS, wheel)).toBeGreaterThanOrEqual(LONGEST_WHEEL_DELAY_MS);
});

test('catches up with everything that fell due while the process was busy', async () => {
  const wheel = new TimerWheel();
  const waits = [elapsedAfter(10, wheel), elapsedAfter(50, wheel), elapsedAfter(130, wheel)];
  const busyUntilMs = performance.now() + 100;
  while (performance.now() < busyUntilMs);
  const [first = 0, second = 0, third = 0] = await Promise.all(waits);
  expect(Math.min(first, second)).toBeGreaterThanOrEqual(100);
  expect(third).toBeGreaterThanOrEqual(130);
});

test('a clock that repeats stops when it is disposed, also from within', async () => {
  let count = 0;
  const repeated = Promise.withResolvers<void>();
  const timer = systemClock.every(10, () => {
    if (++count < 3) return;
    timer[Symbol.dispose]();
    repeated.resolve();
  });
  await repeated.promise;
  await new Promise((resolve) => systemClock.after(100, () => resolve(null)));
  expect(count).toBe(3);
});

test('a clock does not take a wait of months for one of a millisecond', async () => {
  let hasRun = false;
  const timer = systemClock.after(9_999_999_999, () => {
    hasRun = true;
  });
  await new Promise((resolve) => systemClock.after(60, () => resolve(null)));
  expect(hasRun).toBe(false);
  timer[Symbol.dispose]();
});
